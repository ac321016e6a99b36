import { JsonObject, listAt, objectAt, stringAt } from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { telemetrySteps } from '../telemetrySteps';
import {
  AncestorStatus,
  GatewayContext,
  Item,
  RouteContext,
  RouteParentContext,
  RuleOutcome,
  World,
} from '../types';
import { BackendFacts, judgeReference } from './judgeBackendRef';
import { judgeServices } from './judgeServiceRefs';
import { readBackendReference } from './reference';
import { backendTlsPolicyItems } from './tlsPolicyTargets';
import { tlsPolicyOf } from './upstreamTls';

/** A BackendTLSPolicy in use, on behalf of a route's parent, a policy or an EnvoyProxy. */
export interface TlsPolicyUse {
  policy: Item;
  /** Tells ancestors apart. A reference without a namespace is not the one that names it (as upstream). */
  key: string;
  ref: AncestorStatus['ancestorRef'];
}

/** An object that calls services itself is the ancestor of the policies in use there. */
export function useBy(
  policy: Item,
  { kind, namespace, name }: { kind: string; namespace: string; name: string },
): TlsPolicyUse {
  const ref = { group: ENVOY_GATEWAY_GROUP, kind, namespace, name };
  return { policy, key: JSON.stringify(ref), ref };
}

/**
 * The API server fills in a parentRef's group and kind, but leaves an absent namespace absent. Where the translator
 * is alone, nothing is filled in, and a parentRef that leaves them out is not the one that names them.
 */
function useByParent(
  { settings }: World,
  policy: Item,
  { rawParentRef, parentRef }: RouteParentContext,
): TlsPolicyUse {
  const { group, kind, name, sectionName, port } = parentRef;
  const namespace = stringAt(rawParentRef, 'namespace');
  const ref = {
    group,
    kind,
    name,
    ...(namespace !== undefined && { namespace }),
    ...(sectionName !== undefined && { sectionName }),
  };
  return {
    policy,
    // Upstream does not tell ancestors apart by port: the first one's stays.
    key: JSON.stringify(
      settings.translatorOnly
        ? {
            ...ref,
            group: stringAt(rawParentRef, 'group'),
            kind: stringAt(rawParentRef, 'kind'),
          }
        : ref,
    ),
    ref: { ...ref, ...(port !== undefined && { port }) },
  };
}

function usesOfTelemetry(
  facts: BackendFacts,
  gateway: GatewayContext,
): TlsPolicyUse[] {
  const uses: TlsPolicyUse[] = [];
  const { envoyProxy } = gateway;
  if (!envoyProxy || !gateway.accepted) {
    return uses;
  }
  const { namespace, name } = envoyProxy.item;
  const from = {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'EnvoyProxy',
    namespace,
    name,
  };
  for (const step of telemetrySteps(envoyProxy.spec)) {
    if ('problem' in step) {
      break;
    }
    const { outcome, tlsPolicies } = judgeServices(facts, {
      from,
      backendRefs: step.backendRefs,
      protocol: 'TCP',
      gateway,
    });
    uses.push(...tlsPolicies.map(policy => useBy(policy, from)));
    if (outcome.problem) {
      break;
    }
  }
  return uses;
}

interface UsedRef {
  backendRef: JsonObject;
  ruleName?: string;
  mirror?: boolean;
}

const L4_KINDS = ['TCPRoute', 'UDPRoute'];

/** References a rule's translation came to: mirrors, and its backendRefs unless the rule was dropped before. */
function refsOfRule(
  rule: unknown,
  outcome: RuleOutcome | undefined,
): UsedRef[] {
  const refs: UsedRef[] = [];
  for (const filter of listAt(rule, 'filters')) {
    const mirror = objectAt(filter, 'requestMirror', 'backendRef');
    if (stringAt(filter, 'type') === 'RequestMirror' && mirror) {
      refs.push({ backendRef: { ...mirror, weight: 1 }, mirror: true });
    }
  }
  if (outcome?.dropped && outcome.backends.length === 0) {
    return refs;
  }
  const ruleName = stringAt(rule, 'name');
  for (const backendRef of listAt(rule, 'backendRefs')) {
    const object = objectAt(backendRef);
    if (object) {
      refs.push({ backendRef: object, ruleName });
    }
  }
  return refs;
}

function usesOfRoute(facts: BackendFacts, route: RouteContext): TlsPolicyUse[] {
  const { world } = facts;
  const rules = listAt(route.item.spec, 'rules');
  if (L4_KINDS.includes(route.kind) && rules.length !== 1) {
    return [];
  }
  return route.parents.flatMap(parent => {
    const gateway = parent.listeners.length > 0 ? parent.gateway : undefined;
    return rules.flatMap((rule, ruleIndex) => {
      const outcome = parent.rules.find(({ index }) => index === ruleIndex);
      return refsOfRule(rule, outcome).flatMap(used => {
        const { namespace } = route.item;
        const ref = readBackendReference(used.backendRef, namespace);
        if (!tlsPolicyOf(world, ref)) {
          return [];
        }
        const { tlsPolicy } = judgeReference(facts, {
          route: route.item,
          routeKind: route.kind,
          parentRef: parent.parentRef,
          ruleIndex,
          ...used,
          gateway,
        });
        return tlsPolicy ? [useByParent(world, tlsPolicy, parent)] : [];
      });
    });
  });
}

/** Uses on behalf of EnvoyProxies and routes, in Envoy Gateway's order. */
export function findTlsPolicyUses(
  facts: BackendFacts,
  gateways: readonly GatewayContext[],
  routes: readonly RouteContext[],
): TlsPolicyUse[] {
  if (backendTlsPolicyItems(facts.world).length === 0) {
    return [];
  }
  return [
    ...gateways.flatMap(gateway => usesOfTelemetry(facts, gateway)),
    ...routes.flatMap(route => usesOfRoute(facts, route)),
  ];
}
