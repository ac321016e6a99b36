import { ObjectRef } from '../resources';
import { Snapshot } from '../snapshot';

/**
 * Whether an object of one namespace may refer to an object of another: within a namespace always, across
 * namespaces when a ReferenceGrant in the target's namespace says so.
 */
export function mayRefer(
  snapshot: Snapshot,
  from: { group: string; kind: string; namespace: string },
  to: ObjectRef,
): boolean {
  if (from.namespace === to.namespace) {
    return true;
  }
  return snapshot.referenceGrants.some(
    grant =>
      grant.metadata.namespace === to.namespace &&
      grant.from.some(
        one =>
          one.group === from.group &&
          one.kind === from.kind &&
          one.namespace === from.namespace,
      ) &&
      grant.to.some(
        one =>
          one.group === to.group &&
          one.kind === to.kind &&
          (one.name === undefined || one.name === to.name),
      ),
  );
}
