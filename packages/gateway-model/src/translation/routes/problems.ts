import { RouteProblem, Unknown } from '../types';
import { listed } from './words';

/** Something that is in order as far as it can be known, under the condition it could speak against. */
export interface Presumption {
  readonly type: RouteProblem['type'];
  readonly unknown: Unknown;
}

/** A problem against a rule being accepted. */
export function notAccepted(reason: string, message: string): RouteProblem {
  return { type: 'Accepted', reason, message };
}

/**
 * Problems of one condition type as the one Envoy Gateway reports: its reason names each reason once, sorted.
 * Types keep the order they were first met in.
 */
export function groupProblems(
  problems: readonly RouteProblem[],
): readonly RouteProblem[] {
  if (problems.length < 2) {
    return problems;
  }
  const byType = new Map<RouteProblem['type'], RouteProblem[]>();
  for (const problem of problems) {
    const known = byType.get(problem.type);
    if (known) {
      known.push(problem);
    } else {
      byType.set(problem.type, [problem]);
    }
  }
  return Array.from(byType, ([type, group]) => {
    const reasons = new Set(group.map(one => one.reason));
    const unknown = group.find(one => one.unknown)?.unknown;
    return {
      type,
      reason: [...reasons].sort().join(','),
      message: listed(
        group.map(one => one.message),
        ' ',
      ),
      // What is certain of one problem is certain of the condition.
      ...(unknown && group.every(one => one.unknown) && { unknown }),
    };
  });
}
