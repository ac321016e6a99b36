import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after a time, or as soon as the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

/** Something to wait for that may already have happened. */
export class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** True when it rang, false when the time was over or the signal aborted first. */
  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    if (!this.#rung && !signal.aborted) {
      const woken = new AbortController();
      const abort = () => woken.abort();
      this.#wake = abort;
      signal.addEventListener('abort', abort);
      await pause(ms, woken.signal);
      signal.removeEventListener('abort', abort);
      this.#wake = undefined;
    }
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}

/** The pause before the next attempt: doubled with each failure, up to a limit. */
export function backoff(
  failures: number,
  { retryMs, maxRetryMs }: { retryMs: number; maxRetryMs: number },
): number {
  return Math.min(maxRetryMs, retryMs * 2 ** Math.min(failures - 1, 16));
}

const SLICE_MS = 15;

/** Gives way to other work whenever a slice of time is used up. */
export class TimeSlice {
  #since = performance.now();

  async giveWay(): Promise<void> {
    if (performance.now() - this.#since > SLICE_MS) {
      await new Promise<void>(resolve => {
        setImmediate(resolve);
      });
      this.#since = performance.now();
    }
  }
}
