import { AncestorStatus, PredictedCondition } from '../types';

/** As many ancestors as Gateway API allows a policy's status to have. */
const MAX_ANCESTORS = 16;

/** One more than may stay, so that truncation is noticed at the end (upstream `policyAncestorsSoftCap`). */
const SOFT_CAP = MAX_ANCESTORS + 1;

/** An ancestor in the making; its key tells it from others. */
export interface Ancestor {
  key: string;
  ref: AncestorStatus['ancestorRef'];
  conditions: PredictedCondition[];
}

function rank({ conditions }: Ancestor): number {
  return conditions.some(
    ({ type, status }) => type === 'Accepted' && status === 'False',
  )
    ? 0
    : 1;
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Worst news first. */
function compare(a: Ancestor, b: Ancestor): number {
  return (
    rank(a) - rank(b) ||
    compareText(a.ref.namespace ?? '', b.ref.namespace ?? '') ||
    compareText(a.ref.name, b.ref.name)
  );
}

function setCondition(ancestor: Ancestor, condition: PredictedCondition) {
  const at = ancestor.conditions.findIndex(
    ({ type }) => type === condition.type,
  );
  if (at < 0) {
    ancestor.conditions.push(condition);
  } else {
    ancestor.conditions[at] = condition;
  }
}

/** Sets conditions on an ancestor; a new one may cost the least telling one its place. */
export function setConditions(
  ancestors: Ancestor[],
  { key, ref }: Pick<Ancestor, 'key' | 'ref'>,
  conditions: readonly PredictedCondition[],
): void {
  const known = ancestors.find(one => one.key === key);
  const ancestor = known ?? { key, ref, conditions: [] };
  for (const condition of conditions) {
    setCondition(ancestor, condition);
  }
  if (known) {
    return;
  }
  ancestors.push(ancestor);
  if (ancestors.length > SOFT_CAP) {
    let worst = 0;
    ancestors.forEach((one, index) => {
      if (compare(ancestors[worst], one) < 0) {
        worst = index;
      }
    });
    ancestors.splice(worst, 1);
  }
}

/** Keeps as many as status may hold, and says so on the last one. */
export function truncate(ancestors: Ancestor[]): Ancestor[] {
  if (ancestors.length <= MAX_ANCESTORS) {
    return ancestors;
  }
  const kept = [...ancestors].sort(compare).slice(0, MAX_ANCESTORS);
  setCondition(kept[MAX_ANCESTORS - 1], {
    type: 'Aggregated',
    status: 'True',
    reason: 'Aggregated',
    message: `There are more than ${MAX_ANCESTORS} ancestors; the rest is left out.`,
  });
  return kept;
}
