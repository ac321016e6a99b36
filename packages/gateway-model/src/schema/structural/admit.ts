import { isJsonObject, JsonObject } from '../../json';
import { joinPath } from '../path';
import { Structural } from './structural';

/** Fields of every object, which schemas need not name. */
export const TYPE_AND_META: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata',
]);

/** Without a prototype, so that a field `__proto__` is a field like any other. */
export function emptyObject(): JsonObject {
  return Object.create(null);
}

export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copyJson);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const copy = emptyObject();
  for (const key of Object.keys(value)) {
    copy[key] = copyJson(value[key]);
  }
  return copy;
}

/**
 * A copy of an object as the API server would keep it: unknown fields pruned, nulls removed that mean nothing,
 * defaults filled in (upstream `schema/pruning`, `schema/defaulting`).
 *
 * @param onUnknown - told the path of each field that is dropped
 */
export function admit(
  object: JsonObject,
  schema: Structural,
  onUnknown: (path: string) => void,
): JsonObject {
  const admitted = pruned(
    object,
    { ...schema, embedded: true },
    '',
    onUnknown,
  ) as JsonObject;
  fillDefaults(admitted, schema);
  return admitted;
}

function pruned(
  value: unknown,
  schema: Structural | undefined,
  path: string,
  onUnknown: (path: string) => void,
): unknown {
  const keepUnknown = schema?.preserveUnknown === true;
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const step = joinPath(path, index);
      return keepUnknown
        ? kept(item, schema.items, step, onUnknown)
        : pruned(item, schema?.items, step, onUnknown);
    });
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return prunedObject(value, schema, keepUnknown, path, onUnknown);
}

/** Below a schema that preserves unknown fields, everything stays but what a field's own schema prunes. */
function kept(
  value: unknown,
  schema: Structural | undefined,
  path: string,
  onUnknown: (path: string) => void,
): unknown {
  if (!schema) {
    return copyJson(value);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      kept(item, schema.items, joinPath(path, index), onUnknown),
    );
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return prunedObject(value, schema, true, path, onUnknown);
}

function prunedObject(
  value: JsonObject,
  schema: Structural | undefined,
  keepUnknown: boolean,
  path: string,
  onUnknown: (path: string) => void,
): JsonObject {
  const copy = emptyObject();
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (schema?.embedded && TYPE_AND_META.has(key)) {
      copy[key] = copyJson(item);
      continue;
    }
    const property = schema?.properties.get(key);
    const additional = property ? undefined : schema?.additional;
    if (!property && !additional) {
      if (keepUnknown) {
        copy[key] = copyJson(item);
      } else {
        onUnknown(joinPath(path, key));
      }
      continue;
    }
    // `additionalProperties: true` says nothing of what is inside, and all of it is pruned.
    const own = property ?? (additional === 'any' ? undefined : additional);
    const meaningless =
      item === null && own && !own.nullable && own.default === undefined;
    if (!meaningless) {
      copy[key] = pruned(item, own, joinPath(path, key), onUnknown);
    }
  }
  return copy;
}

function needsDefault(value: unknown, schema: Structural): boolean {
  return value === undefined || (value === null && !schema.nullable);
}

function fillDefaults(value: unknown, schema: Structural): void {
  if (!schema.has.defaults) {
    return;
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items) {
      return;
    }
    value.forEach((item, index) => {
      if (items.default !== undefined && needsDefault(item, items)) {
        value[index] = copyJson(items.default);
      }
      fillDefaults(value[index], items);
    });
    return;
  }
  if (!isJsonObject(value)) {
    return;
  }
  for (const [key, property] of schema.properties) {
    if (property.default !== undefined && needsDefault(value[key], property)) {
      value[key] = copyJson(property.default);
    }
    if (value[key] !== undefined) {
      fillDefaults(value[key], property);
    }
  }
  const { additional } = schema;
  if (additional && additional !== 'any') {
    for (const key of Object.keys(value)) {
      if (!schema.properties.has(key)) {
        if (
          additional.default !== undefined &&
          needsDefault(value[key], additional)
        ) {
          value[key] = copyJson(additional.default);
        }
        fillDefaults(value[key], additional);
      }
    }
  }
}
