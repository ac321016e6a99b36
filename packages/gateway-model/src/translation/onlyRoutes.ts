import { ObjectRef } from '../resources';
import { kindKey } from '../resources/objectRef';
import { GATEWAY_API_GROUP } from '../resources/references';
import { Item, World } from './types';

const ROUTE_KINDS = new Set(
  ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(kind =>
    kindKey({ group: GATEWAY_API_GROUP, kind }),
  ),
);

/** The world with some routes only: the others are as if they were not there. */
export function onlyRoutes(world: World, routes: readonly ObjectRef[]): World {
  const byKind = new Map<string, Item[]>();
  for (const ref of routes) {
    const item = world.lookup(ref);
    if (item !== 'missing' && item !== 'unread') {
      const kind = kindKey(ref);
      byKind.set(kind, [...(byKind.get(kind) ?? []), item]);
    }
  }
  return {
    ...world,
    items(group, kind) {
      const key = kindKey({ group, kind });
      return ROUTE_KINDS.has(key)
        ? byKind.get(key) ?? []
        : world.items(group, kind);
    },
  };
}
