import { FieldsV1 } from '../store/types';
import { sameJson } from '../store/objectComparison';
import { isRecord } from './plainJson';

type Json = Record<string, unknown>;
type FieldKey = `f:${string}`;

function childrenOf(fields: FieldsV1): Array<[string, FieldsV1]> {
  return Object.entries(fields).map(([key, child]) => [key.slice(2), child]);
}

/**
 * The fields an applied object states. Objects are taken apart; a list is one field, owned as a whole.
 */
export function fieldsOf(object: Json): FieldsV1 {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]): [FieldKey, FieldsV1] => [
      `f:${key}`,
      isRecord(value) ? fieldsOf(value) : {},
    ]),
  );
}

/** The fields of `a` that `b` does not have. */
function without(a: FieldsV1, b: FieldsV1): FieldsV1 {
  const left = Object.entries(a).flatMap(
    ([key, child]): Array<[string, FieldsV1]> => {
      const other = b[key as FieldKey];
      if (!other) return [[key, child]];
      const rest = without(child, other);
      return Object.keys(rest).length ? [[key, rest]] : [];
    },
  );
  return Object.fromEntries(left);
}

/** Takes the named fields out of an object, and the objects this leaves empty. */
function remove(object: Json, fields: FieldsV1): Json {
  const result = { ...object };
  for (const [key, child] of childrenOf(fields)) {
    const value = result[key];
    const leaf = Object.keys(child).length === 0;
    // An empty object that was applied, and that others have put something into since, stays.
    if (leaf && isRecord(value) && Object.keys(value).length) continue;
    if (leaf || !isRecord(value)) {
      delete result[key];
    } else {
      const rest = remove(value, child);
      if (Object.keys(rest).length) result[key] = rest;
      else delete result[key];
    }
  }
  return result;
}

/** Lays what is applied over what is there. */
function overlay(live: Json, applied: Json): Json {
  const entries = Object.entries(applied).map(
    ([key, value]): [string, unknown] => {
      const below = live[key];
      return [
        key,
        isRecord(value) && isRecord(below) ? overlay(below, value) : value,
      ];
    },
  );
  return { ...live, ...Object.fromEntries(entries) };
}

/**
 * The object after a manager applied its configuration: what it states is set, what it stated before,
 * states no more, and no other manager holds, is removed.
 */
export function mergeApplied(options: {
  live: Json;
  applied: Json;
  before: FieldsV1;
  others: FieldsV1[];
}): Json {
  const dropped = options.others.reduce(
    without,
    without(options.before, fieldsOf(options.applied)),
  );
  return overlay(remove(options.live, dropped), options.applied);
}

/** Paths of fields another manager holds with another value than the applied one. */
export function conflictingFields(
  live: unknown,
  applied: Json,
  held: FieldsV1,
  path: string = '',
): string[] {
  return childrenOf(held).flatMap(([key, child]) => {
    if (!(key in applied)) return [];
    const value = applied[key];
    const current = isRecord(live) ? live[key] : undefined;
    const at = `${path}.${key}`;
    if (isRecord(value) && isRecord(current)) {
      return conflictingFields(current, value, child, at);
    }
    return sameJson(value, current) ? [] : [at];
  });
}
