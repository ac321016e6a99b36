import { Clock, toTimestamp } from '../clock';
import { ObjectStore } from '../store/objectStore';
import { SERVED_KINDS } from '../store/servedKinds';
import { StoredMeta, StoredObject } from '../store/types';
import { ObjectAddress } from './readInput';
import { requireCurrent, requireObject } from './writeOperations';

/**
 * Deletes an object, as DELETE does: at once, or, while it has finalizers, by marking it. A Namespace
 * takes what is in it along.
 */
export function removeObject(
  store: ObjectStore,
  address: ObjectAddress & { name: string },
  options: { clock: Clock; uid?: string; resourceVersion?: string },
): { object: StoredObject; gone: boolean } {
  const { kind, namespace, name } = address;
  const previous = requireObject(store, address);
  requireCurrent(address, previous, options);
  if (kind.kind === 'Namespace') {
    for (const inside of SERVED_KINDS.filter(served => served.namespaced)) {
      for (const { metadata } of store.list(inside, { namespace: name })) {
        removeObject(
          store,
          { kind: inside, namespace: name, name: metadata.name },
          { clock: options.clock },
        );
      }
    }
  }
  if (previous.metadata.finalizers?.length) {
    const object = store.replace(kind, {
      ...previous,
      metadata: {
        ...previous.metadata,
        deletionTimestamp:
          previous.metadata.deletionTimestamp ?? toTimestamp(options.clock()),
      } as StoredMeta,
    });
    return { object, gone: false };
  }
  const object = store.remove(kind, namespace, name) ?? previous;
  return { object, gone: true };
}
