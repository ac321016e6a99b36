import { numberAt, stringAt } from '../../json';
import { RouteContext, RouteParentContext } from '../types';
import { isFalse, withCondition } from './conditions';

/** As many as Gateway API allows a route's status to have. */
const MAX_PARENTS = 32;

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
