import { isJsonObject, JsonStep } from '../../json';
import { Structural } from './structural';

/** Whether two JSON values are the same; fields may be in any order. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameJson(item, b[index]))
    );
  }
  if (!isJsonObject(a) || !isJsonObject(b)) {
    return false;
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      key =>
        Object.prototype.hasOwnProperty.call(b, key) &&
        sameJson(a[key], b[key]),
    )
  );
}

function scalarKey(item: unknown, keys: readonly string[]): string {
  return JSON.stringify(
    keys.map(key => (isJsonObject(item) ? item[key] : undefined) ?? null),
  );
}

/**
 * The old value that corresponds to an item of a new one: fields by name, items of lists that are maps by key;
 * items of other lists have none (upstream `cel/common.CorrelatedObject`).
 */
export function correlated(
  step: JsonStep,
  value: unknown,
  old: unknown,
  schema: Structural | undefined,
): unknown {
  if (typeof step === 'string') {
    return isJsonObject(old) ? old[step] : undefined;
  }
  if (
    schema?.listType !== 'map' ||
    !Array.isArray(value) ||
    !Array.isArray(old)
  ) {
    return undefined;
  }
  const key = scalarKey(value[step], schema.listMapKeys);
  return old.find(item => scalarKey(item, schema.listMapKeys) === key);
}

export function schemaAt(
  step: JsonStep,
  schema: Structural | undefined,
): Structural | undefined {
  if (typeof step === 'number') {
    return schema?.items;
  }
  const additional = schema?.additional;
  return (
    schema?.properties.get(step) ??
    (additional === 'any' ? undefined : additional)
  );
}

/**
 * Whether the value at a path, or something around it, is as it was: what was wrong with it before may stay
 * (Kubernetes calls it ratcheting).
 */
export function isUnchanged(
  path: readonly JsonStep[],
  value: unknown,
  old: unknown,
  schema: Structural,
): boolean {
  let current = { value, old, schema: schema as Structural | undefined };
  for (const step of path) {
    if (sameJson(current.value, current.old)) {
      return true;
    }
    const before = correlated(step, current.value, current.old, current.schema);
    if (before === undefined) {
      return false;
    }
    current = {
      value: (current.value as Record<JsonStep, unknown>)[step],
      old: before,
      schema: schemaAt(step, current.schema),
    };
  }
  return sameJson(current.value, current.old);
}
