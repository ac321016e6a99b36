export { traffic } from './traffic';
