export { judgeListeners } from './judgeListeners';
export { judgeGateways } from './judgeGateways';
export type {
  GatewayAddress,
  GatewayStatus,
  GatewayStatuses,
  ListenerSetStatus,
  PredictedListener,
} from './judgeGateways';
