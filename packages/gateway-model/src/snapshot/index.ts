export * from './types';
export { createSnapshot } from './createSnapshot';
