import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { apiVersionOf } from '../store/servedKinds';
import { ServedKind } from '../store/types';
import { isRecord } from './plainJson';
import { badRequest } from './statusError';

/** Which object a request is about, as its URL says. */
export interface ObjectAddress {
  kind: ServedKind;
  namespace?: string;
  /** Absent where the body names the object (create). */
  name?: string;
}

/** A field set to null says nothing about it. */
function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, dropNulls(item)]),
  );
}

/**
 * Reads the body of a write: it must be of the kind, namespace and name that the URL says.
 *
 * @throws StatusError 400
 */
export function readInput(
  input: unknown,
  address: ObjectAddress,
): KubernetesObject {
  const { kind, namespace, name } = address;
  const body = dropNulls(input);
  if (!isRecord(body)) throw badRequest('the request body must be an object');
  if (body.kind !== kind.kind) {
    throw badRequest(
      `the kind in the data (${String(
        body.kind,
      )}) does not match the expected kind (${kind.kind})`,
    );
  }
  const expected = kind.versions.map(version => apiVersionOf(kind, version));
  if (!expected.includes(String(body.apiVersion))) {
    throw badRequest(
      `the API version in the data (${String(
        body.apiVersion,
      )}) does not match the expected API version (${expected[0]})`,
    );
  }
  const metadata = isRecord(body.metadata) ? body.metadata : {};
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (name !== undefined && (metadata.name ?? name) !== name) {
    throw badRequest(
      `the name of the object (${String(
        metadata.name,
      )}) does not match the name on the URL (${name})`,
    );
  }
  return {
    ...body,
    apiVersion: String(body.apiVersion),
    kind: kind.kind,
    metadata: {
      ...metadata,
      name: (metadata.name ?? name) as string,
      namespace: kind.namespaced ? namespace : undefined,
    },
  };
}
