export { predictStatus } from './predictStatus';
