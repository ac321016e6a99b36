import { stringAt } from '../../json';
import { Policy } from '../../resources';
import { refersToListenerSet } from '../../resources/references';
import { BackendRefInput, GatewayContext, World } from '../types';
import { versionRules } from '../versionRules';
import { candidatesOf, Scope, scopesOf } from './policyScopes';

/** What the oldest BackendTrafficPolicy of a scope says of `routingType`, and whether it is the last word. */
interface Entry {
  value?: string;
  final: boolean;
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
  if (refersToListenerSet(parentRef)) {
    const set: Scope = {
      kind: parentRef.kind,
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
  const { replacesRoutingType } = versionRules(world.settings);
  const policies = world.snapshot
    .policies('BackendTrafficPolicy')
    .filter(
      ({ spec }) =>
        replacesRoutingType || stringAt(spec, 'routingType') !== undefined,
    );
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
