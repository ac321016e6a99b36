export * from './types';
export {
  DEFAULT_TRANSLATION_SETTINGS,
  settingsOfEnvoyGateway,
} from './settings';
export { translate, translateRoutes } from './translate';
export { effectiveValues, protectionOf, valuesOfRule } from './policies';
export type { Protection, RulePlace } from './policies';
export type {
  GatewayAddress,
  GatewayStatus,
  GatewayStatuses,
  ListenerSetStatus,
  PredictedListener,
} from './listeners';
