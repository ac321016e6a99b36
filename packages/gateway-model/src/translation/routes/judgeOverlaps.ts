import { describeRef } from '../../resources';
import {
  ListenerContext,
  PredictedCondition,
  RouteContext,
  RouteParentContext,
  Unknown,
} from '../types';
import { withCondition } from './conditions';
import { connectKey } from './matchKey';
import { shareStatuses } from './sharedStatuses';
import { listed } from './words';

/** Whether a BackendTrafficPolicy upgrades CONNECT for a rule on a listener. */
export type ConnectUpgrades = (
  route: RouteContext,
  ruleIndex: number,
  listener: ListenerContext,
) => boolean;

/** Routes of one listener that match the same requests: one, as a rule. */
type Bucket = RouteContext | Set<RouteContext>;

/** Buckets of one listener, by hostname and by the rest of the match. */
type Buckets = Map<string, Map<string, Bucket>>;

function put(buckets: Map<string, Bucket>, key: string, route: RouteContext) {
  const bucket = buckets.get(key);
  if (bucket instanceof Set) {
    bucket.add(route);
  } else if (!bucket) {
    buckets.set(key, route);
  } else if (bucket !== route) {
    buckets.set(key, new Set([bucket, route]));
  }
}

function childOf<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let child = map.get(key);
  if (!child) {
    child = new Map();
    map.set(key, child);
  }
  return child;
}

function fill(
  buckets: Map<ListenerContext, Buckets>,
  route: RouteContext,
  parent: RouteParentContext,
  connectUpgrades: ConnectUpgrades,
) {
  for (const { listener, hostnames } of parent.listeners) {
    if (!listener.ready || hostnames.length === 0) {
      continue;
    }
    const ofHostnames = hostnames.map(hostname =>
      childOf(childOf(buckets, listener), hostname),
    );
    for (const rule of parent.rules) {
      const connect =
        rule.matches.length > 0 && connectUpgrades(route, rule.index, listener);
      for (const match of rule.matches) {
        const key = connect ? connectKey(match.key) : match.key;
        for (const ofHostname of ofHostnames) {
          put(ofHostname, key, route);
        }
      }
    }
  }
}

/** Of each listener, the crowded buckets each route is in. */
type Overlaps = ReadonlyMap<
  ListenerContext,
  ReadonlyMap<RouteContext, readonly ReadonlySet<RouteContext>[]>
>;

function overlapsOf(buckets: ReadonlyMap<ListenerContext, Buckets>): Overlaps {
  const overlaps = new Map<
    ListenerContext,
    Map<RouteContext, ReadonlySet<RouteContext>[]>
  >();
  for (const [listener, own] of buckets) {
    for (const ofHostname of own.values()) {
      for (const bucket of ofHostname.values()) {
        if (bucket instanceof Set) {
          const ofRoutes = childOf(overlaps, listener);
          for (const route of bucket) {
            const known = ofRoutes.get(route);
            if (known) {
              known.push(bucket);
            } else {
              ofRoutes.set(route, [bucket]);
            }
          }
        }
      }
    }
  }
  return overlaps;
}

function overlapCondition(
  others: ReadonlySet<RouteContext>,
  unknown: Unknown | undefined,
): PredictedCondition {
  const names = Array.from(others, ({ item }) => describeRef(item)).sort();
  return {
    type: 'RouteRulesOverlap',
    status: 'True',
    reason: 'RouteRulesOverlap',
    message: `The route matches the same requests as ${listed(names)}.`,
    ...(unknown && { unknown }),
  };
}

function withOverlap(
  overlaps: Overlaps,
  route: RouteContext,
  parent: RouteParentContext,
): RouteParentContext {
  const others = new Set<RouteContext>();
  const seen = new Set<ReadonlySet<RouteContext>>();
  let certain = false;
  let unknown: Unknown | undefined;
  for (const { listener } of parent.listeners) {
    for (const bucket of overlaps.get(listener)?.get(route) ?? []) {
      certain ||= listener.unknown === undefined;
      unknown ??= listener.unknown;
      if (!seen.has(bucket)) {
        seen.add(bucket);
        bucket.forEach(other => others.add(other));
      }
    }
  }
  others.delete(route);
  return others.size === 0
    ? parent
    : {
        ...parent,
        conditions: withCondition(
          parent.conditions,
          overlapCondition(others, certain ? undefined : unknown),
        ),
      };
}

/**
 * Adds `RouteRulesOverlap` where routes match the very same requests on one listener and hostname: of those,
 * only one gets any. Policies must have been applied, since a CONNECT upgrade changes what a route matches
 * (upstream `checkRouteOverlaps`).
 */
export function judgeOverlaps(
  routes: readonly RouteContext[],
  connectUpgrades: ConnectUpgrades,
): readonly RouteContext[] {
  const buckets = new Map<ListenerContext, Buckets>();
  const judged = routes.filter(
    ({ kind }) => kind === 'HTTPRoute' || kind === 'GRPCRoute',
  );
  for (const route of judged) {
    for (const parent of route.parents) {
      fill(buckets, route, parent, connectUpgrades);
    }
  }
  const overlaps = overlapsOf(buckets);
  if (overlaps.size === 0) {
    return routes;
  }
  const overlapping = new Set<RouteContext>();
  for (const ofRoutes of overlaps.values()) {
    for (const route of ofRoutes.keys()) {
      overlapping.add(route);
    }
  }
  return routes.map(route =>
    overlapping.has(route)
      ? {
          ...route,
          parents: shareStatuses(
            route.parents.map(parent => withOverlap(overlaps, route, parent)),
          ),
        }
      : route,
  );
}
