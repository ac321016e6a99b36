import {
  Gateway,
  gatewayIsOurs,
  HTTPRoute,
  ParentReference,
} from '@envoy-gateway-portal/gateway-model';
import { ClusterView, isReadable } from './clusterView';

export const GATEWAY_API_GROUP = 'gateway.networking.k8s.io';

/**
 * Whose an object is. `unknown` is neither: nothing new is said of such an object, and nothing that was
 * said before is taken back.
 */
export type Claim = 'ours' | 'foreign' | 'unknown';

/** Whether a parentRef names a Gateway, as against a ListenerSet or a Service. */
export function namesGateway(ref: ParentReference): boolean {
  return ref.group === GATEWAY_API_GROUP && ref.kind === 'Gateway';
}

/**
 * Whose a Gateway is. A class that does not exist, or could not be read, leaves it open: classes are
 * deleted and made again by those who install a controller, and that must not empty the catalog.
 */
export function claimGateway(
  view: ClusterView,
  gateway: Gateway,
  controllerNames: readonly string[],
): Claim {
  if (
    !isReadable(view, 'GatewayClass') ||
    !view.snapshot.gatewayClass(gateway.gatewayClassName)
  ) {
    return 'unknown';
  }
  return gatewayIsOurs(view.snapshot, gateway, controllerNames)
    ? 'ours'
    : 'foreign';
}

function claimByStatus(
  route: HTTPRoute,
  ref: ParentReference,
  controllerNames: readonly string[],
): Claim {
  const judges = route.parents.filter(
    ({ parentRef }) =>
      parentRef.group === ref.group &&
      parentRef.kind === ref.kind &&
      parentRef.namespace === ref.namespace &&
      parentRef.name === ref.name,
  );
  if (judges.some(one => controllerNames.includes(one.controllerName))) {
    return 'ours';
  }
  return judges.length > 0 ? 'foreign' : 'unknown';
}

function claimParent(
  view: ClusterView,
  route: HTTPRoute,
  ref: ParentReference,
  controllerNames: readonly string[],
): Claim {
  const { snapshot } = view;
  if (!namesGateway(ref)) {
    // Listeners of a ListenerSet are not read here, but its controller signs the route's status.
    // A Service is a mesh's parent, never a gateway's.
    return ref.kind === 'Service'
      ? 'foreign'
      : claimByStatus(route, ref, controllerNames);
  }
  if (!isReadable(view, 'Gateway') || !isReadable(view, 'GatewayClass')) {
    return 'unknown';
  }
  const gateway = snapshot.gateway(ref.namespace, ref.name);
  if (gateway) {
    return claimGateway(view, gateway, controllerNames);
  }
  const { group, kind, namespace, name } = ref;
  if (snapshot.unreadableObject({ group, kind, namespace, name })) {
    return 'unknown';
  }
  // The Gateway does not exist. Whoever wrote the route expects it to be served, so it is shown (and
  // its tab says what is missing), provided that this cluster has Gateways of ours at all.
  return snapshot.gatewayClasses.some(one =>
    controllerNames.includes(one.controllerName),
  )
    ? 'ours'
    : 'unknown';
}

/** Whose a route is: ours as soon as one parentRef is, foreign only when every one of them is. */
export function claimRoute(
  view: ClusterView,
  route: HTTPRoute,
  controllerNames: readonly string[],
): Claim {
  const claims = route.parentRefs.map(ref =>
    claimParent(view, route, ref, controllerNames),
  );
  if (claims.includes('ours')) {
    return 'ours';
  }
  return claims.includes('unknown') ? 'unknown' : 'foreign';
}
