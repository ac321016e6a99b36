import { randomBytes } from 'node:crypto';
import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { ObjectStore } from '../store/objectStore';
import { StoredMeta, StoredObject } from '../store/types';
import { validateObject } from '../validation/validateObject';
import { requireNamespace, withServerFields } from './admission';
import { isRecord } from './plainJson';
import { ObjectAddress, readInput } from './readInput';
import {
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  notFound,
} from './statusError';

type NamedAddress = ObjectAddress & { name: string };

/** The object at an address. @throws StatusError 404 */
export function requireObject(
  store: ObjectStore,
  { kind, namespace, name }: NamedAddress,
): StoredObject {
  const found = store.get(kind, namespace, name);
  if (!found) throw notFound(kind, name);
  return found;
}

/** Creates an object, as POST does. */
export function createObject(
  store: ObjectStore,
  address: ObjectAddress,
  input: unknown,
): StoredObject {
  const { kind, namespace } = address;
  const object = readInput(input, address);
  const { generateName, ...metadata } = object.metadata as StoredMeta & {
    generateName?: unknown;
  };
  if (metadata.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  if (metadata.name === undefined && typeof generateName === 'string') {
    metadata.name = `${generateName}${randomBytes(3)
      .toString('hex')
      .slice(0, 5)}`;
  }
  const { status: _status, ...rest } = object;
  const candidate = withServerFields(kind, {
    ...(kind.statusSubresource ? rest : object),
    metadata: { ...metadata, managedFields: undefined },
  } as KubernetesObject);
  validateObject(kind, candidate);
  requireNamespace(store, kind, namespace);
  if (store.get(kind, namespace, metadata.name)) {
    throw alreadyExists(kind, metadata.name);
  }
  return store.create(kind, candidate);
}

/**
 * Puts a new state of an object in place of the present one. Where its deletion was begun before and
 * its last finalizer is gone, the object goes.
 */
export function putInPlace(
  store: ObjectStore,
  { kind, namespace, name }: NamedAddress,
  previous: StoredObject,
  candidate: KubernetesObject,
): StoredObject {
  const metadata = {
    ...candidate.metadata,
    deletionTimestamp: previous.metadata.deletionTimestamp,
  } as StoredMeta;
  const replaced = store.replace(
    kind,
    withServerFields(kind, { ...candidate, metadata }),
  );
  if (metadata.deletionTimestamp && !metadata.finalizers?.length) {
    store.remove(kind, namespace, name);
  }
  return replaced;
}

/** @throws StatusError 409 unless the object is still the one the client means */
export function requireCurrent(
  { kind, name }: NamedAddress,
  previous: StoredObject,
  { resourceVersion, uid }: { resourceVersion?: string; uid?: string },
) {
  if (
    resourceVersion &&
    resourceVersion !== previous.metadata.resourceVersion
  ) {
    throw conflict(
      kind,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
  if (uid && uid !== previous.metadata.uid) {
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${previous.metadata.uid}`,
    );
  }
}

/** Replaces an object but its status, as PUT does. */
export function replaceObject(
  store: ObjectStore,
  address: NamedAddress,
  input: unknown,
): StoredObject {
  const { kind } = address;
  const object = readInput(input, address);
  const previous = requireObject(store, address);
  if (kind.group && !object.metadata.resourceVersion) {
    throw invalid(kind, address.name, [
      {
        field: 'metadata.resourceVersion',
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0: must be specified for an update',
      },
    ]);
  }
  requireCurrent(address, previous, object.metadata);
  const candidate: KubernetesObject = {
    ...object,
    status: kind.statusSubresource ? previous.status : object.status,
    metadata: {
      ...object.metadata,
      managedFields: previous.metadata.managedFields,
    } as StoredMeta,
  };
  validateObject(kind, candidate);
  return putInPlace(store, address, previous, candidate);
}

/** Replaces an object's status and nothing else, as PUT on `/status` does. */
export function replaceStatus(
  store: ObjectStore,
  address: NamedAddress,
  input: unknown,
): StoredObject {
  const object = readInput(input, address);
  const previous = requireObject(store, address);
  requireCurrent(address, previous, object.metadata);
  return putInPlace(store, address, previous, {
    ...previous,
    status: object.status,
  });
}

/** RFC 7396. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const base = isRecord(target) ? target : {};
  const patched = Object.entries(patch).map(([key, value]) => [
    key,
    value === null ? undefined : mergePatch(base[key], value),
  ]);
  return Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(patched) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** Patches an object, or its status, as PATCH with `application/merge-patch+json` does. */
export function patchObject(
  store: ObjectStore,
  address: NamedAddress,
  patch: unknown,
  subresource?: 'status',
): StoredObject {
  if (!isRecord(patch)) throw badRequest('a merge patch must be an object');
  const merged = mergePatch(requireObject(store, address), patch);
  return subresource === 'status'
    ? replaceStatus(store, address, merged)
    : replaceObject(store, address, merged);
}
