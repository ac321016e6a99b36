import {
  Gateway,
  HTTPRoute,
  ObjectRef,
  Service,
  UnreadableObject,
} from '@envoy-gateway-portal/gateway-model';
import { ANNOTATION_KUBERNETES_ID } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EntityTarget } from './entityTarget';

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
        routes: routesTo(
          snapshot.httpRoutes,
          snapshot.services.filter(service => isOf(service, target)),
        ),
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

function isOf(
  { metadata }: Service,
  target: Extract<EntityTarget, { type: 'services' }>,
): boolean {
  const id =
    metadata.labels?.[ANNOTATION_KUBERNETES_ID] ??
    metadata.annotations?.[ANNOTATION_KUBERNETES_ID];
  return (
    id === target.kubernetesId &&
    (target.namespace === undefined || metadata.namespace === target.namespace)
  );
}

function routesTo(
  routes: readonly HTTPRoute[],
  services: readonly Service[],
): HTTPRoute[] {
  const wanted = new Set(
    services.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  );
  return wanted.size === 0
    ? []
    : routes.filter(route =>
        route.rules.some(rule =>
          rule.backendRefs.some(
            ({ group, kind, namespace, name }) =>
              group === '' &&
              kind === 'Service' &&
              wanted.has(`${namespace}/${name}`),
          ),
        ),
      );
}
