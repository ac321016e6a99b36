import { attachRoute } from '../../attachment';
import { claimants, PolicyScope } from '../../policy/targets';
import { Gateway, HTTPRoute, Policy, PolicyKind } from '../../resources';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { Snapshot } from '../../snapshot';

/** How Envoy Gateway words the other policies of a kind. */
const OTHERS: Record<PolicyKind, string> = {
  SecurityPolicy: 'securityPolicies',
  BackendTrafficPolicy: 'backendTrafficPolicies',
  EnvoyExtensionPolicy: 'envoyExtensionPolicies',
  ClientTrafficPolicy: 'clientTrafficPolicies',
};

/** The policies of a kind that target an object or a section of it, the one in place first. */
function targeting(
  snapshot: Snapshot,
  kind: PolicyKind,
  object: Gateway | HTTPRoute,
  sectionName?: string,
): readonly Policy[] {
  const { namespace, name } = object.metadata;
  return claimants(
    snapshot,
    snapshot.policies(kind),
    {
      group: GATEWAY_API_GROUP,
      kind: object.kind,
      namespace,
      name,
      ...(sectionName !== undefined && { sectionName }),
    },
    object.metadata,
  );
}

function isTargeted(
  snapshot: Snapshot,
  kind: PolicyKind,
  object: Gateway | HTTPRoute,
  sectionName?: string,
): boolean {
  return targeting(snapshot, kind, object, sectionName).length > 0;
}

function namedRules(route: HTTPRoute): string[] {
  return route.rules.flatMap(({ name }) => (name ? [name] : []));
}

/** The rules of a route that have a policy of their own. */
export function ruleOverrides(
  snapshot: Snapshot,
  policy: Policy,
  route: HTTPRoute,
  { sectionName }: PolicyScope,
): string | undefined {
  if (sectionName !== undefined) {
    return undefined;
  }
  const rules = namedRules(route)
    .filter(name => isTargeted(snapshot, policy.kind, route, name))
    .sort();
  // Upstream says it in the singular here, for this kind alone.
  const others =
    policy.kind === 'BackendTrafficPolicy'
      ? 'backendTrafficPolicy'
      : OTHERS[policy.kind];
  return rules.length === 0
    ? undefined
    : `This policy is being overridden by other ${others} for these route rules: [${rules.join(
        ' ',
      )}]`;
}

/** Whether a route has policies of its own that replace those above, rather than merge with them. */
function replaces(
  snapshot: Snapshot,
  kind: PolicyKind,
  route: HTTPRoute,
): boolean {
  const inPlace = [
    targeting(snapshot, kind, route)[0],
    ...namedRules(route).map(rule => targeting(snapshot, kind, route, rule)[0]),
  ].filter((policy): policy is Policy => policy !== undefined);
  return (
    inPlace.length > 0 &&
    inPlace.every(({ mergeType }) => mergeType === undefined)
  );
}

/** The routes below a Gateway, or below one of its listeners, whose own policies replace one there. */
function overridingRoutes(
  snapshot: Snapshot,
  { kind }: Policy,
  gateway: Gateway,
  sectionName: string | undefined,
  controllerNames: readonly string[],
): string[] {
  const { namespace, name } = gateway.metadata;
  return snapshot
    .httpRoutesOf(namespace, name)
    .filter(route => {
      const named = attachRoute(snapshot, route, controllerNames).some(
        ({ gateway: parent, parentRef }) =>
          parent?.namespace === namespace &&
          parent.name === name &&
          (sectionName === undefined ||
            parentRef.sectionName === undefined ||
            parentRef.sectionName === sectionName),
      );
      return named && replaces(snapshot, kind, route);
    })
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .sort();
}

/** What below a Gateway or listener has policies of its own, so that this one does not reach it. */
export function gatewayOverrides(
  snapshot: Snapshot,
  policy: Policy,
  gateway: Gateway,
  { sectionName }: PolicyScope,
  controllerNames: readonly string[],
): string | undefined {
  const listeners =
    sectionName === undefined
      ? gateway.listeners
          .map(({ name }) => name)
          .filter(name => isTargeted(snapshot, policy.kind, gateway, name))
          .sort()
      : [];
  if (policy.kind === 'ClientTrafficPolicy') {
    return listeners.length === 0
      ? undefined
      : `There are existing ClientTrafficPolicies that are overriding these sections [${listeners.join(
          ' ',
        )}]`;
  }
  const { namespace, name } = gateway.metadata;
  const routes = policy.mergeType
    ? []
    : overridingRoutes(snapshot, policy, gateway, sectionName, controllerNames);
  const parts = [
    ...(listeners.length > 0
      ? [
          `these gateway listeners: [${listeners
            .map(listener => `${namespace}/${name}/${listener}`)
            .join(' ')}]`,
        ]
      : []),
    ...(routes.length > 0 ? [`these routes: [${routes.join(' ')}]`] : []),
  ];
  return parts.length === 0
    ? undefined
    : `This policy is being overridden by other ${
        OTHERS[policy.kind]
      } for ${parts.join(' and ')}`;
}
