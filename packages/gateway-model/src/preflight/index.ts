export * from './types';
export { preflight } from './preflight';
