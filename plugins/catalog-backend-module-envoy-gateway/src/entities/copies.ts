import {
  Gateway,
  HTTPRoute,
  ObjectRef,
} from '@envoy-gateway-portal/gateway-model';
import { ApiEntityObject } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  claimGateway,
  claimRoute,
  GATEWAY_API_GROUP,
  namesGateway,
} from './claim';
import {
  ClusterView,
  isCurrent,
  isReadable,
  isSettling,
  unreadableBecause,
} from './clusterView';

/** An object as one cluster has it. */
export interface Copy<T> {
  view: ClusterView;
  object: T;
}

/**
 * What one cluster says of an object.
 *
 * - `present`: it exists and is ours. `gap` tells what could not be read of its surroundings; an entity
 *   that stands already is not rewritten from less than it was written from
 * - `absent`: it does not exist, or belongs to somebody else; the cluster is sure of it
 * - `unknown`: the cluster cannot tell, and why
 */
export type CopyState<T> =
  | { state: 'present'; copy: Copy<T>; gap?: string }
  | { state: 'absent' }
  | { state: 'unknown'; reason: string };

function refOfObject({ kind, namespace, name }: ApiEntityObject): ObjectRef {
  return { group: GATEWAY_API_GROUP, kind, namespace, name };
}

function missing(view: ClusterView, object: ApiEntityObject): CopyState<never> {
  const broken = view.snapshot.unreadableObject(refOfObject(object));
  if (broken) {
    return {
      state: 'unknown',
      reason: `${object.kind} ${object.namespace}/${object.name} of cluster ${view.name} could not be understood: ${broken.path} ${broken.reason}`,
    };
  }
  return isCurrent(view, object.kind)
    ? { state: 'absent' }
    : { state: 'unknown', reason: unreadableBecause(view, object.kind) };
}

/** What a route's surroundings lack, beside what the owner chain can make do without. */
function routeGap(view: ClusterView, route: HTTPRoute): string | undefined {
  for (const { group, kind, namespace, name } of route.parentRefs) {
    if (view.snapshot.unreadableObject({ group, kind, namespace, name })) {
      return `${kind} ${namespace}/${name} of cluster ${view.name} could not be understood`;
    }
  }
  if (isReadable(view, 'Namespace')) {
    const { namespace: name } = route.metadata;
    return view.snapshot.unreadableObject({
      group: '',
      kind: 'Namespace',
      name,
    })
      ? `Namespace ${name} of cluster ${view.name} could not be understood`
      : undefined;
  }
  const selects = route.parentRefs
    .filter(namesGateway)
    .some(ref =>
      view.snapshot
        .gateway(ref.namespace, ref.name)
        ?.listeners.some(
          listener => listener.allowedRoutes.namespaces.from === 'Selector',
        ),
    );
  return selects ? unreadableBecause(view, 'Namespace') : undefined;
}

/** What a cluster says of an HTTPRoute. */
export function routeCopy(
  view: ClusterView,
  object: ApiEntityObject,
  controllerNames: readonly string[],
): CopyState<HTTPRoute> {
  for (const kind of ['HTTPRoute', 'Gateway', 'GatewayClass'] as const) {
    if (!isReadable(view, kind)) {
      return { state: 'unknown', reason: unreadableBecause(view, kind) };
    }
  }
  for (const kind of ['Service', 'Namespace'] as const) {
    if (isSettling(view, kind)) {
      return { state: 'unknown', reason: unreadableBecause(view, kind) };
    }
  }
  const route = view.snapshot.httpRoute(object.namespace, object.name);
  if (!route) {
    return missing(view, object);
  }
  switch (claimRoute(view, route, controllerNames)) {
    case 'ours':
      return {
        state: 'present',
        copy: { view, object: route },
        gap: routeGap(view, route),
      };
    case 'foreign':
      return { state: 'absent' };
    default:
      return {
        state: 'unknown',
        reason: `no parent of HTTPRoute ${object.namespace}/${object.name} of cluster ${view.name} tells which controller it belongs to`,
      };
  }
}

/** What a cluster says of a Gateway. */
export function gatewayCopy(
  view: ClusterView,
  object: ApiEntityObject,
  controllerNames: readonly string[],
): CopyState<Gateway> {
  for (const kind of ['Gateway', 'GatewayClass'] as const) {
    if (!isReadable(view, kind)) {
      return { state: 'unknown', reason: unreadableBecause(view, kind) };
    }
  }
  for (const kind of ['HTTPRoute', 'Namespace'] as const) {
    if (isSettling(view, kind)) {
      return { state: 'unknown', reason: unreadableBecause(view, kind) };
    }
  }
  const gateway = view.snapshot.gateway(object.namespace, object.name);
  if (!gateway) {
    return missing(view, object);
  }
  switch (claimGateway(view, gateway, controllerNames)) {
    case 'ours': {
      // A cluster that does not serve HTTPRoutes has none to list.
      const routesKnown =
        isReadable(view, 'HTTPRoute') ||
        view.kinds.get('HTTPRoute')?.phase === 'absent';
      return {
        state: 'present',
        copy: { view, object: gateway },
        gap: routesKnown ? undefined : unreadableBecause(view, 'HTTPRoute'),
      };
    }
    case 'foreign':
      return { state: 'absent' };
    default:
      return {
        state: 'unknown',
        reason: `GatewayClass of Gateway ${object.namespace}/${object.name} of cluster ${view.name} does not exist or could not be understood`,
      };
  }
}
