export {
  envoyGatewayTrafficExtensionPoint,
  type EnvoyGatewayTrafficExtensionPoint,
} from './extensionPoint';
export type { Buckets } from './figures/buckets';
export type { Tally } from './figures/tally';
export type { TrafficWindow } from './figures/trafficWindow';
export type {
  RuleTally,
  TrafficProblem,
  TrafficQuery,
  TrafficReading,
  TrafficRoute,
  TrafficSource,
} from './types';
