/** A change to a manifest: paths with dots, numbers for positions; `undefined` removes. */
export type Edits = Record<string, unknown>;

type Json = Record<string | number, unknown>;

/** A copy of a manifest with some fields set otherwise. */
export function edited<T extends object>(manifest: T, edits: Edits): T {
  const copy = structuredClone(manifest);
  for (const [path, value] of Object.entries(edits)) {
    const steps = path
      .split('.')
      .map(step => (/^\d+$/.test(step) ? Number(step) : step));
    const last = steps[steps.length - 1];
    let current = copy as Json;
    for (const step of steps.slice(0, -1)) {
      current[step] ??= {};
      current = current[step] as Json;
    }
    if (value === undefined) {
      delete current[last];
    } else {
      current[last] = value;
    }
  }
  return copy;
}

/** Every place of a JSON value, as the steps to it. */
export function places(
  value: unknown,
  at: Array<string | number> = [],
): Array<Array<string | number>> {
  if (typeof value !== 'object' || value === null) {
    return [at];
  }
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => places(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) =>
        places(item, [...at, key]),
      );
  return [at, ...below];
}
