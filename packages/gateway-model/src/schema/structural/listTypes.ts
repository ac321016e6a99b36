import { isJsonObject, JsonObject } from '../../json';
import { describePath } from '../path';
import { SchemaProblem } from '../types';
import { JsonStep } from '../../json';
import { Structural } from './structural';

/** Equal texts for equal values: fields in order of their names. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (isJsonObject(value)) {
    return `{${Object.keys(value)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

function keyOf(item: unknown, keys: readonly string[]): JsonObject {
  const key: JsonObject = {};
  for (const field of keys) {
    if (isJsonObject(item) && item[field] !== undefined) {
      key[field] = item[field];
    }
  }
  return key;
}

function repeats(
  list: readonly unknown[],
  schema: Structural,
  path: readonly JsonStep[],
): SchemaProblem[] {
  const isMap = schema.listType === 'map';
  const strange = isMap
    ? list.findIndex(item => item !== null && !isJsonObject(item))
    : -1;
  if (strange >= 0) {
    return [
      {
        kind: 'type',
        path: describePath([...path, strange]),
        message: 'must be an object: the list is a map by key',
      },
    ];
  }
  const seen = new Map<string, number>();
  const problems: SchemaProblem[] = [];
  list.forEach((item, index) => {
    const value = isMap ? keyOf(item, schema.listMapKeys) : item;
    const text = canonical(value);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times === 2) {
      problems.push({
        kind: 'duplicate',
        path: describePath([...path, index]),
        message: isMap
          ? `is there twice: ${schema.listMapKeys.join(' and ')} must be unique`
          : 'is there twice: the items must be unique',
        rule: isMap
          ? `x-kubernetes-list-map-keys: ${schema.listMapKeys.join(', ')}`
          : 'x-kubernetes-list-type: set',
      });
    }
  });
  return problems;
}

/** Items that are twice in lists that are sets, or maps by key (upstream `schema/listtype`). */
export function findDuplicates(
  value: unknown,
  schema: Structural,
  path: readonly JsonStep[] = [],
): SchemaProblem[] {
  if (!schema.has.listTypes) {
    return [];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return [
      ...(schema.listType === 'map' || schema.listType === 'set'
        ? repeats(value, schema, path)
        : []),
      ...(items?.has.listTypes
        ? value.flatMap((item, index) =>
            findDuplicates(item, items, [...path, index]),
          )
        : []),
    ];
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const { additional } = schema;
  return Object.keys(value).flatMap(key => {
    const own =
      schema.properties.get(key) ??
      (additional === 'any' ? undefined : additional);
    return own?.has.listTypes
      ? findDuplicates(value[key], own, [...path, key])
      : [];
  });
}
