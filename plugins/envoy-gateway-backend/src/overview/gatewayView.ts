import {
  Gateway,
  readGatewayVerdicts,
  readListenerVerdict,
} from '@envoy-gateway-portal/gateway-model';
import { GatewayView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { verdictView } from './views';

/** A Gateway as it is sent. */
export function gatewayView(cluster: string, gateway: Gateway): GatewayView {
  const { accepted, programmed } = readGatewayVerdicts(gateway);
  return {
    cluster,
    namespace: gateway.metadata.namespace,
    name: gateway.metadata.name,
    gatewayClassName: gateway.gatewayClassName,
    addresses: gateway.status.addresses.map(({ value }) => value),
    verdict: verdictView(accepted),
    programmed: verdictView(programmed),
    listeners: gateway.listeners.map(listener => {
      const attachedRoutes = gateway.status.listeners.find(
        ({ name }) => name === listener.name,
      )?.attachedRoutes;
      return {
        name: listener.name,
        ...(listener.hostname && { hostname: listener.hostname }),
        port: listener.port,
        protocol: listener.protocol,
        ...(attachedRoutes !== undefined && { attachedRoutes }),
        from: listener.allowedRoutes.namespaces.from,
        verdict: verdictView(readListenerVerdict(gateway, listener.name)),
      };
    }),
  };
}
