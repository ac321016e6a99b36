import {
  Gateway,
  HTTPRoute,
  ObjectRef,
  UnreadableObject,
} from '@envoy-gateway-portal/gateway-model';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EntityTarget } from './entityTarget';
import { routesTo, servicesOf } from './routeIndex';

/** What a cluster has of an entity's target. */
export interface ClusterFinding {
  cluster: InventoryCluster;
  routes: readonly HTTPRoute[];
  /** The Gateway itself, when the target is one. */
  gateway?: Gateway;
  /** The object exists, but cannot be understood. */
  unreadable?: UnreadableObject;
  /** Whether every kind needed was listed completely: only then does nothing found mean nothing there. */
  complete: boolean;
}

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Finds the routes that belong to an entity in one cluster. */
export function findRoutes(
  cluster: InventoryCluster,
  target: EntityTarget,
): ClusterFinding {
  const { snapshot } = cluster;
  switch (target.type) {
    case 'route': {
      const { namespace, name } = target;
      const route = snapshot.httpRoute(namespace, name);
      return {
        cluster,
        routes: route ? [route] : [],
        unreadable: snapshot.unreadableObject(refTo('HTTPRoute', target)),
        complete: cluster.hasSynced('HTTPRoute'),
      };
    }
    case 'gateway': {
      const { namespace, name } = target;
      return {
        cluster,
        routes: snapshot.httpRoutesOf(namespace, name),
        gateway: snapshot.gateway(namespace, name),
        unreadable: snapshot.unreadableObject(refTo('Gateway', target)),
        complete: cluster.hasSynced('Gateway', 'HTTPRoute'),
      };
    }
    case 'services':
      return {
        cluster,
        routes: [
          ...new Set(
            servicesOf(snapshot, target.kubernetesId)
              .filter(({ metadata }) =>
                isWithin(metadata.namespace, target.namespace),
              )
              .flatMap(service => routesTo(snapshot, service)),
          ),
        ],
        complete: cluster.hasSynced('Service', 'HTTPRoute'),
      };
    default:
      return { cluster, routes: [], complete: true };
  }
}

function refTo(
  kind: string,
  { namespace, name }: { namespace: string; name: string },
): ObjectRef {
  return { group: GATEWAY_API, kind, namespace, name };
}

function isWithin(namespace: string, only: string | undefined): boolean {
  return only === undefined || namespace === only;
}
