import { stringAt } from '../../json';
import { matchesLabels, Policy, PolicyTargetSelector } from '../../resources';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import { BackendRefInput, GatewayContext, Item, World } from '../types';

const ROUTE_KINDS = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

/** What the oldest BackendTrafficPolicy of a scope says of `routingType`, and whether it is the last word. */
interface Entry {
  value?: string;
  final: boolean;
}

interface Scope {
  kind: string;
  namespace: string;
  name: string;
  sectionName?: string;
}

function keyOf({ kind, namespace, name, sectionName }: Scope): string {
  return [kind, namespace, name, sectionName ?? ''].join('\n');
}

/** On routes and rules a policy without `mergeType` replaces what is above it, even where it says nothing. */
function entryOf(policy: Policy, { kind, sectionName }: Scope): Entry {
  const value = stringAt(policy.spec, 'routingType');
  if (kind === 'Gateway') {
    const final = sectionName === undefined || value !== undefined;
    return { value, final };
  }
  if (kind === 'ListenerSet') {
    return { value, final: value !== undefined };
  }
  return {
    value,
    final: value !== undefined || policy.mergeType === undefined,
  };
}

/** What selectors may select: accepted Gateways, and routes and ListenerSets of any Gateway. */
function candidatesOf(
  world: World,
  gateways: readonly GatewayContext[],
): ReadonlyMap<string, readonly Item[]> {
  const candidates = new Map<string, readonly Item[]>(
    [...ROUTE_KINDS, 'ListenerSet'].map(kind => [
      kind,
      world.items(GATEWAY_API_GROUP, kind),
    ]),
  );
  return candidates.set(
    'Gateway',
    gateways.filter(({ accepted }) => accepted).map(({ item }) => item),
  );
}

function selects(
  world: World,
  policy: Policy,
  selector: PolicyTargetSelector,
  target: Item,
): boolean {
  const { namespace } = policy.metadata;
  const { from, selector: ofNamespace } = selector.namespaces;
  if (from === 'Same' && target.namespace !== namespace) {
    return false;
  }
  if (from === 'Selector') {
    const labels = world.namespaceLabels(target.namespace) ?? {};
    // Upstream takes a Namespace without labels for one it does not know.
    const known = Object.keys(labels).length > 0;
    if (!known || !ofNamespace || !matchesLabels(ofNamespace, labels)) {
      return false;
    }
  }
  return (
    matchesLabels(selector.selector, target.metadata.labels) &&
    world.permits(
      { group: ENVOY_GATEWAY_GROUP, kind: policy.kind, namespace },
      target,
    )
  );
}

function scopesOf(
  world: World,
  policy: Policy,
  candidates: ReadonlyMap<string, readonly Item[]>,
): Scope[] {
  const { namespace } = policy.metadata;
  const single = policy.spec.targetRef !== undefined;
  const named = single ? policy.targetRefs.slice(0, 1) : policy.targetRefs;
  const selected = policy.targetSelectors.flatMap(selector =>
    selector.group === GATEWAY_API_GROUP
      ? (candidates.get(selector.kind) ?? []).filter(target =>
          selects(world, policy, selector, target),
        )
      : [],
  );
  return [
    ...selected.map(({ kind, name, namespace: own }) => ({
      kind,
      name,
      namespace: own,
    })),
    ...named.map(({ kind, name, sectionName }) => ({
      kind,
      name,
      sectionName,
      namespace,
    })),
  ];
}

function buildIndex(
  world: World,
  gateways: readonly GatewayContext[],
  policies: readonly Policy[],
): ReadonlyMap<string, Entry> {
  const index = new Map<string, Entry>();
  const candidates = candidatesOf(world, gateways);
  for (const policy of policies) {
    for (const scope of scopesOf(world, policy, candidates)) {
      const key = keyOf(scope);
      if (!index.has(key)) {
        index.set(key, entryOf(policy, scope));
      }
    }
  }
  return index;
}

/** Where a route is attached, as far as it decides the routing type. */
export type RoutingScope = Pick<
  BackendRefInput,
  'route' | 'routeKind' | 'ruleName' | 'parentRef'
> & { gateway: GatewayContext };

export type RoutingTypes = (scope: RoutingScope) => string | undefined;

function parentScopes({ gateway, parentRef }: RoutingScope): Scope[] {
  const { sectionName } = parentRef;
  const { namespace, name } = gateway;
  const whole: Scope = { kind: 'Gateway', namespace, name };
  if (parentRef.kind === 'ListenerSet') {
    const set: Scope = {
      kind: 'ListenerSet',
      namespace: parentRef.namespace,
      name: parentRef.name,
    };
    return sectionName === undefined
      ? [set, whole]
      : [{ ...set, sectionName }, set, whole];
  }
  return sectionName === undefined
    ? [whole]
    : [{ ...whole, sectionName }, whole];
}

/**
 * What BackendTrafficPolicies say of `routingType` on a rule: the oldest of each scope, from the rule outwards
 * (upstream `BTPRoutingTypeIndex`). Without any that sets it there is nothing to look up.
 */
export function createRoutingTypes(
  world: World,
  gateways: readonly GatewayContext[],
): RoutingTypes {
  const policies = world.snapshot.policies('BackendTrafficPolicy');
  if (
    policies.every(({ spec }) => stringAt(spec, 'routingType') === undefined)
  ) {
    return () => undefined;
  }
  let index: ReadonlyMap<string, Entry> | undefined;
  return scope => {
    index ??= buildIndex(world, gateways, policies);
    const { route, routeKind, ruleName } = scope;
    const own = {
      kind: routeKind,
      namespace: route.namespace,
      name: route.name,
    };
    const entry =
      (ruleName !== undefined &&
        index.get(keyOf({ ...own, sectionName: ruleName }))) ||
      index.get(keyOf(own));
    if (entry?.final) {
      return entry.value;
    }
    for (const parent of parentScopes(scope)) {
      const found = index.get(keyOf(parent));
      if (found?.final) {
        return found.value;
      }
    }
    return undefined;
  };
}

/** Whether requests go to Services' own addresses instead of their endpoints (upstream `IsServiceRouting`). */
export function isServiceRouting(
  world: World,
  gateway: GatewayContext | undefined,
  ofPolicies: string | undefined,
): boolean {
  if (world.settings.endpointRoutingDisabled) {
    return true;
  }
  if (ofPolicies === 'Service' || ofPolicies === 'Endpoint') {
    return ofPolicies === 'Service';
  }
  return stringAt(gateway?.envoyProxy?.spec, 'routingType') === 'Service';
}
