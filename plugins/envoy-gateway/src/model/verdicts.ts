import { VerdictView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';

const RANKS: Record<VerdictView['state'], number> = {
  rejected: 0,
  partlyValid: 1,
  stale: 2,
  noVerdict: 3,
  accepted: 5,
  notOurs: 6,
};

const ACCEPTED_WITH_PROBLEMS = 4;

/** Worst first. Accepted with problems comes before accepted. */
export function verdictRank(verdict: VerdictView): number {
  return verdict.state === 'accepted' && verdict.problems.length > 0
    ? ACCEPTED_WITH_PROBLEMS
    : RANKS[verdict.state];
}

/** Whether the controller stands behind the object as it is now. */
export function isConfirmed(verdict: VerdictView): boolean {
  return verdict.state === 'accepted' || verdict.state === 'partlyValid';
}
