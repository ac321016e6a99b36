import {
  at,
  booleanAt,
  isJsonObject,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
  stringsAt,
} from '../../json';
import { NUMBER_FORMATS, STRING_FORMATS, UNJUDGED_FORMATS } from './formats';
import { goRegExp } from './goRegExp';

const MAX_DEPTH = 100;

/** Words that mean the same in JSON Schema as in a CRD. */
const SAME_NUMBERS = [
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxProperties',
  'minProperties',
  'multipleOf',
] as const;

/**
 * A CRD's schema in JSON Schema (draft 7), with what Kubernetes reads differently put in other words. Words that
 * do not restrict values are left out, and so is whatever could mean something to the validator but not to
 * Kubernetes.
 *
 * @param onUnknown - told of patterns that cannot be read and formats that are not judged; values are not held to them
 */
export function toJsonSchema(
  raw: JsonObject,
  onUnknown: (message: string) => void,
): JsonObject {
  const convert = (from: JsonObject, depth: number): JsonObject => {
    if (depth > MAX_DEPTH) {
      throw new Error('the schema is too deep');
    }
    const child = (value: unknown): JsonObject =>
      isJsonObject(value) ? convert(value, depth + 1) : {};

    const to: JsonObject = { ...typeOf(from), ...limitsOf(from) };
    const pattern = stringAt(from, 'pattern');
    if (pattern) {
      if (goRegExp(pattern)) {
        to.pattern = pattern;
      } else {
        onUnknown(`the pattern ${pattern} cannot be read`);
      }
    }
    const format = stringAt(from, 'format') ?? '';
    if (UNJUDGED_FORMATS.has(format)) {
      onUnknown(`the format ${format} is not known here`);
    }
    const values = listAt(from, 'enum');
    if (values.length > 0) {
      to.enum = values;
    }
    const required = stringsAt(from, 'required');
    if (required.length > 0) {
      to.required = [...new Set(required)];
    }
    const properties = Object.entries(objectAt(from, 'properties') ?? {});
    if (properties.length > 0) {
      to.properties = Object.fromEntries(
        properties.map(([name, value]) => [name, child(value)]),
      );
    }
    const additional = at(from, 'additionalProperties');
    if (isJsonObject(additional)) {
      to.additionalProperties = child(additional);
    }
    if (isJsonObject(from.items)) {
      to.items = child(from.items);
    }
    for (const word of ['allOf', 'anyOf', 'oneOf'] as const) {
      const schemas = listAt(from, word);
      if (schemas.length > 0) {
        to[word] = schemas.map(child);
      }
    }
    if (isJsonObject(from.not)) {
      to.not = child(from.not);
    }
    return forNull(from, to);
  };
  return convert(raw, 0);
}

/**
 * A null that is allowed is held to nothing but an enumeration, which never has it (upstream
 * `SchemaValidator.Validate`).
 */
function forNull(from: JsonObject, to: JsonObject): JsonObject {
  return booleanAt(from, 'nullable')
    ? {
        if: { type: 'null' },
        then: to.enum === undefined ? {} : { not: {} },
        else: to,
      }
    : to;
}

function typeOf(from: JsonObject): JsonObject {
  if (booleanAt(from, 'x-kubernetes-int-or-string')) {
    return { type: ['integer', 'string'], format: 'int64' };
  }
  const type = stringAt(from, 'type');
  const format = stringAt(from, 'format') ?? '';
  switch (type) {
    case 'integer':
      return { type, format: format === 'int32' ? 'int32' : 'int64' };
    case 'number':
      return NUMBER_FORMATS.has(format) && format === 'float'
        ? { type, format }
        : { type };
    case 'string':
    case undefined: {
      const name = format.replace(/-/g, '');
      if (!STRING_FORMATS.has(name)) {
        return type === undefined ? {} : { type };
      }
      // Where a format is asked for, Kubernetes takes lists for strings (upstream `typeValidator.Validate`).
      return type === undefined
        ? { format: name }
        : { type: ['string', 'array'], format: name };
    }
    case 'object':
    case 'array':
    case 'boolean':
      return { type };
    default:
      return {};
  }
}

function limitsOf(from: JsonObject): JsonObject {
  const to: JsonObject = {};
  for (const word of SAME_NUMBERS) {
    const limit = numberAt(from, word);
    if (limit !== undefined && (word !== 'multipleOf' || limit > 0)) {
      to[word] = word === 'multipleOf' ? limit : Math.max(0, Math.trunc(limit));
    }
  }
  for (const [word, exclusive] of [
    ['maximum', 'exclusiveMaximum'],
    ['minimum', 'exclusiveMinimum'],
  ] as const) {
    const limit = numberAt(from, word);
    if (limit !== undefined) {
      to[booleanAt(from, exclusive) ? exclusive : word] = limit;
    }
  }
  return to;
}
