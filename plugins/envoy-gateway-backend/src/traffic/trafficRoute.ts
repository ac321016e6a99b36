import { attachRoute, HTTPRoute } from '@envoy-gateway-portal/gateway-model';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { TrafficRoute } from './types';

/**
 * What a traffic source needs to know of a route.
 *
 * @param only - the Gateway whose traffic is asked for; all of the route's without it
 */
export function trafficRoute(
  { snapshot }: InventoryCluster,
  route: HTTPRoute,
  controllerNames: readonly string[],
  only?: { namespace: string; name: string },
): TrafficRoute {
  const gateways = new Map<string, TrafficRoute['gateways'][number]>();
  for (const { gateway, reason } of attachRoute(
    snapshot,
    route,
    controllerNames,
  )) {
    const object = gateway && snapshot.gateway(gateway.namespace, gateway.name);
    if (object && reason !== 'NotOurs') {
      const { namespace, name } = object.metadata;
      if (!only || (only.namespace === namespace && only.name === name)) {
        gateways.set(`${namespace}/${name}`, {
          namespace,
          name,
          className: object.gatewayClassName,
        });
      }
    }
  }
  return {
    namespace: route.metadata.namespace,
    name: route.metadata.name,
    rules: route.rules.map(({ backendRefs }, index) => ({
      index,
      backends: backendRefs.length,
    })),
    gateways: [...gateways.values()],
  };
}
