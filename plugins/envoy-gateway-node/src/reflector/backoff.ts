/** Growing delays between attempts. */
export interface Backoff {
  next(): number;
  reset(): void;
}

export interface BackoffOptions {
  initialMs: number;
  maxMs: number;
  /** Without a failure for so long, the next delay is the first again. */
  resetMs?: number;
}

/**
 * Doubles from `initialMs`, each delay up to twice as long at random and none longer than `maxMs`, so
 * that many kinds of many clusters do not come back at the same moment.
 */
export function createBackoff(
  { initialMs, maxMs, resetMs = Infinity }: BackoffOptions,
  { now = Date.now, random = Math.random } = {},
): Backoff {
  let base = initialMs;
  let last = -Infinity;
  return {
    next: () => {
      if (now() - last > resetMs) {
        base = initialMs;
      }
      last = now();
      const delay = Math.min(base, maxMs / 2) * (1 + random());
      base = Math.min(base * 2, maxMs);
      return delay;
    },
    reset: () => {
      base = initialMs;
    },
  };
}
