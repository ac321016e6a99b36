import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import { Item, ListenerStage, RouteContext, World } from '../types';

/** What is known of routes as long as nothing else changes that they depend on; false: they are not ours. */
export type JudgedRoutes = WeakMap<Item, RouteContext | false>;

interface Memory {
  readonly lists: readonly unknown[];
  readonly judged: JudgedRoutes;
}

const MEMORIES = new WeakMap<ListenerStage, Memory>();

/**
 * What a route's verdict depends on beside the route and the stage of listeners, which stays the same as long
 * as Gateways, backends, grants and settings do. A BackendTrafficPolicy decides how Services are routed to.
 */
function dependencies(world: World): readonly unknown[] {
  const extensions = Array.from(world.settings.extensionKinds ?? [], kind => {
    const slash = kind.indexOf('/');
    return world.items(kind.slice(0, slash), kind.slice(slash + 1));
  });
  return [
    world.items(ENVOY_GATEWAY_GROUP, 'HTTPRouteFilter'),
    world.items(ENVOY_GATEWAY_GROUP, 'BackendTrafficPolicy'),
    world.items(GATEWAY_API_GROUP, 'BackendTLSPolicy'),
    ...extensions,
  ];
}

/** Lists of a snapshot are shared until they change: one changed route must not cost the verdict on all. */
export function judgedRoutes(world: World, stage: ListenerStage): JudgedRoutes {
  const lists = dependencies(world);
  const known = MEMORIES.get(stage);
  if (
    known &&
    known.lists.length === lists.length &&
    known.lists.every((list, index) => list === lists[index])
  ) {
    return known.judged;
  }
  const judged: JudgedRoutes = new WeakMap();
  MEMORIES.set(stage, { lists, judged });
  return judged;
}
