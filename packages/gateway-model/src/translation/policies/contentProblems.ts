import { ContentOutcome, ContentProblem, ListenerContext } from '../types';
import { RoutePolicyKind } from './judgements';

/** Once each. */
export function uniqueProblems(
  problems: readonly ContentProblem[],
): ContentProblem[] {
  const seen = new Map(
    problems.map(problem => [`${problem.path}\n${problem.message}`, problem]),
  );
  return [...seen.values()];
}

export function ofPhase(
  phase: ContentProblem['phase'],
  { problems }: ContentOutcome,
): readonly ContentProblem[] {
  return problems.filter(problem => problem.phase === phase);
}

const failsOpen = (problem: ContentProblem) => problem.failOpen === true;

/**
 * Whether problems make Envoy answer with 500. `current` are those of the Gateway in question; Envoy Gateway
 * collects a SecurityPolicy's over all Gateways of a route, in order, but lets it fail open on the current alone,
 * unless one of `closing` is against it: what other listeners added is not.
 */
export function areFatal(
  kind: RoutePolicyKind,
  current: readonly ContentProblem[],
  all: readonly ContentProblem[],
  closing: readonly ContentProblem[] = all,
): boolean {
  switch (kind) {
    case 'BackendTrafficPolicy':
      return all.length > 0;
    case 'EnvoyExtensionPolicy':
      return !current.every(failsOpen);
    default:
      return (
        all.length > 0 && !(current.some(failsOpen) && closing.every(failsOpen))
      );
  }
}

/** What the conditions say of problems. */
export function inWords(problems: readonly ContentProblem[]): string {
  return problems.map(problem => problem.message).join('; ');
}

/** Whether a listener has a place among those of HTTP in Envoy's configuration. */
export function isHttp({ ready, protocol }: ListenerContext): boolean {
  return ready && (protocol === 'HTTP' || protocol === 'HTTPS');
}

/** Whether a problem lies in a field of the spec. */
export function isIn(field: string, { path }: ContentProblem): boolean {
  const from = path.startsWith('spec.') ? path.slice('spec.'.length) : path;
  return (
    from.startsWith(field) && ['', '.', '['].includes(from.charAt(field.length))
  );
}
