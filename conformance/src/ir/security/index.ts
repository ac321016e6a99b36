export { cors } from './permissions';
export { security } from './security';
