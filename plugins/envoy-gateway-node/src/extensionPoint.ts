import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { ClusterSource } from './types';

/**
 * Adds clusters beside the configured ones.
 *
 * @public
 */
export interface EnvoyGatewayInventoryExtensionPoint {
  addClusterSource(source: ClusterSource): void;
}

/**
 * For modules of the `envoy-gateway` plugin that bring their own clusters.
 *
 * @public
 */
export const envoyGatewayInventoryExtensionPoint =
  createExtensionPoint<EnvoyGatewayInventoryExtensionPoint>({
    id: 'envoy-gateway.inventory.sources',
  });
