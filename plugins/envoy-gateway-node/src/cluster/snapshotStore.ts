import { LoggerService } from '@backstage/backend-plugin-api';
import {
  createSnapshot,
  Snapshot,
  SnapshotChange,
} from '@envoy-gateway-portal/gateway-model';

/** Holds a cluster's newest snapshot and applies changes to it a batch at a time. */
export interface SnapshotStore {
  readonly snapshot: Snapshot;
  /** Applies a change soon, together with others that come until then. */
  change(kind: string, change: SnapshotChange): void;
  /** Applies changes now. */
  replace(kind: string, changes: SnapshotChange[]): void;
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
    replace: (kind, changes) => {
      applyWaiting();
      if (changes.length > 0) {
        apply(changes);
        kinds.add(kind);
        schedule();
      }
    },
    announce: schedule,
    onChange: next => {
      listener = next;
    },
    close: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
    },
  };
}
