import { listAt, stringAt } from '../../json';
import {
  GatewayContext,
  Item,
  ListenerContext,
  ListenerStage,
  RouteContext,
  World,
} from '../types';
import { gatewayApiItems } from '../world';
import { Candidates, candidatesOf } from './candidates';
import { ObjectName, objectKey } from './scopes';

/** A ListenerSet as policies see it. */
export interface ListenerSetTarget {
  readonly item: Item;
  /** The accepted Gateway it names, whether that lets it in or not. */
  readonly gateway: GatewayContext | undefined;
  readonly gatewayName: ObjectName;
}

/** Everything policies can be attached to: what Envoy Gateway translates, and nothing else. */
export interface Targetable {
  route(name: ObjectName): RouteContext | undefined;
  gateway(name: ObjectName): GatewayContext | undefined;
  listenerSet(name: ObjectName): ListenerSetTarget | undefined;
  readonly routes: Candidates;
  readonly gateways: Candidates;
  readonly listenerSets: Candidates;
}

interface Routes {
  readonly byKey: ReadonlyMap<string, RouteContext>;
  readonly candidates: Candidates;
}

/** Whole lists of routes are shared while they last. */
const ROUTES = new WeakMap<readonly RouteContext[], Routes>();

function routesOf(routes: readonly RouteContext[]): Routes {
  let known = ROUTES.get(routes);
  if (!known) {
    // A route none of whose parents is ours is not there for Envoy Gateway.
    const ours = routes.filter(route => route.parents.length > 0);
    known = {
      byKey: new Map(ours.map(route => [keyOfItem(route.item), route])),
      candidates: candidatesOf(ours.map(route => route.item)),
    };
    ROUTES.set(routes, known);
  }
  return known;
}

const KEYS = new WeakMap<Item, string>();

function keyOfItem(item: Item): string {
  let key = KEYS.get(item);
  if (key === undefined) {
    key = objectKey(item);
    KEYS.set(item, key);
  }
  return key;
}

function listenerSetTarget(
  item: Item,
  gateways: ReadonlyMap<string, GatewayContext>,
): ListenerSetTarget {
  // Upstream goes by the name alone here, whatever the kind of the parent.
  const gatewayName = {
    kind: 'Gateway',
    namespace: stringAt(item.spec, 'parentRef', 'namespace') || item.namespace,
    name: stringAt(item.spec, 'parentRef', 'name') ?? '',
  };
  return { item, gateway: gateways.get(objectKey(gatewayName)), gatewayName };
}

export function targetableOf(
  world: World,
  stage: ListenerStage,
  routes: readonly RouteContext[],
): Targetable {
  const { byKey, candidates } = routesOf(routes);
  const accepted = stage.gateways.filter(gateway => gateway.accepted);
  const gateways = new Map(
    accepted.map(gateway => [keyOfItem(gateway.item), gateway]),
  );
  const sets = gatewayApiItems(world, 'ListenerSet');
  const listenerSets = new Map(
    sets.map(item => [keyOfItem(item), listenerSetTarget(item, gateways)]),
  );
  return {
    route: name => byKey.get(objectKey(name)),
    gateway: name => gateways.get(objectKey(name)),
    listenerSet: name => listenerSets.get(objectKey(name)),
    routes: candidates,
    gateways: candidatesOf(accepted.map(gateway => gateway.item)),
    listenerSets: candidatesOf(sets),
  };
}

/** Whether a rule of the route has the name. */
export function hasRuleNamed(route: RouteContext, name: string): boolean {
  return listAt(route.item.spec, 'rules').some(
    rule => stringAt(rule, 'name') === name,
  );
}

/** Whether a ListenerSet's spec has a listener of the name, be it valid or not. */
export function hasEntryNamed({ item }: ListenerSetTarget, name: string) {
  return listAt(item.spec, 'listeners').some(
    listener => stringAt(listener, 'name') === name,
  );
}

/** The listeners of a Gateway itself, without those of its ListenerSets. */
export function ownListeners(
  gateway: GatewayContext,
): readonly ListenerContext[] {
  return gateway.listeners.filter(listener => !listener.listenerSet);
}

export function listenersOfSet(
  gateway: GatewayContext,
  set: Item,
): readonly ListenerContext[] {
  return gateway.listeners.filter(
    ({ listenerSet }) =>
      listenerSet?.namespace === set.namespace && listenerSet.name === set.name,
  );
}
