import { RouteProjection } from '../types';
import { expectedExtensions } from './expected';
import { observedExtensions } from './observed';

/** What an EnvoyExtensionPolicy decides of a route. */
export const extension: RouteProjection = {
  observed: observedExtensions,
  expected: expectedExtensions,
};
