import { ResourceKind } from '@envoy-gateway-portal/gateway-model';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object as it is kept: named, of its kind, without bookkeeping. */
export interface ListedObject {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown> & { name: string };
  [field: string]: unknown;
}

/**
 * Makes what the API server sent ready to be kept: items of built-in lists do not name their kind, and
 * `managedFields` and the last applied configuration, often half of an object, are read by nobody here.
 *
 * @returns `undefined` for what has no name, and so cannot be told from other objects
 */
export function pruneObject(
  raw: unknown,
  { group, kind }: ResourceKind,
  version: string,
): ListedObject | undefined {
  if (!isRecord(raw) || !isRecord(raw.metadata)) {
    return undefined;
  }
  const { managedFields: _, ...metadata } = raw.metadata;
  if (typeof metadata.name !== 'string' || metadata.name === '') {
    return undefined;
  }
  if (isRecord(metadata.annotations) && LAST_APPLIED in metadata.annotations) {
    const { [LAST_APPLIED]: __, ...annotations } = metadata.annotations;
    metadata.annotations = annotations;
  }
  return {
    ...raw,
    apiVersion: group ? `${group}/${version}` : version,
    kind,
    metadata: metadata as ListedObject['metadata'],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
