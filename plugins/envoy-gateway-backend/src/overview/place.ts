import {
  GatewayView,
  ParentView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/**
 * How one place stands: a parent of a route in a cluster.
 *
 * - `live`: it answers
 * - `impaired`: it answers, with problems
 * - `down`: it does not answer
 * - `unjudged`: the controller has not judged it as it stands
 * - `notOurs`: it is another controller's
 */
export type PlaceState = 'live' | 'impaired' | 'down' | 'unjudged' | 'notOurs';

/** A parent of a route in a cluster, and how it stands. */
export interface Place {
  route: RouteView;
  parent: ParentView;
  /** Absent when it does not exist, or could not be read. */
  gateway?: GatewayView;
  state: PlaceState;
}

/** The states, the worst for those who call first. */
export const WORST_FIRST: readonly PlaceState[] = [
  'down',
  'impaired',
  'unjudged',
  'live',
  'notOurs',
];

/** Names a Gateway of a cluster. */
export function placeKey(
  cluster: string,
  gateway: { namespace: string; name: string },
): string {
  return `${cluster}/${gateway.namespace}/${gateway.name}`;
}

/** The places of a route. */
export function placesOf(
  route: RouteView,
  gateways: ReadonlyMap<string, GatewayView>,
): Place[] {
  return route.parents.map(parent => {
    const gateway = gateways.get(placeKey(route.cluster, parent.gateway));
    return {
      route,
      parent,
      gateway,
      state: placeState(route, parent, gateway),
    };
  });
}

/** Whether a place answers, with or without problems. */
export function isLive({ state }: Place): boolean {
  return state === 'live' || state === 'impaired';
}

/** How a parent of a route stands, together with its Gateway and the listeners it attaches to. */
export function placeState(
  route: RouteView,
  parent: ParentView,
  gateway: GatewayView | undefined,
): PlaceState {
  const { state } = parent.verdict;
  switch (state) {
    case 'notOurs':
      return 'notOurs';
    case 'rejected':
      return 'down';
    case 'noVerdict':
    case 'stale':
      return 'unjudged';
    default: {
      const around = surroundings(parent, gateway);
      if (around !== 'live' && around !== 'impaired') {
        return around;
      }
      if (state === 'accepted') {
        return around;
      }
      return route.rules.every(rule => isBroken(rule, route, parent))
        ? 'down'
        : 'impaired';
    }
  }
}

/** What the Gateway and its listeners add: an accepted route does not answer where no proxy serves it. */
function surroundings(
  parent: ParentView,
  gateway: GatewayView | undefined,
): PlaceState {
  if (!gateway) {
    return 'live';
  }
  if (
    gateway.verdict.state === 'rejected' ||
    gateway.programmed.state === 'rejected'
  ) {
    return 'down';
  }
  if (
    gateway.programmed.state === 'noVerdict' ||
    gateway.programmed.state === 'stale'
  ) {
    return 'unjudged';
  }
  const listeners = gateway.listeners.filter(({ name }) =>
    parent.listeners.includes(name),
  );
  const down = listeners.filter(isListenerDown);
  if (down.length === 0) {
    return 'live';
  }
  return down.length === listeners.length ? 'down' : 'impaired';
}

/** Whether a listener takes no requests although it may have been accepted. */
export function isListenerDown({
  verdict,
}: GatewayView['listeners'][number]): boolean {
  return (
    verdict.state === 'rejected' ||
    verdict.problems.some(({ type }) => type === 'Programmed')
  );
}

/** A rule of which no backend with a weight exists; or the only rule, when a reference is not resolved. */
function isBroken(
  rule: RouteView['rules'][number],
  route: RouteView,
  { verdict }: ParentView,
): boolean {
  const weighted = rule.backends.filter(({ weight }) => weight > 0);
  if (weighted.length === 0) {
    return false;
  }
  return (
    weighted.every(({ exists }) => exists === 'no') ||
    (route.rules.length === 1 &&
      weighted.length === 1 &&
      verdict.problems.some(
        ({ type }) => type === 'ResolvedRefs' || type === 'BackendsAvailable',
      ))
  );
}
