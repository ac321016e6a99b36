import { numberAt } from '../../../json';
import { Problem } from '../problem';

/** In the order they are looked at. Limits of single endpoints are not checked. */
const LIMITS = [
  'maxConnections',
  'maxParallelRequests',
  'maxPendingRequests',
  'maxParallelRetries',
  'maxRequestsPerConnection',
];

const MAX_UINT32 = 2 ** 32 - 1;

export function circuitBreakerProblem(
  breaker: unknown,
  path: string,
): Problem | undefined {
  for (const field of LIMITS) {
    const limit = numberAt(breaker, field);
    if (limit !== undefined && (limit < 0 || limit > MAX_UINT32)) {
      return {
        path: `${path}.${field}`,
        message: `${path}.${field} ${limit} is not between 0 and ${MAX_UINT32}`,
      };
    }
  }
  return undefined;
}
