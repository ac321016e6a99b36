/**
 * A JSON object as it came from a cluster or a manifest.
 *
 * @public
 */
export type JsonObject = Record<string, unknown>;

/**
 * A step into JSON: a field name, or a position in a list.
 *
 * @public
 */
export type JsonStep = string | number;

/** @public */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own fields only, so that `__proto__` and friends say nothing; `null` counts as absent, as in Kubernetes. */
function step(value: unknown, key: JsonStep): unknown {
  if (typeof key === 'number') {
    return Array.isArray(value) ? value[key] ?? undefined : undefined;
  }
  if (
    !isJsonObject(value) ||
    !Object.prototype.hasOwnProperty.call(value, key)
  ) {
    return undefined;
  }
  return value[key] ?? undefined;
}

/**
 * The value at a path, or `undefined` where the way ends. Never throws.
 *
 * @public
 */
export function at(value: unknown, ...path: readonly JsonStep[]): unknown {
  let current: unknown = value ?? undefined;
  for (const key of path) {
    current = step(current, key);
    if (current === undefined) {
      return undefined;
    }
  }
  return current;
}

/**
 * The object at a path; anything else counts as absent.
 *
 * @public
 */
export function objectAt(
  value: unknown,
  ...path: readonly JsonStep[]
): JsonObject | undefined {
  const found = at(value, ...path);
  return isJsonObject(found) ? found : undefined;
}

/**
 * The list at a path; anything else counts as empty.
 *
 * @public
 */
export function listAt(
  value: unknown,
  ...path: readonly JsonStep[]
): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/**
 * The string at a path; anything else counts as absent.
 *
 * @public
 */
export function stringAt(
  value: unknown,
  ...path: readonly JsonStep[]
): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/**
 * The finite number at a path; anything else counts as absent.
 *
 * @public
 */
export function numberAt(
  value: unknown,
  ...path: readonly JsonStep[]
): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found)
    ? found
    : undefined;
}

/**
 * The boolean at a path; anything else counts as absent.
 *
 * @public
 */
export function booleanAt(
  value: unknown,
  ...path: readonly JsonStep[]
): boolean | undefined {
  const found = at(value, ...path);
  return typeof found === 'boolean' ? found : undefined;
}

/**
 * The strings of the list at a path; other items are left out.
 *
 * @public
 */
export function stringsAt(
  value: unknown,
  ...path: readonly JsonStep[]
): readonly string[] {
  return listAt(value, ...path).filter(
    (item): item is string => typeof item === 'string',
  );
}
