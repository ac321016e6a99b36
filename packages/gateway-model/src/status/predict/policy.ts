import { attachRoute } from '../../attachment';
import { gatewayIsOurs } from '../../attachment/ownership';
import { claimants, PolicyScope, selects } from '../../policy/targets';
import {
  Condition,
  Gateway,
  HTTPRoute,
  ParentReference,
  Policy,
} from '../../resources';
import { GATEWAY_API_GROUP, sameReference } from '../../resources/references';
import { Snapshot } from '../../snapshot';
import { Pen, write } from './conditions';
import { deprecationWarning } from './deprecations';
import { gatewayOverrides, ruleOverrides } from './overrides';
import { controllerOf, entriesOfOthers, isJudged, rawList } from './route';

/** A target our controller knows, with the ancestors it reports a policy on. */
interface KnownTarget {
  scope: PolicyScope;
  object: Gateway | HTTPRoute;
  ancestors: ParentReference[];
  controllerName: string;
}

/** Envoy Gateway goes from the most specific targets to the least; what it says last of one stands. */
function pass({ kind, sectionName }: PolicyScope): number {
  return (kind === 'Gateway' ? 2 : 0) + (sectionName === undefined ? 1 : 0);
}

/** What one policy targets, in the order Envoy Gateway goes through it. */
function targetScopes(snapshot: Snapshot, policy: Policy): PolicyScope[] {
  const whole = (kind: string, namespace: string, name: string) => ({
    group: GATEWAY_API_GROUP,
    kind,
    namespace,
    name,
  });
  const selected =
    policy.targetSelectors.length === 0
      ? []
      : [...snapshot.gateways, ...snapshot.httpRoutes].flatMap(object => {
          const { kind, metadata } = object;
          const scope = whole(kind, metadata.namespace, metadata.name);
          return selects(snapshot, policy, scope, metadata) ? [scope] : [];
        });
  const named = policy.targetRefs.map(ref => ({
    ...ref,
    namespace: policy.metadata.namespace,
  }));
  return [
    ...selected,
    ...named.filter(
      one =>
        one.sectionName !== undefined ||
        !selected.some(
          other =>
            other.kind === one.kind &&
            other.namespace === one.namespace &&
            other.name === one.name,
        ),
    ),
  ].sort((a, b) => pass(a) - pass(b));
}

function knownTarget(
  snapshot: Snapshot,
  policy: Policy,
  scope: PolicyScope,
  controllerNames: readonly string[],
): KnownTarget | undefined {
  if (scope.group !== GATEWAY_API_GROUP) {
    return undefined;
  }
  if (scope.kind === 'Gateway') {
    const object = snapshot.gateway(scope.namespace, scope.name);
    return object && gatewayIsOurs(snapshot, object, controllerNames)
      ? {
          scope,
          object,
          ancestors: [{ ...scope }],
          controllerName: controllerOf(snapshot, { gateway: scope }),
        }
      : undefined;
  }
  if (scope.kind !== 'HTTPRoute' || policy.kind === 'ClientTrafficPolicy') {
    return undefined;
  }
  const object = snapshot.httpRoute(scope.namespace, scope.name);
  const judged = object
    ? attachRoute(snapshot, object, controllerNames).filter(isJudged)
    : [];
  return object && judged.length > 0
    ? {
        scope,
        object,
        ancestors: judged.map(({ parentRef }) => {
          const { port, ...ancestor } = parentRef;
          return ancestor;
        }),
        controllerName: controllerOf(snapshot, judged[0]),
      }
    : undefined;
}

function hasSection({ object, scope }: KnownTarget): boolean {
  const sections =
    object.kind === 'Gateway'
      ? object.listeners.map(({ name }) => name)
      : object.rules.map(({ name }) => name);
  return (
    scope.sectionName === undefined || sections.includes(scope.sectionName)
  );
}

function whatIsTaken(policy: Policy, { scope }: KnownTarget): string {
  if (scope.sectionName === undefined) {
    return `${scope.kind} ${scope.name}`;
  }
  if (policy.kind === 'ClientTrafficPolicy') {
    return `section of ${scope.name}`;
  }
  return scope.kind === 'Gateway'
    ? `Listener ${scope.name}/${scope.sectionName}`
    : `RouteRule ${scope.name}/${scope.sectionName}`;
}

