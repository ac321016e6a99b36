export * from './types';
export { createLocator } from './locate';
export type { Place } from './locate';
export { readPaths } from './readPaths';
