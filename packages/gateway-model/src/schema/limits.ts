import { SchemaProblem } from './types';

/** What an API server reads of a request (upstream `MaxRequestBodyBytes`). */
const MAX_SIZE = 3 * 1024 * 1024;
/** Far above what any kind of Gateway API or Envoy Gateway needs. */
const MAX_DEPTH = 100;
const MAX_VALUES = 100_000;

/**
 * Why an object is too much to be judged; `undefined` when it is not. Cycles count as endless depth.
 */
export function beyondLimits(
  value: unknown,
  limits = { size: MAX_SIZE, values: MAX_VALUES },
): SchemaProblem | undefined {
  const pending: Array<{ value: unknown; depth: number }> = [
    { value, depth: 0 },
  ];
  const refuse = (message: string): SchemaProblem => ({
    kind: 'limit',
    path: '',
    message,
  });
  let size = 0;
  let values = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value: current, depth } = next;
    size += typeof current === 'string' ? current.length + 2 : 4;
    if (typeof current === 'object' && current !== null) {
      if (depth >= MAX_DEPTH) {
        return refuse(`it is nested deeper than ${MAX_DEPTH} levels`);
      }
      for (const [key, item] of Object.entries(current)) {
        if (!Array.isArray(current)) {
          size += key.length + 3;
        }
        pending.push({ value: item, depth: depth + 1 });
        values += 1;
        if (values > limits.values) {
          return refuse(`it has more than ${limits.values} values`);
        }
      }
    }
    if (size > limits.size) {
      return refuse(`it is larger than ${limits.size / 1024 / 1024} MiB`);
    }
  }
  return undefined;
}
