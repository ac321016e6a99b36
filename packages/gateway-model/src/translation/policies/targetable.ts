import { listAt, stringAt } from '../../json';
import {
  GatewayContext,
  Item,
  ListenerContext,
  ListenerStage,
  RouteContext,
  World,
} from '../types';
import { listenerSetItems } from '../world';
import { VersionRules, versionRules } from '../versionRules';
import { Candidates, candidatesOf } from './candidates';
import { Scope, scopeOf, scopeOfItem } from './scopes';

/** A ListenerSet as policies see it. */
export interface ListenerSetTarget {
  readonly item: Item;
  /** The accepted Gateway it names, whether that lets it in or not. */
  readonly gateway: GatewayContext | undefined;
  readonly gatewayScope: Scope;
}

/** Everything policies can be attached to: what Envoy Gateway translates, and nothing else. */
export interface Targetable {
  /** By the keys of their scopes. */
  readonly route: ReadonlyMap<string, RouteContext>;
  readonly gateway: ReadonlyMap<string, GatewayContext>;
  readonly listenerSet: ReadonlyMap<string, ListenerSetTarget>;
  readonly routes: Candidates;
  readonly gateways: Candidates;
  readonly listenerSets: Candidates;
}

const ROUTE_KINDS: ReadonlySet<string> = new Set([
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
]);

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
      byKey: new Map(ours.map(route => [scopeOfItem(route.item).key, route])),
      candidates: candidatesOf(
        ours.map(route => route.item),
        ROUTE_KINDS,
      ),
    };
    ROUTES.set(routes, known);
  }
  return known;
}

function listenerSetTarget(
  item: Item,
  gateways: ReadonlyMap<string, GatewayContext>,
): ListenerSetTarget {
  // Upstream goes by the name alone here, whatever the kind of the parent.
  const gatewayScope = scopeOf({
    kind: 'Gateway',
    namespace: stringAt(item.spec, 'parentRef', 'namespace') || item.namespace,
    name: stringAt(item.spec, 'parentRef', 'name') ?? '',
  });
  return { item, gateway: gateways.get(gatewayScope.key), gatewayScope };
}

export function targetableOf(
  world: World,
  stage: ListenerStage,
  routes: readonly RouteContext[],
): Targetable {
  const { byKey, candidates } = routesOf(routes);
  const accepted = stage.gateways.filter(gateway => gateway.accepted);
  const gateways = new Map(
    accepted.map(gateway => [scopeOfItem(gateway.item).key, gateway]),
  );
  const sets = versionRules(world.settings).policiesOnListenerSets
    ? listenerSetItems(world)
    : [];
  return {
    route: byKey,
    gateway: gateways,
    listenerSet: new Map(
      sets.map(item => [
        scopeOfItem(item).key,
        listenerSetTarget(item, gateways),
      ]),
    ),
    routes: candidates,
    gateways: candidatesOf(
      accepted.map(gateway => gateway.item),
      new Set(['Gateway']),
    ),
    listenerSets: candidatesOf(sets, new Set(['ListenerSet'])),
  };
}

/** Whether a rule of the route has the name. */
export function hasRuleNamed(route: RouteContext, name: string): boolean {
  return listAt(route.item.spec, 'rules').some(
    rule => stringAt(rule, 'name') === name,
  );
}

/** Whether a ListenerSet's spec has a listener of the name, be it valid or not. */
export function hasEntryNamed(listenerSet: Item, name: string): boolean {
  return listAt(listenerSet.spec, 'listeners').some(
    listener => stringAt(listener, 'name') === name,
  );
}

/** The listeners of a Gateway itself, without those of its ListenerSets; before 1.9 those counted as its own. */
export function ownListeners(
  gateway: GatewayContext,
  { policiesOnListenerSets }: VersionRules,
): readonly ListenerContext[] {
  return policiesOnListenerSets
    ? gateway.listeners.filter(listener => !listener.listenerSet)
    : gateway.listeners;
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
