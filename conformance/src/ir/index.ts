import { ListenerProjection, RouteProjection } from './types';

export * from './types';

const nothing = { observed: () => ({}), expected: () => ({}) };

export const traffic: RouteProjection = nothing;
export const security: RouteProjection = nothing;
export const extension: RouteProjection = nothing;
export const client: ListenerProjection = nothing;
