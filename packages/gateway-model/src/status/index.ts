export * from './types';
export { readGatewayVerdicts, readListenerVerdict } from './readGateway';
export { readPolicyVerdict } from './readPolicy';
export { readRouteVerdicts } from './readRoute';
export { predictStatus } from './prediction';
