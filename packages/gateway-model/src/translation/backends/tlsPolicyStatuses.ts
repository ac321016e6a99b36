import { AncestorStatuses, Item, PredictedCondition, World } from '../types';
import { Ancestor, setConditions, truncate } from './ancestors';
import { backendTlsPolicyItems, targetsOf } from './tlsPolicyTargets';
import { TlsPolicyUse } from './tlsPolicyUses';
import { policyCertificates } from './upstreamTls';

/** What a policy's certificates say; the same for every ancestor. */
function certificateConditions(
  world: World,
  policy: Item,
): PredictedCondition[] {
  const { problem, unknown } = policyCertificates(world, policy);
  const presumed = unknown && { unknown };
  if (!problem) {
    return [
      {
        type: 'ResolvedRefs',
        status: 'True',
        reason: 'ResolvedRefs',
        message: 'All references of the policy are resolved.',
        ...presumed,
      },
      {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'The policy is accepted.',
        ...presumed,
      },
    ];
  }
  const message = `${problem.message}.`;
  return [
    {
      type: 'Accepted',
      status: 'False',
      reason: 'NoValidCACertificate',
      message,
      ...presumed,
    },
    {
      type: 'ResolvedRefs',
      status: 'False',
      reason:
        problem.kind === 'InvalidKind'
          ? 'InvalidKind'
          : 'InvalidCACertificateRef',
      message,
      ...presumed,
    },
  ];
}

function used(
  world: World,
  uses: readonly TlsPolicyUse[],
): Map<Item, Ancestor[]> {
  const conditions = new Map<Item, PredictedCondition[]>();
  const ancestors = new Map<Item, Ancestor[]>();
  for (const { policy, ...ancestor } of uses) {
    const known = conditions.get(policy);
    const own = known ?? certificateConditions(world, policy);
    const list = ancestors.get(policy) ?? [];
    if (!known) {
      conditions.set(policy, own);
      ancestors.set(policy, list);
    }
    setConditions(list, ancestor, own);
  }
  return ancestors;
}

/**
 * The policy that has a target already: the first of the policy's targets somebody claimed decides, and the
 * rest is not claimed. A policy that names a target twice is in conflict with itself (as upstream).
 */
function claim(policy: Item, claims: Map<string, Item>): Item | undefined {
  for (const { group, kind, name, sectionName } of targetsOf(policy)) {
    const key = [policy.namespace, group, kind, name, sectionName].join('\n');
    const holder = claims.get(key);
    if (holder) {
      return holder;
    }
    claims.set(key, policy);
  }
  return undefined;
}

function conflicted({ namespace, name }: Item): PredictedCondition {
  return {
    type: 'Accepted',
    status: 'False',
    reason: 'Conflicted',
    message: `BackendTLSPolicy ${namespace}/${name} has one of its targets already.`,
  };
}

/** Statuses of BackendTLSPolicies, from where they are in use (upstream `ProcessBackendTLSPolicyStatus`). */
export function tlsPolicyStatuses(
  world: World,
  uses: readonly TlsPolicyUse[],
): AncestorStatuses[] {
  const ancestors = used(world, uses);
  const claims = new Map<string, Item>();
  const statuses: AncestorStatuses[] = [];
  for (const policy of backendTlsPolicyItems(world)) {
    const own = ancestors.get(policy) ?? [];
    const holder = claim(policy, claims);
    if (holder) {
      for (const one of [...(ancestors.get(holder) ?? [])]) {
        setConditions(own, one, [conflicted(holder)]);
      }
    }
    const kept = truncate(own);
    ancestors.set(policy, kept);
    if (kept.length > 0) {
      statuses.push({
        item: policy,
        ancestors: kept.map(({ ref, conditions }) => ({
          ancestorRef: ref,
          conditions,
        })),
      });
    }
  }
  return statuses;
}