type Outcome = Pick<Condition, 'type' | 'reason' | 'message'> & {
  status: 'True' | 'False';
};

/** What comes of one policy at one target. */
function outcomes(
  snapshot: Snapshot,
  policy: Policy,
  target: KnownTarget,
  controllerNames: readonly string[],
): Outcome[] {
  const { scope, object } = target;
  const refused = (reason: string, message: string): Outcome[] => [
    { type: 'Accepted', status: 'False', reason, message },
  ];
  if (!hasSection(target)) {
    return refused(
      'TargetNotFound',
      scope.kind === 'Gateway'
        ? `No section name ${scope.sectionName} found for Gateway ${scope.namespace}/${scope.name}`
        : `No section name ${scope.sectionName} found for ${scope.kind} ${scope.namespace}/${scope.name}`,
    );
  }
  const policies = snapshot.policies(policy.kind);
  const [first] = claimants(snapshot, policies, scope, object.metadata);
  if (first !== policy) {
    return refused(
      'Conflicted',
      `Unable to target ${whatIsTaken(policy, target)}, another ${
        policy.kind
      } has already attached to it`,
    );
  }
  const deprecated = deprecationWarning(policy);
  const overridden =
    object.kind === 'Gateway'
      ? gatewayOverrides(snapshot, policy, object, scope, controllerNames)
      : ruleOverrides(snapshot, policy, object, scope);
  return [
    {
      type: 'Accepted',
      status: 'True',
      reason: 'Accepted',
      message: 'Policy has been accepted.',
    },
    ...(overridden
      ? [
          {
            type: 'Overridden',
            status: 'True' as const,
            reason: 'Overridden',
            message: overridden,
          },
        ]
      : []),
    ...(deprecated
      ? [
          {
            type: 'Warning',
            status: 'True' as const,
            reason: 'DeprecatedField',
            message: deprecated,
          },
        ]
      : []),
  ];
}

interface AncestorEntry {
  ancestorRef: ParentReference;
  controllerName: string;
  conditions: Condition[];
}

/**
 * The status Envoy Gateway will write to a policy, or nothing when the policy targets nothing it knows:
 * such a policy it leaves alone. Judged is attachment; what the policy asks for is not looked into.
 */
export function predictPolicy(
  snapshot: Snapshot,
  policy: Policy,
  now: string,
  controllerNames: readonly string[],
): Record<string, unknown> | undefined {
  const pen: Pen = { now, generation: policy.metadata.generation };
  const entries: AncestorEntry[] = [];
  for (const scope of targetScopes(snapshot, policy)) {
    const target = knownTarget(snapshot, policy, scope, controllerNames);
    for (const ancestorRef of target?.ancestors ?? []) {
      if (!target) {
        break;
      }
      const before =
        policy.ancestors.find(
          one =>
            one.controllerName === target.controllerName &&
            sameReference(one.ancestorRef, ancestorRef),
        )?.conditions ?? [];
      const known = entries.find(one =>
        sameReference(one.ancestorRef, ancestorRef),
      );
      const entry: AncestorEntry = known ?? {
        ancestorRef,
        controllerName: target.controllerName,
        conditions: [],
      };
      if (!known) {
        entries.push(entry);
      }
      const found = outcomes(snapshot, policy, target, controllerNames);
      for (const { type, status, reason, message } of found) {
        // An acceptance never takes back a refusal at the same ancestor.
        const stands = entry.conditions.find(one => one.type === type);
        if (stands && type === 'Accepted' && status === 'True') {
          continue;
        }
        entry.conditions = [
          ...entry.conditions.filter(one => one.type !== type),
          write(pen, before, type, status, reason, message),
        ];
      }
    }
  }
  if (entries.length === 0) {
    return undefined;
  }
  const raw = rawList(policy.object, 'status', 'ancestors');
  return {
    ancestors: [...entriesOfOthers(raw, controllerNames), ...entries],
  };
}
