import { randomUUID } from 'node:crypto';
import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { Clock, toTimestamp } from '../clock';
import { createEventLog } from './eventLog';
import { sameJson, specOf } from './objectComparison';
import { storageApiVersion } from './servedKinds';
import { ServedKind, StoredObject, StoreEvent } from './types';

/**
 * The objects of one cluster, in memory, with the bookkeeping of an API server: uid, generation,
 * creationTimestamp, and one resourceVersion counter for all kinds.
 *
 * @public
 */
export interface ObjectStore {
  readonly resourceVersion: number;
  /** Changes up to and including this one are forgotten. */
  readonly compactedResourceVersion: number;
  get(
    kind: ServedKind,
    namespace: string | undefined,
    name: string,
  ): StoredObject | undefined;
  /**
   * Objects by namespace, then name; with `at`, as they were at that resourceVersion.
   *
   * @throws CompactedError when `at` is older than the history
   */
  list(
    kind: ServedKind,
    options?: { namespace?: string; at?: number },
  ): StoredObject[];
  /** Adds an object that is not there yet. */
  create(kind: ServedKind, object: KubernetesObject): StoredObject;
  /** Replaces an object that is there. What says the same as before is no change. */
  replace(kind: ServedKind, object: KubernetesObject): StoredObject;
  /** Removes an object; `undefined` when there is none. */
  remove(
    kind: ServedKind,
    namespace: string | undefined,
    name: string,
  ): StoredObject | undefined;
  /** @throws CompactedError when changes after `resourceVersion` are forgotten */
  eventsSince(resourceVersion: number): StoreEvent[];
  /** Forgets all history, as etcd's compaction does. */
  compact(): void;
  /** Calls back after each change; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void;
}

type Objects = Map<string, StoredObject>;

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function undo(objects: Objects, event: StoreEvent) {
  const { namespace, name } = event.object.metadata;
  if (event.previous) objects.set(keyOf(namespace, name), event.previous);
  else objects.delete(keyOf(namespace, name));
}

export function createObjectStore(options: {
  clock: Clock;
  /** How many changes are remembered. */
  eventLogLimit?: number;
}): ObjectStore {
  const { clock, eventLogLimit = 10_000 } = options;
  // Starting at the time keeps resourceVersions growing across restarts: what a client remembers of
  // an earlier run is too old here, never from the future.
  let resourceVersion = Math.floor(clock());
  const log = createEventLog({
    limit: eventLogLimit,
    startsAt: resourceVersion,
  });
  const objectsByKind = new Map<ServedKind, Objects>();
  const listeners = new Set<() => void>();

  function objectsOf(kind: ServedKind): Objects {
    let objects = objectsByKind.get(kind);
    if (!objects) {
      objects = new Map();
      objectsByKind.set(kind, objects);
    }
    return objects;
  }

  function commit(event: StoreEvent) {
    const { namespace, name } = event.object.metadata;
    if (event.type === 'DELETED') {
      objectsOf(event.kind).delete(keyOf(namespace, name));
    } else {
      objectsOf(event.kind).set(keyOf(namespace, name), event.object);
    }
    log.append(event);
    for (const listener of listeners) listener();
  }

  return {
    get resourceVersion() {
      return resourceVersion;
    },
    get compactedResourceVersion() {
      return log.compactedResourceVersion;
    },
    get: (kind, namespace, name) => objectsOf(kind).get(keyOf(namespace, name)),

    list(kind, { namespace, at } = {}) {
      let objects = objectsOf(kind);
      if (at !== undefined && at < resourceVersion) {
        const events = log.since(at).filter(event => event.kind === kind);
        if (events.length) {
          objects = new Map(objects);
          for (const event of events.reverse()) undo(objects, event);
        }
      }
      return [...objects]
        .filter(
          ([, { metadata }]) => !namespace || metadata.namespace === namespace,
        )
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, object]) => object);
    },

    create(kind, object) {
      resourceVersion += 1;
      const created: StoredObject = {
        ...object,
        apiVersion: storageApiVersion(kind),
        kind: kind.kind,
        metadata: {
          ...object.metadata,
          uid: randomUUID(),
          resourceVersion: String(resourceVersion),
          creationTimestamp: toTimestamp(clock()),
          // Core kinds carry no generation.
          generation: kind.group ? 1 : undefined,
          deletionTimestamp: undefined,
        },
      };
      commit({ type: 'ADDED', kind, resourceVersion, object: created });
      return created;
    },

    replace(kind, object) {
      const { namespace, name } = object.metadata;
      const previous = objectsOf(kind).get(keyOf(namespace, name));
      if (!previous) {
        throw new Error(`${kind.kind} ${namespace}/${name} is not there`);
      }
      const { uid, generation, creationTimestamp } = previous.metadata;
      const candidate: StoredObject = {
        ...object,
        apiVersion: storageApiVersion(kind),
        kind: kind.kind,
        metadata: {
          ...object.metadata,
          uid,
          generation,
          creationTimestamp,
          resourceVersion: previous.metadata.resourceVersion,
        },
      };
      if (sameJson(candidate, previous)) return previous;
      resourceVersion += 1;
      candidate.metadata.resourceVersion = String(resourceVersion);
      if (
        generation !== undefined &&
        !sameJson(specOf(candidate), specOf(previous))
      ) {
        candidate.metadata.generation = generation + 1;
      }
      commit({
        type: 'MODIFIED',
        kind,
        resourceVersion,
        object: candidate,
        previous,
      });
      return candidate;
    },

    remove(kind, namespace, name) {
      const previous = objectsOf(kind).get(keyOf(namespace, name));
      if (!previous) return undefined;
      resourceVersion += 1;
      const object: StoredObject = {
        ...previous,
        metadata: {
          ...previous.metadata,
          resourceVersion: String(resourceVersion),
        },
      };
      commit({ type: 'DELETED', kind, resourceVersion, object, previous });
      return object;
    },

    eventsSince: since => log.since(since),
    compact: () => log.compact(resourceVersion),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
