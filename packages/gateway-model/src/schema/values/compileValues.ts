import Ajv, { ErrorObject } from 'ajv';
import { JsonObject, JsonStep } from '../../json';
import { describePath } from '../path';
import { SchemaProblem, SchemaProblemKind } from '../types';
import { NUMBER_FORMATS, STRING_FORMATS } from './formats';
import { goRegExp } from './goRegExp';
import { toJsonSchema } from './jsonSchema';

/** A problem, and the steps to the value that has it: of what is missing, to where it is missed. */
export interface ValueProblem {
  problem: SchemaProblem;
  at: readonly JsonStep[];
}

export type ValueCheck = (value: unknown) => ValueProblem[];

/** More than anybody reads. */
const MAX_PROBLEMS = 100;
/** Errors that are looked at: those of alternatives come in numbers. */
const MAX_ERRORS = 5_000;

/** Words whose own alternatives are not worth an error each. */
const COMBINATIONS = new Set(['anyOf', 'oneOf', 'not']);

function createAjv(): Ajv {
  const regExp = Object.assign(
    (pattern: string) => goRegExp(pattern) ?? { test: () => true },
    // Only read when code is written to files, which it is not.
    { code: 'regExp' },
  );
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    ownProperties: true,
    validateSchema: false,
    addUsedSchema: false,
    meta: false,
    messages: false,
    logger: false,
    code: { regExp },
  });
  for (const [name, validate] of STRING_FORMATS) {
    ajv.addFormat(name, { type: 'string', validate });
  }
  for (const [name, validate] of NUMBER_FORMATS) {
    ajv.addFormat(name, { type: 'number', validate });
  }
  return ajv;
}

/**
 * The check of a schema's restrictions on values.
 *
 * @throws Error when the schema cannot be compiled
 */
export function compileValues(
  schema: JsonObject,
  onUnknown: (message: string) => void,
): ValueCheck {
  const validate = createAjv().compile(toJsonSchema(schema, onUnknown));
  return value =>
    validate(value)
      ? []
      : readErrors((validate.errors ?? []).slice(0, MAX_ERRORS), value);
}

function readErrors(
  errors: readonly ErrorObject[],
  value: unknown,
): ValueProblem[] {
  const combined = [
    ...new Set(
      errors
        .filter(({ keyword }) => COMBINATIONS.has(keyword))
        .map(({ schemaPath }) => `${schemaPath}/`),
    ),
  ];
  const problems: ValueProblem[] = [];
  const told = new Set<string>();
  for (const error of errors) {
    const inside = combined.some(path => error.schemaPath.startsWith(path));
    if (inside || error.keyword === 'if') {
      continue;
    }
    if (problems.length === MAX_PROBLEMS) {
      break;
    }
    const at = stepsOf(error.instancePath, value);
    const alternatives = COMBINATIONS.has(error.keyword)
      ? errors.filter(
          one =>
            one.keyword !== 'if' &&
            one.schemaPath.startsWith(`${error.schemaPath}/`) &&
            one.instancePath.startsWith(error.instancePath),
        )
      : [];
    // The same may be asked for by a schema and by its `allOf`.
    const problem = describe(error, at, alternatives);
    const key = JSON.stringify([problem.path, problem.message]);
    if (!told.has(key)) {
      told.add(key);
      problems.push({ at, problem });
    }
  }
  return problems;
}

/** The steps of a JSON pointer: whether a number is a position or a name, the value decides. */
function stepsOf(pointer: string, value: unknown): JsonStep[] {
  let current = value;
  return pointer
    .split('/')
    .slice(1)
    .map(token => {
      const name = token.replace(/~1/g, '/').replace(/~0/g, '~');
      const step = Array.isArray(current) ? Number(name) : name;
      current = (current as Record<JsonStep, unknown> | undefined)?.[step];
      return step;
    });
}

const TYPE_WORDS: Record<string, string> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

const FORMAT_WORDS: Record<string, string> = {
  byte: 'base64',
  datetime: 'a date and time (RFC 3339)',
  date: 'a date, such as 2006-01-02',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  cidr: 'an address range, such as 10.0.0.0/8',
  uri: 'a URI',
};

