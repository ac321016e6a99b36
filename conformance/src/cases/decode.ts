import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';

/** Names and values of headers and parameters are strings to Go, however YAML reads them. */
function withTextValues(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withTextValues);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const named = stringAt(value, 'name') !== undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const scalar = typeof inner === 'number' || typeof inner === 'boolean';
      return named && key === 'value' && scalar
        ? [key, String(inner)]
        : [key, withTextValues(inner)];
    }),
  );
}

/** Maps whose keys are nobody's field names. */
const MAPS = new Set([
  'annotations',
  'attributes',
  'config',
  'customTags',
  'json',
  'labels',
  'matchLabels',
  'nodeSelector',
  'options',
  'resourceAttributes',
  'resources',
  'tags',
  'value',
]);

/** A field's name as Go's API has it, where a case begins it with a capital: Go's decoder does not mind. */
function fieldName(key: string): string {
  const capitals = /^[A-Z]+/.exec(key)?.[0] ?? '';
  const initials =
    capitals.length > 1 && capitals.length < key.length
      ? capitals.slice(0, -1)
      : capitals;
  return initials.toLowerCase() + key.slice(initials.length);
}

function withFieldNames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withFieldNames);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      fieldName(key),
      MAPS.has(key) ? inner : withFieldNames(inner),
    ]),
  );
}

function gateway(spec: JsonObject): JsonObject {
  return {
    ...spec,
    listeners: listAt(spec, 'listeners').map(listener =>
      isJsonObject(listener) ? { name: '', ...listener } : listener,
    ),
  };
}

const CLUSTER_SCOPED = new Set([
  'ClusterTrustBundle',
  'GatewayClass',
  'Namespace',
]);

/** Stands for the empty namespace, which no cluster has. */
const NOWHERE = 'nowhere';

/** An object that names no namespace is where only its like find it. */
export function withNamespace(object: JsonObject): JsonObject {
  return CLUSTER_SCOPED.has(stringAt(object, 'kind') ?? '')
    ? object
    : {
        ...object,
        metadata: { namespace: NOWHERE, ...objectAt(object, 'metadata') },
      };
}

/**
 * Some cases hold what no API server would let in, and Go's decoder reads all the same: what is absent is
 * empty there, and a number may stand for a text.
 */
export function asGoDecodes(given: JsonObject): JsonObject {
  const object = withNamespace(given);
  const spec = withTextValues(withFieldNames(object.spec));
  if (!isJsonObject(spec)) {
    return object;
  }
  return { ...object, spec: object.kind === 'Gateway' ? gateway(spec) : spec };
}
