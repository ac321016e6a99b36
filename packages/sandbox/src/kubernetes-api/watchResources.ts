import { apiVersionOf } from '../store/servedKinds';
import { ObjectStore } from '../store/objectStore';
import {
  CompactedError,
  ServedKind,
  StoredObject,
  StoreEvent,
} from '../store/types';
import { expired, StatusError } from '../operations/statusError';
import { parseNumber } from './listResources';
import { present } from './presentation';
import { parseSelector, Selector } from './selectors';

/** Where the events of a watch go. */
export interface WatchSink {
  write(line: string): void;
  end(): void;
}

/** A watch under way. */
export interface RunningWatch {
  /** Sends what happened since the last time; called again when the server goes on after a pause. */
  advance(): void;
  stop(): void;
}

interface WatchOptions {
  store: ObjectStore;
  target: { kind: ServedKind; version: string; namespace?: string };
  query: URLSearchParams;
  sink: WatchSink;
  bookmarkIntervalMs: number;
  /** Nothing is sent while this says so. */
  isPaused: () => boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 1800;

/** A change as seen by a watch that selects: leaving the selection is a deletion, entering it an addition. */
function seenThrough(
  event: StoreEvent,
  selects: Selector,
): { type: string; object: StoredObject } | undefined {
  const before = event.previous !== undefined && selects(event.previous);
  const after = event.type !== 'DELETED' && selects(event.object);
  if (!before && !after) return undefined;
  if (before && after) return { type: 'MODIFIED', object: event.object };
  if (after) return { type: 'ADDED', object: event.object };
  const { resourceVersion } = event.object.metadata;
  const object = event.type === 'DELETED' ? event.object : event.previous;
  return {
    type: 'DELETED',
    object: object && {
      ...object,
      metadata: { ...object.metadata, resourceVersion },
    },
  } as { type: string; object: StoredObject };
}

/** The resourceVersion to begin after; `undefined` for beginning with what is there. */
function startingPoint(query: URLSearchParams): number | undefined {
  if (
    query.get('sendInitialEvents') === 'true' &&
    query.get('resourceVersionMatch') !== 'NotOlderThan'
  ) {
    throw new StatusError(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  const text = query.get('resourceVersion') ?? '';
  if (!/^\d{0,15}$/.test(text)) {
    // The real server answers a watch so, and a list with 400.
    throw new StatusError(
      500,
      'InternalError',
      `resourceVersion: Invalid value: ${JSON.stringify(text.slice(0, 80))}`,
    );
  }
  return Number(text) || undefined;
}

/**
 * A WATCH: the changes after a resourceVersion as they come, one JSON document a line. As with the
 * real API server, history that is gone is told by an ERROR event in an answer of status 200.
 *
 * @throws StatusError for parameters that are wrong
 */
export function watchResources(options: WatchOptions): RunningWatch {
  const { store, target, query, sink, isPaused } = options;
  const { kind, version, namespace } = target;
  const matches = parseSelector(query);
  const selects: Selector = object =>
    (!namespace || object.metadata.namespace === namespace) && matches(object);
  const from = startingPoint(query);
  const wantsBookmarks = ['true', '1'].includes(
    query.get('allowWatchBookmarks') ?? '',
  );
  const timeoutSeconds =
    parseNumber(query, 'timeoutSeconds') || DEFAULT_TIMEOUT_SECONDS;
  const wantsInitialEvents = query.get('sendInitialEvents') === 'true';

  let position = wantsInitialEvents ? undefined : from;
  let stopped = false;
  let overdue = false;
  let unsubscribe = () => {};
  const timers: NodeJS.Timeout[] = [];

  const send = (type: string, object: object) =>
    sink.write(`${JSON.stringify({ type, object })}\n`);

  function stop() {
    if (stopped) return;
    stopped = true;
    timers.forEach(clearTimeout);
    unsubscribe();
  }

  function finish() {
    stop();
    sink.end();
  }

  function sendBookmark(annotations?: Record<string, string>) {
    if (position === undefined) return;
    send('BOOKMARK', {
      kind: kind.kind,
      apiVersion: apiVersionOf(kind, version),
      metadata: {
        resourceVersion: String(position),
        creationTimestamp: null,
        annotations,
      },
    });
  }

  function expire() {
    if (isPaused()) {
      overdue = true;
      return;
    }
    if (wantsBookmarks) sendBookmark();
    finish();
  }

  function advance() {
    if (stopped || isPaused()) return;
    if (position === undefined) {
      for (const object of store.list(kind, { namespace })) {
        if (selects(object)) send('ADDED', present(kind, version, object));
      }
      position = store.resourceVersion;
      if (wantsInitialEvents) {
        sendBookmark({ 'k8s.io/initial-events-end': 'true' });
      }
      return;
    }
    let events: StoreEvent[];
    try {
      events = store.eventsSince(position);
    } catch (error) {
      if (!(error instanceof CompactedError)) throw error;
      send('ERROR', expired(error.message).status);
      finish();
      return;
    }
    for (const event of events) {
      const seen =
        event.kind === kind ? seenThrough(event, selects) : undefined;
      if (seen) send(seen.type, present(kind, version, seen.object));
    }
    position = Math.max(position, store.resourceVersion);
    if (overdue) expire();
  }

  function scheduleBookmark() {
    timers[1] = setTimeout(() => {
      if (!isPaused()) sendBookmark();
      scheduleBookmark();
    }, options.bookmarkIntervalMs);
  }

  // A resourceVersion from the future is waited for, as etcd does: nothing is sent until it has passed.
  unsubscribe = store.subscribe(advance);
  timers[0] = setTimeout(expire, timeoutSeconds * 1000);
  if (wantsBookmarks) scheduleBookmark();
  // Not before the caller has its hands on the watch.
  queueMicrotask(advance);
  return { advance, stop };
}
