import { DEFAULT_CONTROLLER_NAMES } from '../attachment/ownership';
import { HTTPRoute, ObjectMeta, Policy, PolicyKind, refOf } from '../resources';
import { POLICY_KINDS } from '../resources/policy';
import { GATEWAY_API_GROUP } from '../resources/references';
import { Snapshot } from '../snapshot';
import { readPolicyVerdict } from '../status/readPolicy';
import { claimants, PolicyScope } from './targets';
import { AttachedPolicy, PolicyLevel } from './types';

interface Level {
  level: PolicyLevel;
  scope: PolicyScope;
  metadata: ObjectMeta;
}

interface Claim extends Level {
  policy: Policy;
}

/** The scopes on the way from the Gateway to a rule, most specific last. */
function levelsOf(
  snapshot: Snapshot,
  route: HTTPRoute,
  ruleIndex: number,
  gateway: { namespace: string; name: string },
  listenerName: string,
): Level[] {
  const levels: Level[] = [];
  const gatewayObject = snapshot.gateway(gateway.namespace, gateway.name);
  if (gatewayObject) {
    const { metadata } = gatewayObject;
    const scope: PolicyScope = {
      group: GATEWAY_API_GROUP,
      kind: 'Gateway',
      namespace: gateway.namespace,
      name: gateway.name,
    };
    levels.push({ level: 'gateway', scope, metadata });
    if (gatewayObject.listeners.some(({ name }) => name === listenerName)) {
      levels.push({
        level: 'listener',
        scope: { ...scope, sectionName: listenerName },
        metadata,
      });
    }
  }
  const { metadata } = route;
  const scope: PolicyScope = {
    group: GATEWAY_API_GROUP,
    kind: 'HTTPRoute',
    namespace: metadata.namespace,
    name: metadata.name,
  };
  levels.push({ level: 'route', scope, metadata });
  const ruleName = route.rules[ruleIndex]?.name;
  if (ruleName !== undefined && ruleName !== '') {
    levels.push({
      level: 'rule',
      scope: { ...scope, sectionName: ruleName },
      metadata,
    });
  }
  return levels;
}

/** Who is in force: the winner, what it is merged with, and for every other claim who took its place. */
interface Outcome {
  winner?: Claim;
  mergedWith?: Claim;
  replacedBy: ReadonlyMap<Claim, Claim>;
}

function isParent({ level }: Claim): boolean {
  return level === 'gateway' || level === 'listener';
}

function settle(claims: readonly Claim[]): Outcome {
  const winner = claims[claims.length - 1];
  const replacedBy = new Map<Claim, Claim>();
  if (!winner) {
    return { replacedBy };
  }
  const parents = claims.filter(isParent);
  const mergedWith =
    winner.policy.mergeType && !isParent(winner)
      ? parents[parents.length - 1]
      : undefined;
  for (const claim of claims) {
    if (claim !== winner && claim !== mergedWith) {
      replacedBy.set(
        claim,
        mergedWith && isParent(claim) ? mergedWith : winner,
      );
    }
  }
  return { winner, mergedWith, replacedBy };
}

function attachedOfKind(
  snapshot: Snapshot,
  kind: PolicyKind,
  levels: readonly Level[],
  gateway: { namespace: string; name: string },
  listenerName: string,
  controllerNames: readonly string[],
): AttachedPolicy[] {
  const policies = snapshot.policies(kind);
  if (policies.length === 0) {
    return [];
  }
  const reaching = levels
    .filter(
      ({ level }) =>
        kind !== 'ClientTrafficPolicy' ||
        level === 'gateway' ||
        level === 'listener',
    )
    .map(level => ({
      level,
      found: claimants(snapshot, policies, level.scope, level.metadata),
    }));
  const claims = reaching.flatMap(({ level, found }) =>
    found.slice(0, 1).map((policy): Claim => ({ ...level, policy })),
  );
  const { mergedWith, replacedBy, winner } = settle(claims);

  const describe = (policy: Policy, { level, scope }: Level) => {
    const verdict = readPolicyVerdict(
      policy,
      {
        ...gateway,
        ...(level !== 'gateway' && { sectionName: listenerName }),
      },
      controllerNames,
    );
    return { policy, kind, level, target: scope, inForce: false, verdict };
  };
  return reaching.flatMap(({ level, found }) =>
    found.map((policy, position): AttachedPolicy => {
      const attached: AttachedPolicy = describe(policy, level);
      const claim = claims.find(one => one.level === level.level);
      if (!claim) {
        return attached;
      }
      if (position > 0) {
        attached.replacedBy = refOf(claim.policy);
        return attached;
      }
      const successor = replacedBy.get(claim);
      if (successor) {
        attached.replacedBy = refOf(successor.policy);
        return attached;
      }
      attached.inForce = attached.verdict.state !== 'rejected';
      if (claim === winner && mergedWith) {
        attached.mergedWith = refOf(mergedWith.policy);
      }
      return attached;
    }),
  );
}

/**
 * The policies that reach a rule on one listener of a Gateway, by kind, least specific first. Per kind
 * the most specific one is in force and takes the others' place as a whole, unless it has a `mergeType`:
 * then it is merged with the nearest policy of the listener or Gateway. Of several policies with the same
 * target the oldest counts. A rejected policy is not in force and yet yields its place to nobody: Envoy
 * Gateway answers such rules with an error rather than with less protection.
 *
 * @public
 */
export function attachedPolicies(
  snapshot: Snapshot,
  route: HTTPRoute,
  ruleIndex: number,
  gateway: { namespace: string; name: string },
  listenerName: string,
  controllerNames: readonly string[] = DEFAULT_CONTROLLER_NAMES,
): AttachedPolicy[] {
  const levels = levelsOf(snapshot, route, ruleIndex, gateway, listenerName);
  return POLICY_KINDS.flatMap(kind =>
    attachedOfKind(
      snapshot,
      kind,
      levels,
      gateway,
      listenerName,
      controllerNames,
    ),
  );
}
