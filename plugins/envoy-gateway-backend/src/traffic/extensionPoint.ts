import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { TrafficSource } from './types';

/**
 * Adds places traffic figures can be read from, beside Prometheus and the proxies themselves.
 *
 * @public
 */
export interface EnvoyGatewayTrafficExtensionPoint {
  /** Adds a source; of several that handle a cluster, the one added first is asked. */
  addTrafficSource(source: TrafficSource): void;
}

/**
 * For modules of the `envoy-gateway` plugin that bring their own traffic figures.
 *
 * @public
 */
export const envoyGatewayTrafficExtensionPoint =
  createExtensionPoint<EnvoyGatewayTrafficExtensionPoint>({
    id: 'envoy-gateway.traffic',
  });
