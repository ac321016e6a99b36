import { ApiConnection } from '../connection/connection';
import { isApiRequestError } from '../connection/apiRequestError';
import { Pulse } from './pulse';

/**
 * Asks an API server that has been silent, or that somebody did not find, whether it is still there.
 * Watches alone notice a frozen server or a dead network path late or never: silence is normal for them.
 *
 * @returns when the signal aborts
 */
export async function runHeartbeat(options: {
  connection: ApiConnection;
  pulse: Pulse;
  intervalMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<void> {
  const { connection, pulse, intervalMs, timeoutMs, signal } = options;
  let asked = Date.now();
  while (!signal.aborted) {
    // A lost cluster is asked more often, to find it soon when it is back.
    const interval = pulse.lost === undefined ? intervalMs : intervalMs / 4;
    const due = Math.max(asked, pulse.lastContact ?? 0) + interval;
    const isSuspect = await pulse.wait(
      Math.max(due - Date.now(), 0),
      signal,
      'silence',
    );
    const isDue =
      Math.max(asked, pulse.lastContact ?? 0) + interval <= Date.now();
    if (signal.aborted || !(isSuspect || isDue)) {
      continue;
    }
    asked = Date.now();
    try {
      await connection.readJson('/version', { signal, timeoutMs });
    } catch (error) {
      const isGone =
        isApiRequestError(error) &&
        (error.failure === 'timeout' || error.failure === 'unreachable');
      // Any other failure is an answer, and the kinds tell better what is wrong.
      if (isGone && !signal.aborted) {
        pulse.lose(error.message);
      }
    }
  }
}
