import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ResourceKind,
  SnapshotChange,
} from '@envoy-gateway-portal/gateway-model';
import { Pulse } from '../cluster/pulse';
import {
  ApiRequestError,
  createRequestError,
  isApiRequestError,
} from '../connection/apiRequestError';
import { ApiConnection } from '../connection/connection';
import { createBackoff } from './backoff';
import { Discovery, groupPath } from './discovery';
import { listObjects } from './listObjects';
import { createObjectIndex } from './objectIndex';
import { isOlder } from './resourceVersion';
import { KindState, ReflectorSink, ReflectorTiming } from './types';
import { WatchEnd, WatchEvent, watchObjects } from './watchObjects';

/** After so many watches in a row that told nothing, not even a bookmark, the kind is listed anew. */
const MAX_QUIET_WATCHES = 3;
/** So often a listing older than what was seen is not believed. Then the store was restored. */
const MAX_OLD_LISTINGS = 3;

export interface ReflectorOptions {
  kind: ResourceKind;
  connection: ApiConnection;
  discovery: Discovery;
  pulse: Pulse;
  sink: ReflectorSink;
  timing: ReflectorTiming;
  logger: LoggerService;
  signal: AbortSignal;
}

/**
 * Keeps one kind of one cluster current: discovers its version, lists it, watches it from there, and
 * begins again where it must. Objects leave only by a delete event or a complete listing without them;
 * whatever else happens, what is known stays.
 *
 * @returns when the signal aborts; never throws
 */
