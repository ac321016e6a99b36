import {
  KubernetesObject,
  ObjectMeta,
  ResourceKind,
} from '@envoy-gateway-portal/gateway-model';

/**
 * A kind the sandbox's API server serves.
 *
 * @public
 */
export interface ServedKind extends ResourceKind {
  shortNames: string[];
  /** Whether status is written on its own, by `/status`. */
  statusSubresource: boolean;
}

/**
 * Which fields one manager applied, in the API server's own notation (`f:name` nests).
 *
 * @public
 */
export interface FieldsV1 {
  [field: `f:${string}`]: FieldsV1;
}

/** @public */
export interface ManagedFields {
  manager: string;
  operation: 'Apply';
  apiVersion: string;
  time: string;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldsV1;
}

/** @public */
export interface StoredMeta extends ObjectMeta {
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
  finalizers?: string[];
  managedFields?: ManagedFields[];
}

/**
 * An object as the store holds it. Never changed in place: a new version is a new value.
 *
 * @public
 */
export interface StoredObject extends KubernetesObject {
  metadata: StoredMeta;
}

/**
 * One change, and what stood before it, so that a list can be taken back in time.
 *
 * @public
 */
export type StoreEvent = {
  resourceVersion: number;
  kind: ServedKind;
} & (
  | { type: 'ADDED'; object: StoredObject; previous?: undefined }
  | { type: 'MODIFIED'; object: StoredObject; previous: StoredObject }
  /** `object` is the last state, with the resourceVersion of its deletion. */
  | { type: 'DELETED'; object: StoredObject; previous: StoredObject }
);

/**
 * Thrown when the history asked for has been compacted.
 *
 * @public
 */
export class CompactedError extends Error {
  constructor(readonly requested: number, readonly oldest: number) {
    super(`too old resource version: ${requested} (${oldest})`);
  }
}
