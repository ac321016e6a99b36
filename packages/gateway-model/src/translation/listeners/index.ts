export { judgeListeners } from './judgeListeners';
export { judgeGateways } from './judgeGateways';
export type { ClusterSettingsCheck } from './telemetry';
export type {
  GatewayAddress,
  GatewayStatus,
  GatewayStatuses,
  ListenerSetStatus,
  ListenerStatus,
} from './judgeGateways';
