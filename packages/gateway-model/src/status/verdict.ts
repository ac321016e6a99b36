import { Condition } from '../resources';
import { Verdict, VerdictProblem, VerdictState } from './types';

export function findCondition(
  conditions: readonly Condition[],
  type: string,
): Condition | undefined {
  return conditions.find(condition => condition.type === type);
}

export function problemOf(condition: Condition): VerdictProblem {
  const { type, reason, message } = condition;
  return { type, reason, message };
}

export function noVerdict(
  conditions: readonly Condition[] = [],
  message?: string,
): Verdict {
  return {
    state: 'noVerdict',
    ...(message && { message }),
    problems: [],
    conditions: [...conditions],
  };
}

function isOlder(
  condition: Condition,
  generation: number | undefined,
): boolean {
  return (
    generation !== undefined &&
    condition.observedGeneration !== undefined &&
    condition.observedGeneration < generation
  );
}

/**
 * What stands against an object besides the deciding condition: which condition in which status, and
 * whether it takes away from acceptance or merely warns.
 */
export interface ProblemRule {
  type: string;
  status: 'True' | 'False';
  partly: boolean;
}

function decide(
  deciding: Condition,
  generation: number | undefined,
  partly: boolean,
): VerdictState {
  if (deciding.status === 'Unknown') {
    return 'noVerdict';
  }
  if (isOlder(deciding, generation)) {
    return 'stale';
  }
  if (deciding.status === 'False') {
    return 'rejected';
  }
  return partly ? 'partlyValid' : 'accepted';
}

/**
 * Reads a verdict from conditions: one condition decides, others add problems. Conditions about an older
 * generation than the deciding one speak of a past object and add nothing.
 */
export function readVerdict(
  conditions: readonly Condition[],
  generation: number | undefined,
  decidingType: string,
  rules: readonly ProblemRule[],
): Verdict {
  const deciding = findCondition(conditions, decidingType);
  const judged = deciding?.observedGeneration;
  const against = rules.flatMap(rule => {
    const condition = findCondition(conditions, rule.type);
    return condition &&
      condition.status === rule.status &&
      !isOlder(condition, judged)
      ? [{ rule, condition }]
      : [];
  });
  const problems = against.map(({ condition }) => problemOf(condition));
  if (!deciding) {
    return { ...noVerdict(conditions), problems };
  }
  const verdict: Verdict = {
    state: decide(
      deciding,
      generation,
      against.some(({ rule }) => rule.partly),
    ),
    reason: deciding.reason,
    message: deciding.message,
    problems,
    conditions: [...conditions],
  };
  if (deciding.lastTransitionTime !== undefined) {
    verdict.since = deciding.lastTransitionTime;
  }
  return verdict;
}

const WORST_FIRST: readonly VerdictState[] = [
  'rejected',
  'stale',
  'noVerdict',
  'partlyValid',
  'accepted',
  'notOurs',
];

/** The verdict most worth telling. */
export function worstVerdict(
  verdicts: readonly Verdict[],
): Verdict | undefined {
  return [...verdicts].sort(
    (a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state),
  )[0];
}
