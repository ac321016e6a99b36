import { Overview } from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/** A problem as it is sent. */
export type ProblemView = Overview['summary']['problems'][number];

/** How much a problem takes away, worst first. */
export type Severity = 'down' | 'degraded' | 'unjudged' | 'hint';

export interface RankedProblem extends ProblemView {
  severity: Severity;
}

const ORDER: readonly Severity[] = ['down', 'degraded', 'unjudged', 'hint'];
const LONGEST_MESSAGE = 600;

/** Worst first, each once; within a severity in the order they were found. */
export function rankProblems(
  problems: readonly RankedProblem[],
): ProblemView[] {
  const seen = new Set<string>();
  return ORDER.flatMap(wanted =>
    problems.flatMap(({ severity, ...problem }) => {
      const id = JSON.stringify([
        problem.cluster,
        problem.object,
        problem.reason,
        problem.message,
      ]);
      if (severity !== wanted || seen.has(id)) {
        return [];
      }
      seen.add(id);
      return problem;
    }),
  );
}

/**
 * Makes what a controller wrote the end of a sentence: on one line, without control characters, of
 * bounded length and with a full stop.
 */
export function sentence(text: string | undefined): string {
  const line = (text ?? '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  const short =
    line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
  return /[.!?…]$/.test(short) || short === '' ? short : `${short}.`;
}
