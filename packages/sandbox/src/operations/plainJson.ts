/** What a client may send is JSON of bounded size; these bounds are far above any real object. */
const MAX_DEPTH = 64;
const MAX_VALUES = 200_000;

/**
 * Copies a parsed value as plain JSON.
 *
 * @throws Error naming the path of what is not plain JSON: dates, infinite numbers, `__proto__` keys,
 * or more than a sane object's depth and number of values (what an expanded YAML alias bomb is)
 */
export function toPlainJson(input: unknown): unknown {
  let values = 0;

  function copy(value: unknown, path: string, depth: number): unknown {
    values += 1;
    if (values > MAX_VALUES) {
      throw new Error(`The document has more than ${MAX_VALUES} values`);
    }
    if (depth > MAX_DEPTH) {
      throw new Error(`${path} is nested deeper than ${MAX_DEPTH} levels`);
    }
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        throw new Error(`${path} is not a finite number`);
      case 'object':
        break;
      default:
        throw new Error(`${path} is a ${typeof value}, not JSON`);
    }
    // JSON's null is kept where it stands: in patches it means removal.
    if (value === null) return value;
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        copy(item, `${path}[${index}]`, depth + 1),
      );
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype) {
      throw new Error(`${path} is not a plain object`);
    }
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => {
        if (key === '__proto__') throw new Error(`${path} has a forbidden key`);
        return [key, copy(item, path ? `${path}.${key}` : key, depth + 1)];
      }),
    );
  }

  return copy(input, '', 0);
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
