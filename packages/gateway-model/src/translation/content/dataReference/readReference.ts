import { JsonObject, objectAt, stringAt } from '../../../json';
import { describeRef, ObjectRef } from '../../../resources';
import { refOfItem } from '../../refOfItem';
import { Item, Unknown, World } from '../../types';
import { dataKeys, dataText, hasData } from '../../certificates';

/** What a reference to certificates, revocation lists or credentials comes to. */
export type ReferencedData =
  | { state: 'found'; data: string; object: ObjectRef }
  | { state: 'invalid'; message: string }
  | { state: 'unknown'; unknown: Unknown };

/** What a reference to an object comes to. */
export type ReferencedObject =
  | { state: 'found'; item: Item }
  | { state: 'invalid'; message: string }
  | { state: 'unknown'; unknown: Unknown };

/** Who refers: decides the default namespace, and which ReferenceGrant is needed. */
export interface Referrer {
  group: string;
  kind: string;
  namespace: string;
}

const CLUSTER_TRUST_BUNDLES = {
  group: 'certificates.k8s.io',
  kind: 'ClusterTrustBundle',
};

function notRead(ref: ObjectRef): Unknown {
  return {
    reason: 'NotRead',
    message: `It depends on ${describeRef(ref)}, which is not read here`,
    ref,
  };
}

/** What an object holds is kept from this product. */
export function withheld(ref: ObjectRef): Unknown {
  return {
    reason: ref.kind === 'Secret' ? 'SecretBytes' : 'ConfigMapBytes',
    message: `It depends on what ${describeRef(ref)} holds`,
    ref: refOfItem(ref),
  };
}

/**
 * Looks up an object a `SecretObjectReference` names. The ReferenceGrant must permit the kind the reference
 * says, whatever is looked up.
 */
function referencedObject(
  world: World,
  from: Referrer,
  reference: JsonObject,
  kind: 'Secret' | 'ConfigMap',
): ReferencedObject {
  const group = stringAt(reference, 'group') ?? '';
  if (group !== '') {
    return {
      state: 'invalid',
      message: `A reference to a ${kind} may name no group, but names ${group}`,
    };
  }
  // An empty namespace is looked up as it is, and not found (Envoy Gateway only defaults an absent one).
  const namespace = stringAt(reference, 'namespace') ?? from.namespace;
  const ref = {
    group: '',
    kind,
    namespace,
    name: stringAt(reference, 'name') ?? '',
  };
  const permitted = { ...ref, kind: stringAt(reference, 'kind') ?? kind };
  if (namespace !== '' && !world.permits(from, permitted)) {
    return {
      state: 'invalid',
      message: `No ReferenceGrant permits the reference to ${describeRef(ref)}`,
    };
  }
  const item = world.lookup(ref);
  if (item === 'unread') {
    return { state: 'unknown', unknown: notRead(ref) };
  }
  if (item === 'missing') {
    return { state: 'invalid', message: `${describeRef(ref)} does not exist` };
  }
  return { state: 'found', item };
}

/** The Secret a reference names. Envoy Gateway lets `kind` be `ConfigMap` here, and looks for a Secret all the same. */
export function referencedSecret(
  world: World,
  from: Referrer,
  reference: JsonObject,
): ReferencedObject {
  const kind = stringAt(reference, 'kind') ?? 'Secret';
  if (kind !== 'Secret' && kind !== 'ConfigMap') {
    return {
      state: 'invalid',
      message: `A reference to a Secret cannot be of kind ${kind}`,
    };
  }
  return referencedObject(world, from, reference, 'Secret');
}

/** The first of the keys that is there, or the only one there is. */
function presentKey(item: Item, keys: readonly string[]): string | undefined {
  const present = dataKeys(item);
  return (
    keys.find(key => present.includes(key)) ??
    (present.length === 1 ? present[0] : undefined)
  );
}

function trustBundle(world: World, name: string): ReferencedData {
  const ref = { ...CLUSTER_TRUST_BUNDLES, name };
  const item = world.lookup(ref);
  if (item === 'unread') {
    return { state: 'unknown', unknown: notRead(ref) };
  }
  if (item === 'missing') {
    return { state: 'invalid', message: `${describeRef(ref)} does not exist` };
  }
  return {
    state: 'found',
    data: stringAt(item.spec, 'trustBundle') ?? '',
    object: ref,
  };
}

/**
 * What stands in a Secret or ConfigMap at one of the keys (or its only key), or in a ClusterTrustBundle: how
 * Envoy Gateway reads CA certificates and revocation lists.
 */
export function referencedData(
  world: World,
  from: Referrer,
  reference: JsonObject,
  keys: readonly string[],
): ReferencedData {
  const kind = stringAt(reference, 'kind') ?? 'Secret';
  if (kind === CLUSTER_TRUST_BUNDLES.kind) {
    return trustBundle(world, stringAt(reference, 'name') ?? '');
  }
  if (kind !== 'Secret' && kind !== 'ConfigMap') {
    return {
      state: 'invalid',
      message: `References to kind ${kind} are not supported here`,
    };
  }
  const found = referencedObject(world, from, reference, kind);
  if (found.state !== 'found') {
    return found;
  }
  const { item } = found;
  const object = {
    group: '',
    kind,
    namespace: item.namespace,
    name: item.name,
  };
  const key = presentKey(item, keys);
  if (key === undefined || !hasData(item, key)) {
    return {
      state: 'invalid',
      message: `${describeRef(object)} has nothing at ${keys.join(
        ' or ',
      )}, and not exactly one entry`,
    };
  }
  const data = dataText(item, key);
  return data === undefined
    ? { state: 'unknown', unknown: withheld(object) }
    : { state: 'found', data, object };
}

/** References of a list, as objects; anything else in it counts as an empty reference. */
export function asReference(value: unknown): JsonObject {
  return objectAt(value) ?? {};
}
