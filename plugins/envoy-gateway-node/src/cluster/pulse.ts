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
  /** Waits, but not longer than until the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Waits like `wait`, but not longer than until the cluster is back. */
  waitForReturn(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createPulse(options: {
  /** Those who wait are not woken more often than this, so that a flapping cluster is not stormed. */
  wakeIntervalMs: number;
  now?: () => number;
}): Pulse {
  const { wakeIntervalMs, now = Date.now } = options;
  const changeListeners = new Set<() => void>();
  const lostListeners = new Set<() => void>();
  const sleepers = new Set<() => void>();
  let lastContact: number | undefined;
  let lost: string | undefined;
  let isSilent = false;
  let lastWake = -Infinity;

  const wait = (
    milliseconds: number,
    signal: AbortSignal,
    wakeable: boolean,
  ): Promise<void> =>
    new Promise(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const held: { timer?: NodeJS.Timeout } = {};
      const wake = () => {
        clearTimeout(held.timer);
        signal.removeEventListener('abort', wake);
        sleepers.delete(wake);
        resolve();
      };
      held.timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake, { once: true });
      if (wakeable) {
        sleepers.add(wake);
      }
    });

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
        call(sleepers);
      }
    },
    silence: () => {
      isSilent = true;
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
    wait: (milliseconds, signal) => wait(milliseconds, signal, false),
    waitForReturn: (milliseconds, signal) => wait(milliseconds, signal, true),
  };
}

function call(listeners: Set<() => void>): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

function subscribe(listeners: Set<() => void>, listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
