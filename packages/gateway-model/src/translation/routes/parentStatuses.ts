import { numberAt, stringAt } from '../../json';
import { PredictedCondition, RouteContext, RouteParentContext } from '../types';
import { conditionOf, isFalse, withCondition } from './conditions';

/** As many as Gateway API allows a route's status to have. */
const MAX_PARENTS = 32;

/**
 * The `Accepted` condition of several parentRefs in one status entry. Attachment resets it parentRef by
 * parentRef, so the last one's stands; what is found in judging the rules comes after that, and only
 * parentRefs with listeners find anything against the route there.
 */
function sharedAccepted(
  parents: readonly RouteParentContext[],
): PredictedCondition | undefined {
  const last = conditionOf(parents[parents.length - 1].conditions, 'Accepted');
  if (last?.status === 'False') {
    return last;
  }
  const refusing = parents.find(
    parent =>
      parent.listeners.length > 0 && isFalse(parent.conditions, 'Accepted'),
  );
  return refusing ? conditionOf(refusing.conditions, 'Accepted') : last;
}

function sharedConditions(
  parents: readonly RouteParentContext[],
): readonly PredictedCondition[] {
  let conditions: readonly PredictedCondition[] = [];
  for (const parent of parents) {
    for (const condition of parent.conditions) {
      const known = conditionOf(conditions, condition.type);
      if (!known || known.status === 'True') {
        conditions = withCondition(conditions, condition);
      }
    }
  }
  const accepted = sharedAccepted(parents);
  return accepted ? withCondition(conditions, accepted) : conditions;
}

/** Gives parentRefs that have one entry in status the same conditions. To be called when all are judged. */
export function shareStatuses(
  parents: readonly RouteParentContext[],
): readonly RouteParentContext[] {
  if (parents.every(parent => parent.sharesStatusWith === undefined)) {
    return parents;
  }
  const groups = new Map<number, RouteParentContext[]>();
  parents.forEach((parent, index) => {
    const first = parent.sharesStatusWith ?? index;
    const group = groups.get(first) ?? [];
    group.push(parent);
    groups.set(first, group);
  });
  const shared = new Map<number, readonly PredictedCondition[]>();
  for (const [first, group] of groups) {
    if (group.length > 1) {
      shared.set(first, sharedConditions(group));
    }
  }
  return parents.map((parent, index) => {
    const conditions = shared.get(parent.sharesStatusWith ?? index);
    return conditions ? { ...parent, conditions } : parent;
  });
}

function rank({ conditions }: RouteParentContext): number {
  if (isFalse(conditions, 'Accepted')) {
    return 0;
  }
  return isFalse(conditions, 'ResolvedRefs') ? 1 : 2;
}

/** By what the parentRefs say themselves: an absent field comes first. */
function compareParents(a: RouteParentContext, b: RouteParentContext): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) {
    return ranks;
  }
  for (const field of ['namespace', 'name', 'sectionName']) {
    const left = stringAt(a.rawParentRef, field) ?? '';
    const right = stringAt(b.rawParentRef, field) ?? '';
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }
  return (
    (numberAt(a.rawParentRef, 'port') ?? 0) -
    (numberAt(b.rawParentRef, 'port') ?? 0)
  );
}

/**
 * The parents as status lists them: parentRefs that share an entry once, and of more than 32 the worst
 * first, the last one marked (upstream `TruncateRouteParents`).
 */
export function statusParents(
  route: RouteContext,
): readonly RouteParentContext[] {
  const parents = route.parents.filter(
    parent => parent.sharesStatusWith === undefined,
  );
  if (parents.length <= MAX_PARENTS) {
    return parents;
  }
  const kept = parents.sort(compareParents).slice(0, MAX_PARENTS);
  const last = kept[MAX_PARENTS - 1];
  kept[MAX_PARENTS - 1] = {
    ...last,
    conditions: withCondition(last.conditions, {
      type: 'Aggregated',
      status: 'True',
      reason: 'Aggregated',
      message: `The route has ${parents.length} parents; status holds ${MAX_PARENTS} of them.`,
    }),
  };
  return kept;
}
