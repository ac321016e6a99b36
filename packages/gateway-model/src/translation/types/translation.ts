import type { GatewayStatuses } from '../listeners';
import { BackendStage } from './backends';
import { ListenerStage } from './listeners';
import { PolicyStage } from './policies';
import { RouteContext } from './routes';
import { World } from './world';

/**
 * What Envoy Gateway makes of a snapshot.
 *
 * @public
 */
export interface Translation {
  readonly world: World;
  readonly listeners: ListenerStage;
  /** Statuses of Gateways and ListenerSets. */
  readonly statuses: GatewayStatuses;
  readonly routes: readonly RouteContext[];
  readonly backends: BackendStage;
  readonly policies: PolicyStage;
}