export async function runReflector(options: ReflectorOptions): Promise<void> {
  const { kind, connection, discovery, pulse, sink, timing, signal } = options;
  const failures = createBackoff(timing.failure);
  const absences = createBackoff(timing.absence);
  const index = createObjectIndex(kind);
  const state: KindState = { phase: 'pending', hasSynced: false, objects: 0 };
  /** Versions that discovery named and that were not found. */
  const missing = new Set<string>();
  let resourceVersion: string | undefined;
  let newestSeen: string | undefined;
  let listedVersion: string | undefined;
  let listedAt = -Infinity;
  let oldListings = 0;
  let heard = false;
  let quietWatches = 0;
  let garbledWatches = 0;

  const report = (change: Partial<KindState>) => {
    Object.assign(state, change, { objects: index.size });
    sink.report(state);
  };

  const touch = () => {
    state.lastContact = Date.now();
    pulse.contact();
  };

  const see = (version: string) => {
    resourceVersion = version;
    if (!isOlder(version, newestSeen)) {
      newestSeen = version;
    }
  };

  const discover = async (): Promise<string | undefined> => {
    const versions = await discovery.versionsOf(kind);
    return versions.find(candidate => !missing.has(candidate));
  };

  const list = async (version: string, path: string) => {
    if (state.phase === 'pending' || state.phase === 'absent') {
      report({ phase: 'listing', version, error: undefined });
    }
    const listing = await listObjects({
      connection,
      kind,
      version,
      path,
      pageSize: timing.pageSize,
      maxPageBytes: timing.maxPageBytes,
      signal,
    });
    touch();
    if (
      isOlder(listing.resourceVersion, newestSeen) &&
      ++oldListings <= MAX_OLD_LISTINGS
    ) {
      throw createRequestError(
        { cluster: connection.cluster, path },
        'the listing is older than what was seen before; it is asked for again',
        { failure: 'server' },
      );
    }
    if (listing.nameless > 0) {
      options.logger.warn(
        `${listing.nameless} objects of kind ${kind.kind} have no name and are left out`,
      );
    }
    if (version !== listedVersion) {
      // The same objects look different in another version.
      index.distrust();
    }
    listedVersion = version;
    listedAt = Date.now();
    oldListings = 0;
    newestSeen = undefined;
    see(listing.resourceVersion);
    await sink.replace(index.replace(listing.objects));
    report({ version, hasSynced: true });
  };

  const take = (event: WatchEvent) => {
    heard = true;
    garbledWatches = 0;
    let change: SnapshotChange | undefined;
    if (event.type === 'upsert') {
      change = index.upsert(event.object, resourceVersion!);
    } else if (event.type === 'delete') {
      change = index.delete(event.object);
    }
    if (change) {
      sink.change(change);
      report({});
    }
    if (!isOlder(event.resourceVersion, resourceVersion)) {
      see(event.resourceVersion);
    }
  };

  const watch = async (version: string, path: string): Promise<WatchEnd> => {
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    signal.addEventListener('abort', interrupt, { once: true });
    const unsubscribe = pulse.onLost(interrupt);
    try {
      return await watchObjects({
        connection,
        kind,
        version,
        path,
        resourceVersion: resourceVersion!,
        timeoutSeconds: Math.ceil(
          (timing.watchTimeoutMs * (1 + Math.random() / 2)) / 1000,
        ),
        inactivityMs: timing.inactivityTimeoutMs,
        openTimeoutMs: Math.min(timing.requestTimeoutMs, 30_000),
        signal: interruption.signal,
        onOpen: () => {
          touch();
          absences.reset();
          report({ phase: 'watching', error: undefined });
        },
        onActivity: touch,
        onEvent: take,
      });
    } finally {
      unsubscribe();
      signal.removeEventListener('abort', interrupt);
    }
  };

  const follow = async (version: string, path: string) => {
    const since = Date.now();
    heard = false;
    const end = await watch(version, path);
    quietWatches = heard ? 0 : quietWatches + 1;
    if (end.type === 'garbled') {
      options.logger.warn(
        `The watch of ${kind.kind} is begun again: ${end.reason}`,
      );
      garbledWatches += 1;
    }
    // Resuming repeats what was garbled; when that does not help, a listing goes around it.
    if (garbledWatches > 1 || quietWatches >= MAX_QUIET_WATCHES) {
      resourceVersion = undefined;
      garbledWatches = 0;
      quietWatches = 0;
    }
    const isShort = Date.now() - since < timing.shortestWatchMs;
    if (end.type === 'garbled' || (end.type !== 'interrupted' && isShort)) {
      await pulse.wait(failures.next(), signal);
    }
  };

  const recover = async (error: ApiRequestError) => {
    switch (error.failure) {
      case 'aborted':
        return;
      case 'gone':
        // The resourceVersion is too old to resume from: list at once, unless that has just been done.
        resourceVersion = undefined;
        if (Date.now() - listedAt < timing.failure.maxMs) {
          await pulse.wait(failures.next(), signal);
        }
        return;
      case 'notFound':
        missing.add(state.version ?? '');
        discovery.forget();
        resourceVersion = undefined;
        return;
      case 'forbidden':
        report({ phase: 'forbidden', error: error.message });
        await pulse.wait(absences.next(), signal, 'return');
        return;
      case 'unreachable':
      case 'timeout':
        pulse.silence();
        break;
      default:
    }
    report({ phase: 'failing', error: error.message });
    await pulse.wait(
      Math.max(failures.next(), error.retryAfterMs ?? 0),
      signal,
      // Whoever asked to wait is not to be disturbed.
      error.retryAfterMs === undefined ? 'return' : undefined,
    );
  };

  const step = async () => {
    const version =
      resourceVersion === undefined ? await discover() : state.version;
    if (version === undefined) {
      missing.clear();
      report({
        phase: 'absent',
        version: undefined,
        error: index.size > 0 ? describeKept(kind, index.size) : undefined,
      });
      await pulse.wait(absences.next(), signal, 'return');
      return;
    }
    state.version = version;
    const path = `${groupPath(kind, version)}/${kind.plural}`;
    if (resourceVersion === undefined) {
      await list(version, path);
      missing.clear();
    }
    await follow(version, path);
  };

  sink.report(state);
  while (!signal.aborted) {
    try {
      await step();
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      await recover(
        isApiRequestError(error)
          ? error
          : createRequestError(
              { cluster: connection.cluster, path: kind.plural },
              `failed unexpectedly: ${(error as Error).message}`,
              { failure: 'server' },
            ),
      );
    }
  }
}

function describeKept({ plural, group }: ResourceKind, objects: number) {
  return `The API server does not serve ${plural} of ${
    group || 'the core group'
  } any more; the ${objects} known last are kept until it does`;
}
