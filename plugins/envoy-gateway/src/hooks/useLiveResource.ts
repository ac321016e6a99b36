import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDocumentVisible } from './useDocumentVisible';

/** Something read from the backend and kept current. */
export interface LiveResource<T> {
  /** What was read last. Kept while, and when, a refresh fails, so that nothing flickers. */
  data?: T;
  /** Why the last reading failed. Absent after a reading that succeeded. */
  error?: Error;
  /** True while a reading is under way. */
  refreshing: boolean;
  /** When `data` arrived, by this browser's clock. */
  receivedAt?: number;
  /** Reads now. */
  refresh(): void;
}

export interface LiveResourceOptions<T> {
  /** What is read. When it changes, what was read before is dropped. */
  subject: string;
  /** How it is read, e.g. the window. When it changes, what was read before stays until the next arrives. */
  variant?: string;
  load(signal: AbortSignal): Promise<T>;
  /** Milliseconds from one answer to the next question, while the page is visible. */
  everyMs: number;
  /** Whether to stop asking after this error until somebody asks for it: a refusal does not go away by itself. */
  isFinal?(error: Error): boolean;
}

const MAX_BACKOFF_MS = 60_000;

interface State<T> {
  subject: string;
  data?: T;
  error?: Error;
  receivedAt?: number;
  refreshing: boolean;
}

/**
 * Reads something, and again after each answer for as long as the page is visible. Failures are
 * repeated ever more slowly.
 */
export function useLiveResource<T>(
  options: LiveResourceOptions<T>,
): LiveResource<T> {
  const { subject, variant, everyMs } = options;
  const visible = useDocumentVisible();
  const latest = useRef(options);
  latest.current = options;

  const [state, setState] = useState<State<T>>({ subject, refreshing: true });
  const [wanted, setWanted] = useState(0);
  const dueAt = useRef(0);
  const failures = useRef(0);

  const refresh = useCallback(() => {
    dueAt.current = 0;
    failures.current = 0;
    setWanted(count => count + 1);
  }, []);

  // Another subject or variant is due at once, whatever the last one's schedule was.
  const lastQuestion = useRef('');
  const question = `${subject}\n${variant ?? ''}`;

  useEffect(() => {
    if (lastQuestion.current !== question) {
      lastQuestion.current = question;
      dueAt.current = 0;
      failures.current = 0;
    }
    if (!visible) {
      return undefined;
    }
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const schedule = (delayMs: number, next: () => void) => {
      dueAt.current = Date.now() + delayMs;
      if (Number.isFinite(delayMs)) {
        timer = setTimeout(next, delayMs);
      }
    };
    const ask = async () => {
      setState(previous => ({ ...keep(previous, subject), refreshing: true }));
      try {
        const data = await latest.current.load(abort.signal);
        if (abort.signal.aborted) {
          return;
        }
        failures.current = 0;
        setState({ subject, data, receivedAt: Date.now(), refreshing: false });
        schedule(everyMs, ask);
      } catch (reason) {
        if (abort.signal.aborted) {
          return;
        }
        const error = toError(reason) as Error;
        setState(previous => ({
          ...keep(previous, subject),
          error,
          refreshing: false,
        }));
        failures.current += 1;
        schedule(
          latest.current.isFinal?.(error)
            ? Infinity
            : Math.min(everyMs * 2 ** failures.current, MAX_BACKOFF_MS),
          ask,
        );
      }
    };

    const waitMs = dueAt.current - Date.now();
    if (waitMs <= 0) {
      ask();
    } else {
      schedule(waitMs, ask);
    }
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [subject, question, everyMs, visible, wanted]);

  const current: State<T> =
    state.subject === subject ? state : { subject, refreshing: true };
  return { ...current, refresh };
}

function keep<T>(previous: State<T>, subject: string): State<T> {
  return previous.subject === subject
    ? previous
    : { subject, refreshing: true };
}
