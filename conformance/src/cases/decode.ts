import {
  at,
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

function route(object: JsonObject): JsonObject {
  return {
    ...object,
    spec: {
      ...objectAt(object, 'spec'),
      rules: withTextValues(at(object, 'spec', 'rules')),
    },
  };
}

/** Fields that cases write with a capital: Go's decoder does not mind. */
const CAPITALIZED = new Map(
  ['group', 'kind', 'name', 'namespace', 'port', 'path', 'weight'].map(name => [
    name.charAt(0).toUpperCase() + name.slice(1),
    name,
  ]),
);

function withFieldNames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withFieldNames);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      CAPITALIZED.get(key) ?? key,
      // What a Wasm plugin is configured with is its own.
      key === 'config' ? inner : withFieldNames(inner),
    ]),
  );
}

function gateway(object: JsonObject): JsonObject {
  return {
    ...object,
    spec: {
      ...objectAt(object, 'spec'),
      listeners: listAt(object, 'spec', 'listeners').map(listener =>
        isJsonObject(listener) ? { name: '', ...listener } : listener,
      ),
    },
  };
}

/**
 * Some cases hold what no API server would let in, and Go's decoder reads all the same: what is absent is
 * empty there, and a number may stand for a text.
 */
export function asGoDecodes(object: JsonObject): JsonObject {
  switch (object.kind) {
    case 'Gateway':
      return gateway(object);
    case 'HTTPRoute':
    case 'GRPCRoute':
      return route(object);
    case 'SecurityPolicy':
    case 'EnvoyExtensionPolicy':
    case 'ClientTrafficPolicy':
      return { ...object, spec: withFieldNames(at(object, 'spec')) };
    default:
      return object;
  }
}
