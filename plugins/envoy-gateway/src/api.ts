import { EnvoyGatewayApi } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

/**
 * Reads the Envoy Gateway backend.
 *
 * @public
 */
export const envoyGatewayApiRef = createApiRef<EnvoyGatewayApi>().with({
  id: 'plugin.envoy-gateway.client',
  pluginId: 'envoy-gateway',
});
