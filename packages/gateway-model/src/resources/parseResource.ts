import { readNamespace, readReferenceGrant, readService } from './core';
import { readGateway, readGatewayClass } from './gateway';
import { readHTTPRoute } from './httpRoute';
import { readMetadata } from './metadata';
import { groupOf, kindKey } from './objectRef';
import { POLICY_KINDS, readPolicy } from './policy';
import {
  asName,
  field,
  Fields,
  isFields,
  typeName,
  UnreadableField,
} from './read';
import { ENVOY_GATEWAY_GROUP, GATEWAY_API_GROUP } from './references';
import {
  KubernetesObject,
  ObjectMeta,
  ObjectRef,
  Resource,
  UnreadableObject,
} from './types';

type Reader = (object: KubernetesObject, metadata: ObjectMeta) => Resource;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [`${GATEWAY_API_GROUP}/HTTPRoute`, readHTTPRoute],
  [`${GATEWAY_API_GROUP}/Gateway`, readGateway],
  [`${GATEWAY_API_GROUP}/GatewayClass`, readGatewayClass],
  [`${GATEWAY_API_GROUP}/ReferenceGrant`, readReferenceGrant],
  ['/Service', readService],
  ['/Namespace', readNamespace],
  ...POLICY_KINDS.map((kind): [string, Reader] => [
    `${ENVOY_GATEWAY_GROUP}/${kind}`,
    (object, metadata) => readPolicy(kind, object, metadata),
  ]),
]);

/** What can be told of an object's identity, however broken it is. */
function identityOf(fields: Fields): ObjectRef {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const metadata = field(fields, 'metadata');
  const ref: ObjectRef = {
    group: groupOf(text(field(fields, 'apiVersion'))),
    kind: text(field(fields, 'kind')),
    name: isFields(metadata) ? text(field(metadata, 'name')) : '',
  };
  const namespace = isFields(metadata) && text(field(metadata, 'namespace'));
  if (namespace) {
    ref.namespace = namespace;
  }
  return ref;
}

/**
 * Reads an object as it came from an API server or a manifest. Loosely: fields this product does not
 * know are kept in `object`, and unreadable status is no status. What the object means must be
 * understood whole, though: a wrong type in a field that matters gives an error with its path,
 * never an exception and never half a route. Kinds without a reading of their own are returned as
 * they came.
 *
 * @public
 */
export function parseResource(
  input: unknown,
): { resource: Resource | KubernetesObject } | { error: UnreadableObject } {
  if (!isFields(input)) {
    return {
      error: {
        ref: { group: '', kind: '', name: '' },
        path: '',
        reason: `must be an object, is ${typeName(input)}`,
      },
    };
  }
  const ref = identityOf(input);
  let metadata: ObjectMeta | undefined;
  try {
    asName(field(input, 'apiVersion'), 'apiVersion');
    asName(field(input, 'kind'), 'kind');
    metadata = readMetadata(input);
    const object = input as KubernetesObject;
    const read = READERS.get(kindKey(ref));
    return { resource: read ? read(object, metadata) : object };
  } catch (error) {
    if (!(error instanceof UnreadableField)) {
      throw error;
    }
    const unreadable: UnreadableObject = {
      ref,
      path: error.path,
      reason: error.reason,
    };
    if (metadata) {
      unreadable.metadata = metadata;
    }
    return { error: unreadable };
  }
}
