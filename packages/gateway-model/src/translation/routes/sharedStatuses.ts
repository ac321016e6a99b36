import { PredictedCondition, RouteParentContext } from '../types';
import { conditionOf, withCondition } from './conditions';

interface Sharing {
  readonly sharesStatusWith?: number;
}

function someShare(parents: readonly Sharing[]): boolean {
  return parents.some(parent => parent.sharesStatusWith !== undefined);
}

/** Parents by the position of the first one whose status entry they share; only where several do. */
function groups<T extends Sharing>(
  parents: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  parents.forEach(({ sharesStatusWith: first }, index) => {
    if (first !== undefined) {
      const group = found.get(first) ?? [parents[first]];
      group.push(parents[index]);
      found.set(first, group);
    }
  });
  return found;
}

/** Found while a route is judged under a parentRef, not while it is attached. */
function isOfJudgement({ status, reason }: PredictedCondition): boolean {
  return status === 'True' || reason === 'NoMatchingListenerHostname';
}

/**
 * Attachment resets a status entry parentRef by parentRef, so what it finds for the last one holds for all that
 * share the entry. `accepted` is the condition where it finds nothing.
 */
export function shareAttachment<
  T extends Sharing & { readonly accepted: PredictedCondition },
>(parents: readonly T[], accepted: PredictedCondition): readonly T[] {
  const shared = groups(parents);
  return shared.size === 0
    ? parents
    : parents.map((parent, index) => {
        const group = shared.get(parent.sharesStatusWith ?? index);
        const last = group?.[group.length - 1].accepted;
        if (!last) {
          return parent;
        }
        if (!isOfJudgement(last)) {
          return { ...parent, accepted: last };
        }
        return isOfJudgement(parent.accepted)
          ? parent
          : { ...parent, accepted };
      });
}

/** What speaks against the route under one of the parentRefs stands for all. */
function merged(
  parents: readonly RouteParentContext[],
): readonly PredictedCondition[] {
  let conditions: readonly PredictedCondition[] = [];
  for (const parent of parents) {
    for (const condition of parent.conditions) {
      if (conditionOf(conditions, condition.type)?.status !== 'False') {
        conditions = withCondition(conditions, condition);
      }
    }
  }
  return conditions;
}

/** Gives parentRefs that have one entry in status the same conditions. To be called when all are judged. */
export function shareStatuses(
  parents: readonly RouteParentContext[],
): readonly RouteParentContext[] {
  if (!someShare(parents)) {
    return parents;
  }
  const conditions = new Map(
    Array.from(groups(parents), ([first, group]) => [first, merged(group)]),
  );
  return parents.map((parent, index) => {
    const own = conditions.get(parent.sharesStatusWith ?? index);
    return own ? { ...parent, conditions: own } : parent;
  });
}
