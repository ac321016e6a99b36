import {
  createSnapshot,
  ObjectRef,
  Snapshot,
  SnapshotChange,
} from '@envoy-gateway-portal/gateway-model';
import { ObjectStore } from '../store/objectStore';
import { SERVED_KINDS } from '../store/servedKinds';
import { CompactedError, ServedKind, StoredObject } from '../store/types';

/** The kinds a snapshot holds. */
const KINDS = SERVED_KINDS.filter(({ kind }) => kind !== 'Pod');

function refTo(kind: ServedKind, { metadata }: StoredObject): ObjectRef {
  return {
    group: kind.group,
    kind: kind.kind,
    namespace: metadata.namespace,
    name: metadata.name,
  };
}

/** Keeps a snapshot of a store, change by change. */
export function followStore(store: ObjectStore): () => Snapshot {
  let snapshot = createSnapshot();
  let position = -1;

  function rebuild() {
    snapshot = createSnapshot(KINDS.flatMap(kind => store.list(kind)));
  }

  return () => {
    if (position === store.resourceVersion) return snapshot;
    try {
      const changes = store
        .eventsSince(position)
        .filter(({ kind }) => KINDS.includes(kind))
        .map(
          ({ type, kind, object }): SnapshotChange =>
            type === 'DELETED'
              ? { type: 'delete', ref: refTo(kind, object) }
              : { type: 'upsert', object },
        );
      snapshot = snapshot.apply(changes);
    } catch (error) {
      if (!(error instanceof CompactedError)) throw error;
      rebuild();
    }
    position = store.resourceVersion;
    return snapshot;
  };
}
