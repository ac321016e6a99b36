export { security } from './security';
