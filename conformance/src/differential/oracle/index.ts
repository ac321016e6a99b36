export { createClusterOracle } from './cluster';
export { createTranslateOracle } from './translate';
export * from './types';
