import { RouteProjection } from './types';

export { client } from './client';
export { extension } from './extension';
export { security } from './security';
export { traffic } from './traffic';
export * from './types';

const nothing = { observed: () => ({}), expected: () => ({}) };
