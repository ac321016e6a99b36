/** A signal that aborts with another one, or when time is up. */
export interface Deadline {
  signal: AbortSignal;
  /** True when it was time that ran out. */
  expired(): boolean;
  /** Lets go of timer and listener. */
  clear(): void;
}

export function createDeadline(
  signal: AbortSignal | undefined,
  timeoutMs: number,
): Deadline {
  const controller = new AbortController();
  let expired = false;
  const abort = () => controller.abort();
  const timer = setTimeout(() => {
    expired = true;
    abort();
  }, timeoutMs);
  if (signal?.aborted) {
    abort();
  }
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    expired: () => expired,
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
