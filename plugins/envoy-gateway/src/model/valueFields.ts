import { EffectiveValueView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/** The parts of an effective value that tell what it is. */
export type FieldValue = Pick<EffectiveValueView, 'path' | 'value'>;

/** `rateLimit` of `rateLimit.local.rules[0].limit.requests`. */
export function topField(path: string): string {
  return path.split(/[.[]/, 1)[0];
}

/** The JSON of a value; undefined when it was cut or is none. */
export function parsedValue(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** A value as people read it: text without its quotation marks, lists with commas, anything else as JSON. */
export function valueText(value: string): string {
  const parsed = parsedValue(value);
  if (typeof parsed === 'string' && parsed !== '') {
    return parsed;
  }
  return Array.isArray(parsed) && parsed.length > 0 && parsed.every(isScalar)
    ? parsed.map(String).join(', ')
    : value;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Values by path, read as what they should be; anything else counts as absent. */
export interface ValueFields {
  text(path: string): string | undefined;
  texts(path: string): string[];
  count(path: string): number | undefined;
  isTrue(path: string): boolean;
  has(path: string): boolean;
  /** The paths of a list's elements, in order. */
  elements(path: string): string[];
}

/** Reads values by their paths. */
export function valueFields(values: readonly FieldValue[]): ValueFields {
  const byPath = new Map(
    values.map(({ path, value }) => [path, parsedValue(value)]),
  );
  return {
    text: path => {
      const value = byPath.get(path);
      return typeof value === 'string' ? value : undefined;
    },
    texts: path => {
      const value = byPath.get(path);
      return Array.isArray(value)
        ? value.filter((item): item is string => typeof item === 'string')
        : [];
    },
    count: path => {
      const value = byPath.get(path);
      return typeof value === 'number' ? value : undefined;
    },
    isTrue: path => byPath.get(path) === true,
    has: path =>
      values.some(
        value =>
          value.path === path ||
          value.path.startsWith(`${path}.`) ||
          value.path.startsWith(`${path}[`),
      ),
    elements: path => {
      const start = `${path}[`;
      const found = values
        .filter(value => value.path.startsWith(start))
        .map(value => {
          const end = value.path.indexOf(']', start.length);
          return value.path.slice(0, end + 1);
        });
      return [...new Set(found)];
    },
  };
}

/** The single values within a value that is told as a whole. One that cannot be looked into stays whole. */
export function spreadValue({ path, value }: FieldValue): FieldValue[] {
  const parsed = parsedValue(value);
  return parsed === undefined ? [{ path, value }] : spread(path, parsed);
}

function spread(path: string, value: unknown): FieldValue[] {
  if (typeof value !== 'object' || value === null) {
    return [{ path, value: JSON.stringify(value) }];
  }
  if (Array.isArray(value) && value.every(isScalar)) {
    return [{ path, value: JSON.stringify(value) }];
  }
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => spread(`${path}[${index}]`, item))
    : Object.entries(value).flatMap(([key, item]) =>
        spread(`${path}.${key}`, item),
      );
  return inside.length > 0 ? inside : [{ path, value: JSON.stringify(value) }];
}
