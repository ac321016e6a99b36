import { at, booleanAt, JsonObject, listAt, objectAt, stringAt } from '../json';

/** One version of a kind, as its CRD defines it. */
export interface CrdVersion {
  name: string;
  served: boolean;
  /** Status is written by a request of its own, and ignored in any other. */
  hasStatus: boolean;
  schema: JsonObject;
  preserveUnknown: boolean;
}

export interface Crd {
  name: string;
  group: string;
  kind: string;
  namespaced: boolean;
  versions: CrdVersion[];
}

/** Whether an object is a CustomResourceDefinition. @public */
export function isCrd(object: unknown): boolean {
  return (
    stringAt(object, 'kind') === 'CustomResourceDefinition' &&
    (stringAt(object, 'apiVersion') ?? '').startsWith('apiextensions.k8s.io/')
  );
}

/** Reads a CustomResourceDefinition (`apiextensions.k8s.io/v1`), or says why it cannot. */
export function readCrd(object: unknown): Crd | { reason: string } {
  if (!isCrd(object)) {
    return { reason: 'it is not a CustomResourceDefinition' };
  }
  if (stringAt(object, 'apiVersion') !== 'apiextensions.k8s.io/v1') {
    return { reason: 'only apiextensions.k8s.io/v1 is understood' };
  }
  const group = stringAt(object, 'spec', 'group');
  const kind = stringAt(object, 'spec', 'names', 'kind');
  if (group === undefined || kind === undefined) {
    return { reason: 'it names no group and kind' };
  }
  const preserveUnknown =
    booleanAt(object, 'spec', 'preserveUnknownFields') ?? false;
  const versions = listAt(object, 'spec', 'versions').flatMap(version => {
    const name = stringAt(version, 'name');
    const schema = objectAt(version, 'schema', 'openAPIV3Schema');
    return name === undefined || schema === undefined
      ? []
      : [
          {
            name,
            served: booleanAt(version, 'served') ?? false,
            hasStatus: at(version, 'subresources', 'status') !== undefined,
            schema,
            preserveUnknown,
          },
        ];
  });
  if (versions.length === 0) {
    return { reason: 'it has no version with a schema' };
  }
  return {
    name: stringAt(object, 'metadata', 'name') ?? `${kind}.${group}`,
    group,
    kind,
    namespaced: stringAt(object, 'spec', 'scope') !== 'Cluster',
    versions,
  };
}
