import {
  HTTPRoute,
  isResource,
  KubernetesObject,
  Resource,
} from '../resources';
import { refKey } from '../resources/objectRef';
import { refersToGateway } from '../resources/references';
import { getEntry } from './bucketMap';
import { compareEntries, Entry, KindTable, readableEntry } from './kindTable';

/** Routes by the key of each Gateway they name, in the order of the snapshot. */
type RouteIndex = ReadonlyMap<string, readonly HTTPRoute[]>;

const NO_ROUTES: readonly HTTPRoute[] = [];

/** Above this many changes at once, an index is better built anew. */
const CARRY_ONE_BY_ONE = 64;

/** Lists of a snapshot are shared until they change, so an index lives exactly as long as it is right. */
const INDEXES = new WeakMap<readonly HTTPRoute[], RouteIndex>();

function gatewaysOf(route: HTTPRoute): string[] {
  const keys = route.parentRefs.filter(refersToGateway).map(refKey);
  return keys.length > 1 ? [...new Set(keys)] : keys;
}

function build(routes: readonly HTTPRoute[]): RouteIndex {
  const index = new Map<string, HTTPRoute[]>();
  for (const route of routes) {
    for (const gateway of gatewaysOf(route)) {
      const known = index.get(gateway);
      if (known) {
        known.push(route);
      } else {
        index.set(gateway, [route]);
      }
    }
  }
  return index;
}

export function routesOfGateway(
  routes: readonly HTTPRoute[],
  namespace: string,
  name: string,
): readonly HTTPRoute[] {
  let index = INDEXES.get(routes);
  if (!index) {
    index = build(routes);
    INDEXES.set(routes, index);
  }
  return index.get(refKey({ namespace, name })) ?? NO_ROUTES;
}

function asRoute(
  resource: Resource | KubernetesObject | undefined,
): HTTPRoute | undefined {
  return resource && isResource(resource) && resource.kind === 'HTTPRoute'
    ? resource
    : undefined;
}

function inserted(
  routes: readonly HTTPRoute[],
  route: HTTPRoute,
): readonly HTTPRoute[] {
  const entry = readableEntry(route);
  let low = 0;
  let high = routes.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compareEntries(readableEntry(routes[middle]), entry) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return [...routes.slice(0, low), route, ...routes.slice(low)];
}

/** Carries the index of one table over to the next, so that one change does not cost a whole index. */
export function carryRouteIndex(
  before: KindTable,
  after: KindTable,
  changes: ReadonlyMap<string, Entry | undefined>,
): void {
  const index = INDEXES.get(before.readable as readonly HTTPRoute[]);
  if (!index || changes.size > CARRY_ONE_BY_ONE) {
    return;
  }
  const next = new Map(index);
  for (const [key, entry] of changes) {
    const old = asRoute(getEntry(before.entries, key)?.resource);
    for (const gateway of old ? gatewaysOf(old) : []) {
      const rest = (next.get(gateway) ?? NO_ROUTES).filter(one => one !== old);
      if (rest.length > 0) {
        next.set(gateway, rest);
      } else {
        next.delete(gateway);
      }
    }
    const route = asRoute(entry?.resource);
    for (const gateway of route ? gatewaysOf(route) : []) {
      if (route) {
        next.set(gateway, inserted(next.get(gateway) ?? NO_ROUTES, route));
      }
    }
  }
  INDEXES.set(after.readable as readonly HTTPRoute[], next);
}
