import { RouteProjection } from './types';

export { client } from './client';

export { traffic } from './traffic';
export * from './types';

const nothing = { observed: () => ({}), expected: () => ({}) };

export const security: RouteProjection = nothing;
export const extension: RouteProjection = nothing;
