import { setImmediate } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  createSnapshot,
  Snapshot,
  SnapshotChange,
} from '@envoy-gateway-portal/gateway-model';

/** Changes applied without letting anything else run. */
const STEP = 250;

/** Holds a cluster's newest snapshot and applies changes to it a batch at a time. */
export interface SnapshotStore {
  readonly snapshot: Snapshot;
  /** Applies a change soon, together with others that come until then. */
  change(kind: string, change: SnapshotChange): void;
  /** Applies changes now; a long list in steps, so that nothing else waits for it. */
  replace(kind: string, changes: SnapshotChange[]): Promise<void>;
  /** Tells the listener that something else changed, together with what is waiting. */
  announce(): void;
  /** Names who hears of every batch, with the kinds in it; none when only something else changed. */
  onChange(listener: (kinds: ReadonlySet<string>) => void): void;
  /** Drops what is waiting. */
  close(): void;
}

export function createSnapshotStore(options: {
  coalesceMs: number;
  logger: LoggerService;
}): SnapshotStore {
  const { coalesceMs, logger } = options;
  let snapshot = createSnapshot();
  let waiting: SnapshotChange[] = [];
  let kinds = new Set<string>();
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let listener: (kinds: ReadonlySet<string>) => void = () => {};

  const apply = (changes: SnapshotChange[]) => {
    try {
      snapshot = snapshot.apply(changes);
    } catch {
      // One object that cannot be taken must not cost the others.
      for (const change of changes) {
        try {
          snapshot = snapshot.apply([change]);
        } catch (error) {
          logger.error(
            `A ${change.type} could not be applied and is left out`,
            error as Error,
          );
        }
      }
    }
  };
  const applyWaiting = () => {
    const changes = waiting;
    waiting = [];
    if (changes.length > 0) {
      apply(changes);
    }
  };
  const schedule = () => {
    if (isClosed) {
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      applyWaiting();
      const changed = kinds;
      kinds = new Set();
      listener(changed);
    }, coalesceMs);
  };

  return {
    get snapshot() {
      return snapshot;
    },
    change: (kind, change) => {
      waiting.push(change);
      kinds.add(kind);
      schedule();
    },
    replace: async (kind, changes) => {
      applyWaiting();
      for (let start = 0; start < changes.length; start += STEP) {
        if (start > 0) {
          await setImmediate();
        }
        apply(changes.slice(start, start + STEP));
      }
      if (changes.length > 0) {
        kinds.add(kind);
        schedule();
      }
    },
    announce: schedule,
    onChange: next => {
      listener = next;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
    },
  };
}
