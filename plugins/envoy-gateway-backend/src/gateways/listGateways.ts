import { gatewayIsOurs } from '@envoy-gateway-portal/gateway-model';
import { GatewaysResponse } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { gatewayView } from '../overview/gatewayView';

const KINDS = ['Gateway', 'GatewayClass'];

/** The Gateways of our controllers in every cluster, and the clusters where some may be missing. */
export function listGateways(
  inventory: EnvoyGatewayInventory,
): GatewaysResponse {
  const clusters = inventory.clusters();
  return {
    gateways: clusters.flatMap(({ name, snapshot }) =>
      snapshot.gateways
        .filter(gateway =>
          gatewayIsOurs(snapshot, gateway, inventory.controllerNames),
        )
        .map(gateway => gatewayView(name, gateway)),
    ),
    incomplete: clusters
      .filter(cluster => !cluster.hasSynced(...KINDS))
      .map(({ name, status }) => ({
        cluster: name,
        reason:
          status.kinds.find(
            ({ kind, error }) => KINDS.includes(kind) && error !== undefined,
          )?.error ??
          status.error ??
          'Its Gateways have not been listed yet.',
      })),
  };
}
