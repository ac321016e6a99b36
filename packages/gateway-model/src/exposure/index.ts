export * from './types';
export { MAX_EXPOSURES, routeExposures } from './routeExposures';