function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  // A string with a format is compiled as "string or array"; nobody needs to hear of the list.
  const named =
    types.length === 2 && types[0] === 'string' && types[1] === 'array'
      ? ['string']
      : types;
  return named.map(one => TYPE_WORDS[String(one)] ?? String(one)).join(' or ');
}

const LIMITS: Record<
  string,
  { kind: SchemaProblemKind; words: (limit: number) => string }
> = {
  maxLength: {
    kind: 'length',
    words: limit => `must not be longer than ${limit} characters`,
  },
  minLength: {
    kind: 'length',
    words: limit =>
      limit === 1
        ? 'must not be empty'
        : `must not be shorter than ${limit} characters`,
  },
  maxItems: {
    kind: 'items',
    words: limit => `must not have more than ${limit} items`,
  },
  minItems: {
    kind: 'items',
    words: limit =>
      limit === 1 ? 'must not be empty' : `must have at least ${limit} items`,
  },
  maxProperties: {
    kind: 'properties',
    words: limit => `must not have more than ${limit} fields`,
  },
  minProperties: {
    kind: 'properties',
    words: limit =>
      limit === 1 ? 'must not be empty' : `must have at least ${limit} fields`,
  },
  maximum: { kind: 'range', words: limit => `must not be more than ${limit}` },
  minimum: { kind: 'range', words: limit => `must not be less than ${limit}` },
  exclusiveMaximum: {
    kind: 'range',
    words: limit => `must be less than ${limit}`,
  },
  exclusiveMinimum: {
    kind: 'range',
    words: limit => `must be more than ${limit}`,
  },
};

function describe(
  { keyword, params }: ErrorObject,
  at: readonly JsonStep[],
  alternatives: readonly ErrorObject[],
): SchemaProblem {
  const path = describePath(at);
  const limit = LIMITS[keyword];
  if (limit) {
    return {
      kind: limit.kind,
      path,
      message: limit.words(params.limit),
      rule: `${keyword}: ${params.limit}`,
    };
  }
  switch (keyword) {
    case 'type':
      return {
        kind: 'type',
        path,
        message: `must be ${typeWords(params.type)}`,
        rule: 'type',
      };
    case 'required':
      return {
        kind: 'required',
        path: describePath([...at, params.missingProperty]),
        message: 'is required',
        rule: 'required',
      };
    case 'enum':
      return {
        kind: 'enum',
        path,
        message: `must be one of ${(params.allowedValues as unknown[])
          .map(one => JSON.stringify(one))
          .join(', ')}`,
        rule: 'enum',
      };
    case 'pattern':
      return {
        kind: 'pattern',
        path,
        message: `must match ${params.pattern}`,
        rule: `pattern: ${params.pattern}`,
      };
    case 'format':
      return {
        kind: NUMBER_FORMATS.has(params.format) ? 'range' : 'format',
        path,
        message: NUMBER_FORMATS.has(params.format)
          ? `must fit into ${params.format}`
          : `must be ${
              FORMAT_WORDS[params.format] ?? `of format ${params.format}`
            }`,
        rule: `format: ${params.format}`,
      };
    case 'multipleOf':
      return {
        kind: 'range',
        path,
        message: `must be a multiple of ${params.multipleOf}`,
        rule: `multipleOf: ${params.multipleOf}`,
      };
    default:
      return {
        kind: 'combination',
        path,
        message: combination(keyword, params, alternatives, at.length),
        rule: keyword,
      };
  }
}

function combination(
  keyword: string,
  params: ErrorObject['params'],
  alternatives: readonly ErrorObject[],
  depth: number,
): string {
  if (keyword === 'not') {
    return 'has what the schema excludes';
  }
  if (keyword === 'oneOf' && params.passingSchemas) {
    return 'fits more than one of the alternatives, and must fit exactly one';
  }
  const words = alternatives
    .filter(one => !COMBINATIONS.has(one.keyword))
    .map(one => {
      const steps = one.instancePath.split('/').slice(1 + depth);
      const path =
        one.keyword === 'required'
          ? [...steps, one.params.missingProperty]
          : steps;
      return [path.join('.'), describe(one, [], []).message]
        .filter(Boolean)
        .join(' ');
    });
  return [...new Set(words)].slice(0, 8).join(', or ') || 'fits no alternative';
}
