import { Problem } from '../problem';
import { durationProblem } from './durations';

const TIMEOUTS = [
  ['tcp', 'connectTimeout'],
  ['http', 'connectionIdleTimeout'],
  ['http', 'maxConnectionDuration'],
  ['http', 'requestTimeout'],
  ['http', 'maxStreamDuration'],
  ['http', 'streamIdleTimeout'],
] as const;

/** Of timeouts, all that are wrong are reported. */
export function timeoutProblems(timeout: unknown, path: string): Problem[] {
  return TIMEOUTS.flatMap(
    field => durationProblem(timeout, path, ...field) ?? [],
  );
}
