import { CompactedError, StoreEvent } from './types';

/**
 * The recent changes of a cluster, oldest first, bounded.
 */
export interface EventLog {
  /** Every change up to and including this resourceVersion has been forgotten. */
  readonly compactedResourceVersion: number;
  append(event: StoreEvent): void;
  /** @throws CompactedError when changes after `resourceVersion` have been forgotten */
  since(resourceVersion: number): StoreEvent[];
  compact(upTo: number): void;
}

export function createEventLog(options: {
  limit: number;
  startsAt: number;
}): EventLog {
  let events: StoreEvent[] = [];
  let compacted = options.startsAt;

  function forget(count: number) {
    if (count === 0) return;
    compacted = events[count - 1].resourceVersion;
    events = events.slice(count);
  }

  /** The position of the first event after a resourceVersion; events are in its order. */
  function firstAfter(resourceVersion: number): number {
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (events[middle].resourceVersion <= resourceVersion) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get compactedResourceVersion() {
      return compacted;
    },
    append(event) {
      events.push(event);
      // A quarter at a time, so that the copying is paid for by many changes.
      if (events.length > options.limit) {
        forget(events.length - Math.floor(options.limit * 0.75));
      }
    },
    since(resourceVersion) {
      if (resourceVersion < compacted) {
        throw new CompactedError(resourceVersion, compacted);
      }
      return events.slice(firstAfter(resourceVersion));
    },
    compact(upTo) {
      forget(firstAfter(upTo));
      compacted = Math.max(compacted, upTo);
    },
  };
}
