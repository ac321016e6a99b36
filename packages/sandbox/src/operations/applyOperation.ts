import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { Clock, toTimestamp } from '../clock';
import { sameJson } from '../store/objectComparison';
import { ObjectStore } from '../store/objectStore';
import { ManagedFields, StoredMeta, StoredObject } from '../store/types';
import { validateObject } from '../validation/validateObject';
import { requireNamespace, withServerFields } from './admission';
import { conflictingFields, fieldsOf, mergeApplied } from './fieldOwnership';
import { ObjectAddress, readInput } from './readInput';
import { conflict, StatusError } from './statusError';
import { putInPlace } from './writeOperations';

/** The fields of an applied object that can be owned: not its identity, not what the server keeps. */
function ownable(object: KubernetesObject): Record<string, unknown> {
  const { apiVersion: _a, kind: _k, status: _s, metadata, ...rest } = object;
  const { labels, annotations, finalizers } = metadata as StoredMeta;
  const meta = Object.fromEntries(
    Object.entries({ labels, annotations, finalizers }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  return Object.keys(meta).length ? { ...rest, metadata: meta } : rest;
}

function requireNoConflicts(
  address: ObjectAddress & { name: string },
  live: StoredObject,
  applied: Record<string, unknown>,
  others: ManagedFields[],
) {
  const causes = others.flatMap(({ manager, apiVersion, fieldsV1 }) =>
    conflictingFields(live, applied, fieldsV1).map(field => ({
      reason: 'FieldManagerConflict',
      message: `conflict with "${manager}" using ${apiVersion}`,
      field,
    })),
  );
  if (causes.length === 0) return;
  const listed = causes.map(({ message, field }) => `${message}: ${field}`);
  throw conflict(
    address.kind,
    address.name,
    `Apply failed with ${causes.length} conflict${
      causes.length === 1 ? '' : 's'
    }: ${listed.join(', ')}`,
    causes,
  );
}

/**
 * Server-side apply: creates the object or brings the manager's fields to what it states. Applying the
 * same again changes nothing. Lists are one field each, owned as a whole.
 */
export function applyObject(
  store: ObjectStore,
  address: ObjectAddress & { name: string },
  input: unknown,
  options: { fieldManager: string; force?: boolean; clock: Clock },
): { object: StoredObject; created: boolean } {
  const { fieldManager, force, clock } = options;
  if (!fieldManager) {
    throw new StatusError(
      422,
      'Invalid',
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  const { kind, namespace, name } = address;
  const body = readInput(input, address);
  const applied = ownable(body);
  const live = store.get(kind, namespace, name);
  const managers = live?.metadata.managedFields ?? [];
  const before = managers.find(entry => entry.manager === fieldManager);
  const others = managers.filter(entry => entry.manager !== fieldManager);
  const fieldsV1 = fieldsOf(applied);
  const own: ManagedFields =
    before && sameJson(before.fieldsV1, fieldsV1)
      ? before
      : {
          manager: fieldManager,
          operation: 'Apply',
          apiVersion: body.apiVersion,
          time: toTimestamp(clock()),
          fieldsType: 'FieldsV1',
          fieldsV1,
        };

  if (!live) {
    const candidate = withServerFields(kind, {
      ...applied,
      apiVersion: body.apiVersion,
      kind: kind.kind,
      metadata: {
        ...(applied.metadata as object | undefined),
        name,
        namespace: body.metadata.namespace,
        managedFields: [own],
      } as StoredMeta,
    });
    validateObject(kind, candidate);
    requireNamespace(store, kind, namespace);
    return { object: store.create(kind, candidate), created: true };
  }

  if (!force) requireNoConflicts(address, live, applied, others);
  const merged = mergeApplied({
    live,
    applied,
    before: before?.fieldsV1 ?? {},
    others: others.map(entry => entry.fieldsV1),
  }) as KubernetesObject;
  const candidate: KubernetesObject = {
    ...merged,
    metadata: {
      ...merged.metadata,
      managedFields: [...others, own],
    } as StoredMeta,
  };
  validateObject(kind, candidate);
  return {
    object: putInPlace(store, address, live, candidate),
    created: false,
  };
}
