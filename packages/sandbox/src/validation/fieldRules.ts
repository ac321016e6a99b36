import { isRecord } from '../operations/plainJson';
import { StatusCause } from '../operations/statusError';

/**
 * What a field must be. `path` names it from the object's root; `[]` steps into each item of a list.
 * A rule says nothing about a field whose parent is absent.
 */
export interface FieldRule {
  path: string;
  type: 'string' | 'integer' | 'array' | 'object';
  required?: boolean;
  pattern?: RegExp;
  values?: readonly string[];
  /** Of an integer, its value; of a list, its number of items; of a string, its length. */
  min?: number;
  max?: number;
}

interface Place {
  field: string;
  value: unknown;
}

/** The places a path leads to in an object; absent ones only when their parent is there. */
function places(object: unknown, path: string): Place[] {
  let found: Place[] = [{ field: '', value: object }];
  for (const step of path.split('.')) {
    const [key, ...lists] = step.split('[]');
    found = found.flatMap(({ field, value }) =>
      isRecord(value)
        ? [{ field: field ? `${field}.${key}` : key, value: value[key] }]
        : [],
    );
    for (let level = 0; level < lists.length; level++) {
      found = found.flatMap(({ field, value }) =>
        Array.isArray(value)
          ? value.map((item, index) => ({
              field: `${field}[${index}]`,
              value: item,
            }))
          : [],
      );
    }
  }
  return found;
}

function hasType(value: unknown, type: FieldRule['type']): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === 'string';
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function judge({ field, value }: Place, rule: FieldRule): StatusCause[] {
  const refuse = (reason: string, message: string): StatusCause[] => [
    { field, reason, message },
  ];
  if (value === undefined || value === null) {
    return rule.required ? refuse('FieldValueRequired', 'Required value') : [];
  }
  if (!hasType(value, rule.type)) {
    return refuse(
      'FieldValueTypeInvalid',
      `Invalid value: ${shown(value)}: must be of type ${rule.type}`,
    );
  }
  if (rule.values && !rule.values.includes(value as string)) {
    return refuse(
      'FieldValueNotSupported',
      `Unsupported value: ${shown(value)}: supported values: ${rule.values
        .map(item => `"${item}"`)
        .join(', ')}`,
    );
  }
  if (rule.pattern && !rule.pattern.test(value as string)) {
    return refuse(
      'FieldValueInvalid',
      `Invalid value: ${shown(value)}: should match '${rule.pattern.source}'`,
    );
  }
  const measure =
    typeof value === 'number' ? value : (value as string | unknown[]).length;
  if (
    (rule.min !== undefined && measure < rule.min) ||
    (rule.max !== undefined && measure > rule.max)
  ) {
    const bounds = `at least ${rule.min ?? 0}${
      rule.max === undefined ? '' : ` and at most ${rule.max}`
    }`;
    let subject = 'should be';
    if (rule.type === 'array') subject = 'should have a number of items of';
    if (rule.type === 'string') subject = 'should have a length of';
    return refuse(
      'FieldValueInvalid',
      `Invalid value: ${shown(value)}: ${subject} ${bounds}`,
    );
  }
  return [];
}

/** Every way in which an object breaks the rules, in the API server's words. */
export function checkFields(
  object: unknown,
  rules: readonly FieldRule[],
): StatusCause[] {
  return rules.flatMap(rule =>
    places(object, rule.path).flatMap(place => judge(place, rule)),
  );
}
