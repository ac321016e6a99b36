/**
 * Thrown inside this folder only, and caught by `parseResource`: where an object cannot be
 * understood, and why.
 */
export class UnreadableField extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path || 'object'} ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/** A plain JSON object whose own fields alone are read, so that `__proto__` and friends say nothing. */
export type Fields = Record<string, unknown>;

export function typeName(value: unknown): string {
  if (value === undefined || value === null) {
    return 'missing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    return 'an object';
  }
  return `a ${typeof value}`;
}

function expected(path: string, what: string, value: unknown): UnreadableField {
  return new UnreadableField(path, `must be ${what}, is ${typeName(value)}`);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own field `key`; `null` counts as absent, as it does for the API server. */
export function field(fields: Fields, key: string): unknown {
  if (!Object.prototype.hasOwnProperty.call(fields, key)) {
    return undefined;
  }
  const value = fields[key];
  return value === null ? undefined : value;
}

export function join(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) {
    return `${path}[${JSON.stringify(shorten(key))}]`;
  }
  return path ? `${path}.${key}` : key;
}

/** Names from a cluster appear in messages; a hostile one shall not fill them. */
export function shorten(text: string, limit = 80): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}

export function asFields(value: unknown, path: string): Fields {
  if (!isFields(value)) {
    throw expected(path, 'an object', value);
  }
  return value;
}

export function asString(value: unknown, path: string): string {
  if (typeof value !== 'string') {
    throw expected(path, 'a string', value);
  }
  return value;
}

export function asName(value: unknown, path: string): string {
  const name = asString(value, path);
  if (name === '') {
    throw new UnreadableField(path, 'must not be empty');
  }
  return name;
}

export function asInteger(value: unknown, path: string): number {
  if (typeof value !== 'number') {
    throw expected(path, 'a number', value);
  }
  if (!Number.isSafeInteger(value)) {
    throw new UnreadableField(path, `must be a whole number, is ${value}`);
  }
  return value;
}

export function asOneOf<T extends string>(
  value: unknown,
  path: string,
  allowed: readonly T[],
): T {
  const text = asString(value, path);
  const found = allowed.find(one => one === text);
  if (found === undefined) {
    throw new UnreadableField(
      path,
      `must be one of ${allowed.join(', ')}, is ${JSON.stringify(
        shorten(text),
      )}`,
    );
  }
  return found;
}

export function optionalFields(
  fields: Fields,
  key: string,
  path: string,
): Fields | undefined {
  const value = field(fields, key);
  return value === undefined ? undefined : asFields(value, join(path, key));
}

export function optionalString(
  fields: Fields,
  key: string,
  path: string,
): string | undefined {
  const value = field(fields, key);
  return value === undefined ? undefined : asString(value, join(path, key));
}

export function optionalInteger(
  fields: Fields,
  key: string,
  path: string,
): number | undefined {
  const value = field(fields, key);
  return value === undefined ? undefined : asInteger(value, join(path, key));
}

export function requiredName(fields: Fields, key: string, path: string) {
  return asName(field(fields, key), join(path, key));
}

export function requiredString(fields: Fields, key: string, path: string) {
  return asString(field(fields, key), join(path, key));
}

export function requiredFields(fields: Fields, key: string, path: string) {
  return asFields(field(fields, key), join(path, key));
}

/** Reads a list item by item; an absent list is empty. */
export function list<T>(
  fields: Fields,
  key: string,
  path: string,
  read: (item: unknown, path: string) => T,
): T[] {
  const value = field(fields, key);
  if (value === undefined) {
    return [];
  }
  const at = join(path, key);
  if (!Array.isArray(value)) {
    throw expected(at, 'a list', value);
  }
  return value.map((item, index) => read(item, `${at}[${index}]`));
}

/** Reads a map of strings; the map itself is kept, not copied. */
export function stringMap(
  fields: Fields,
  key: string,
  path: string,
): Record<string, string> | undefined {
  const map = optionalFields(fields, key, path);
  if (map === undefined) {
    return undefined;
  }
  for (const name of Object.keys(map)) {
    if (typeof map[name] !== 'string') {
      throw expected(join(join(path, key), name), 'a string', map[name]);
    }
  }
  return map as Record<string, string>;
}

/** Leaves out keys without a value, so that absent fields are absent. */
export function compact<T extends object>(value: T): T {
  for (const key of Object.keys(value) as Array<keyof T>) {
    if (value[key] === undefined) {
      delete value[key];
    }
  }
  return value;
}
