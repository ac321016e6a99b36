export * from './statistics';
export { traffic } from './traffic';
