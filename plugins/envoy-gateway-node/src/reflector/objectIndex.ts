import {
  ResourceKind,
  SnapshotChange,
} from '@envoy-gateway-portal/gateway-model';
import { ListedObject } from './pruneObject';
import { isOlder } from './resourceVersion';

interface Known {
  namespace?: string;
  name: string;
  uid?: string;
  resourceVersion?: string;
}

/**
 * Which objects of a kind are known, and which state of each: tells what a listing or an event changes.
 */
export interface ObjectIndex {
  readonly size: number;
  /** What a complete listing changes: objects missing from it are gone. */
  replace(objects: Iterable<ListedObject>): SnapshotChange[];
  /** What an event changes; nothing when it repeats or precedes what is known. */
  upsert(object: ListedObject, seen: string): SnapshotChange | undefined;
  delete(object: ListedObject): SnapshotChange | undefined;
  /** Takes every object of the next listing for changed. */
  distrust(): void;
}

export function createObjectIndex({ group, kind }: ResourceKind): ObjectIndex {
  let known = new Map<string, Known>();

  const deletion = ({ namespace, name }: Known): SnapshotChange => ({
    type: 'delete',
    ref: { group, kind, namespace, name },
  });

  return {
    get size() {
      return known.size;
    },
    replace: objects => {
      const changes: SnapshotChange[] = [];
      const next = new Map<string, Known>();
      for (const object of objects) {
        const state = stateOf(object);
        const key = keyOf(state);
        const before = known.get(key);
        next.set(key, state);
        if (
          !before ||
          state.resourceVersion === undefined ||
          before.uid !== state.uid ||
          before.resourceVersion !== state.resourceVersion
        ) {
          changes.push({ type: 'upsert', object });
        }
      }
      for (const [key, gone] of known) {
        if (!next.has(key)) {
          changes.push(deletion(gone));
        }
      }
      known = next;
      return changes;
    },
    upsert: (object, seen) => {
      const state = stateOf(object);
      const key = keyOf(state);
      const before = known.get(key);
      const { resourceVersion } = state;
      const isRepetition =
        resourceVersion !== undefined &&
        (before
          ? before.resourceVersion === resourceVersion ||
            isOlder(resourceVersion, before.resourceVersion)
          : // Older than what this watch has told already: the object is known to be gone since.
            isOlder(resourceVersion, seen));
      if (isRepetition) {
        return undefined;
      }
      known.set(key, state);
      return { type: 'upsert', object };
    },
    delete: object => {
      const state = stateOf(object);
      const key = keyOf(state);
      const before = known.get(key);
      // An object of the same name that was created since is another one.
      const isSame =
        before?.uid === undefined ||
        state.uid === undefined ||
        before.uid === state.uid;
      if (!before || !isSame) {
        return undefined;
      }
      known.delete(key);
      return deletion(before);
    },
    distrust: () => {
      known = new Map(
        [...known].map(([key, { namespace, name }]) => [
          key,
          { namespace, name },
        ]),
      );
    },
  };
}

function stateOf({ metadata }: ListedObject): Known {
  return {
    namespace: text(metadata.namespace),
    name: metadata.name,
    uid: text(metadata.uid),
    resourceVersion: text(metadata.resourceVersion),
  };
}

function keyOf({ namespace, name }: Known): string {
  // No name of Kubernetes contains a slash.
  return `${namespace ?? ''}/${name}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
