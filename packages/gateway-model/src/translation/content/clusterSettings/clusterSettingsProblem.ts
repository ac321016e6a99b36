import { at } from '../../../json';
import { Problem } from '../problem';
import { circuitBreakerProblem } from './circuitBreaker';
import { connectionProblem, keepaliveProblem } from './connection';
import { http2Problems } from './http2';
import { loadBalancerProblem } from './loadBalancer';
import { retryProblem } from './retry';
import { timeoutProblems } from './timeouts';

type Check = (value: unknown, path: string) => Problem | undefined;

/** In the order Envoy Gateway looks at them; it reports the first problem. */
const CHECKS: ReadonlyArray<readonly [field: string, check: Check]> = [
  ['timeout', (value, path) => timeoutProblems(value, path)[0]],
  ['connection', connectionProblem],
  ['tcpKeepalive', keepaliveProblem],
  ['circuitBreaker', circuitBreakerProblem],
  ['loadBalancer', loadBalancerProblem],
  ['http2', (value, path) => http2Problems(value, path)[0]],
  ['retry', retryProblem],
];

/**
 * What is wrong with the `backendSettings` of a service that a policy or an EnvoyProxy calls (upstream
 * `translateTrafficFeatures`).
 */
export function clusterSettingsProblem(
  settings: unknown,
  path: string,
): Problem | undefined {
  for (const [field, check] of CHECKS) {
    const problem = check(at(settings, field), `${path}.${field}`);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}
