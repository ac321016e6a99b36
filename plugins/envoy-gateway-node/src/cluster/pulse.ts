/**
 * Whether a cluster is there at all: shared by everything that talks to it, so that one kind's
 * discovery that the API server is gone, or back, is everyone's.
 */
export interface Pulse {
  /** Milliseconds since the epoch; when the API server last answered. */
  readonly lastContact: number | undefined;
  /** Why nothing answers, in words; `undefined` while something does. */
  readonly lost: string | undefined;
  /** The API server answered, or sent something. */
  contact(): void;
  /** A request found nobody. */
  silence(): void;
  /** The API server is gone: whatever is open is ended. */
  lose(reason: string): void;
  /** Calls back when the cluster is lost, and when it is back; returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
  /** Calls back when the cluster is lost; returns the unsubscribe function. */
  onLost(listener: () => void): () => void;
  /**
   * Waits, but not longer than until the signal aborts, or until the named event: that the cluster is
   * back after a silence, or that it fell silent. Resolves to whether it was the event.
   */
  wait(
    milliseconds: number,
    signal: AbortSignal,
    event?: 'return' | 'silence',
  ): Promise<boolean>;
}

export function createPulse(options: {
  /** Those who wait are not woken more often than this, so that a flapping cluster is not stormed. */
  wakeIntervalMs: number;
  now?: () => number;
}): Pulse {
  const { wakeIntervalMs, now = Date.now } = options;
  const changeListeners = new Set<() => void>();
  const lostListeners = new Set<() => void>();
  const sleepers = {
    return: new Set<() => void>(),
    silence: new Set<() => void>(),
  };
  let lastContact: number | undefined;
  let lost: string | undefined;
  let isSilent = false;
  let lastWake = -Infinity;

  return {
    get lastContact() {
      return lastContact;
    },
    get lost() {
      return lost;
    },
    contact: () => {
      lastContact = now();
      if (lost !== undefined) {
        lost = undefined;
        call(changeListeners);
      }
      if (isSilent && now() - lastWake >= wakeIntervalMs) {
        isSilent = false;
        lastWake = now();
        call(sleepers.return);
      }
    },
    silence: () => {
      isSilent = true;
      if (lost === undefined) {
        call(sleepers.silence);
      }
    },
    lose: reason => {
      isSilent = true;
      if (lost === undefined) {
        lost = reason;
        call(changeListeners);
        call(lostListeners);
      }
    },
    onChange: listener => subscribe(changeListeners, listener),
    onLost: listener => subscribe(lostListeners, listener),
    wait: (milliseconds, signal, event) =>
      new Promise(resolve => {
        if (signal.aborted) {
          resolve(false);
          return;
        }
        const cleanUp: Array<() => void> = [];
        const end = (byEvent: boolean) => {
          call(cleanUp);
          resolve(byEvent);
        };
        const giveUp = () => end(false);
        const wake = () => end(true);
        const timer = setTimeout(giveUp, milliseconds);
        signal.addEventListener('abort', giveUp, { once: true });
        cleanUp.push(
          () => clearTimeout(timer),
          () => signal.removeEventListener('abort', giveUp),
        );
        if (event) {
          cleanUp.push(subscribe(sleepers[event], wake));
        }
      }),
  };
}

function call(listeners: Iterable<() => void>): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

function subscribe(listeners: Set<() => void>, listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
