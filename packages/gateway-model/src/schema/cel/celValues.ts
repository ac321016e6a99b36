import { CelInput, celList, celMap } from '@bufbuild/cel';
import { create } from '@bufbuild/protobuf';
import { DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { isJsonObject, JsonObject, stringAt } from '../../json';
import { Structural } from '../structural/structural';

/** Words CEL keeps for itself; a field of that name is written `__name__`. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace ' +
    'return var void while'
  ).split(' '),
);

const ESCAPES: Record<string, string> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** How CEL names a field; `undefined` when it cannot (upstream `cel/escaping.go`). */
export function escapeField(name: string): string | undefined {
  if (RESERVED.has(name)) {
    return `__${name}__`;
  }
  if (!/^[A-Za-z_./-][\w./-]*$/.test(name)) {
    return undefined;
  }
  return name.replace(/__|[./-]/g, found => ESCAPES[found]);
}

/** The values of one object as CEL reads them; each is made once. */
export type CelValues = (
  value: unknown,
  schema: Structural,
  isResource?: boolean,
) => CelInput | undefined;

export function createCelValues(): CelValues {
  const made = new Map<object, CelInput>();

  function convert(
    value: unknown,
    schema: Structural,
    isResource = false,
  ): CelInput | undefined {
    if (value === null) {
      return null;
    }
    if (typeof value !== 'object') {
      return scalar(value, schema);
    }
    const known = made.get(value);
    if (known !== undefined) {
      return known;
    }
    const result = compound(value, schema, isResource);
    if (result !== undefined) {
      made.set(value, result);
    }
    return result;
  }

  function compound(
    value: object,
    schema: Structural,
    isResource: boolean,
  ): CelInput | undefined {
    if (Array.isArray(value)) {
      const { items } = schema;
      return items && schema.type === 'array'
        ? celList(value.map(item => convert(item, items) ?? null))
        : undefined;
    }
    if (!isJsonObject(value) || schema.type !== 'object') {
      return undefined;
    }
    const { additional } = schema;
    if (additional && additional !== 'any') {
      return celMap(
        fieldsOf(
          value,
          () => additional,
          name => name,
        ),
      );
    }
    const fields = fieldsOf(
      value,
      name => schema.properties.get(name),
      escapeField,
    );
    if (isResource || schema.embedded) {
      addTypeAndMeta(fields, value, schema);
    }
    return celMap(fields);
  }

  function fieldsOf(
    value: JsonObject,
    schemaOf: (name: string) => Structural | undefined,
    nameOf: (name: string) => string | undefined,
  ): Map<string, CelInput> {
    const fields = new Map<string, CelInput>();
    for (const key of Object.keys(value)) {
      const schema = schemaOf(key);
      const name = nameOf(key);
      const item = schema && convert(value[key], schema);
      if (name !== undefined && item !== undefined) {
        fields.set(name, item);
      }
    }
    return fields;
  }

  /** Of metadata, rules see the name alone, unless the schema says more. */
  function addTypeAndMeta(
    fields: Map<string, CelInput>,
    value: JsonObject,
    schema: Structural,
  ): void {
    for (const field of ['apiVersion', 'kind']) {
      const text = stringAt(value, field);
      if (text !== undefined) {
        fields.set(field, text);
      }
    }
    if (isJsonObject(value.metadata)) {
      const declared = schema.properties.get('metadata')?.properties;
      const metadata = fieldsOf(
        value.metadata,
        name => declared?.get(name),
        escapeField,
      );
      for (const field of ['name', 'generateName']) {
        const text = stringAt(value.metadata, field);
        if (text !== undefined) {
          metadata.set(field, text);
        }
      }
      fields.set('metadata', celMap(metadata));
    }
  }

  return (value, schema, isResource) =>
    typeof value === 'string' && !isReadable(value, schema)
      ? undefined
      : convert(value, schema, isResource);
}

/**
 * Whether a text can be read as what its format says. Texts deeper in a value only have to where a rule reads them,
 * which is not looked at.
 */
function isReadable(text: string, { type, format }: Structural): boolean {
  switch (type === 'string' ? format : '') {
    case 'byte':
      return /^[\w-]*=*$/.test(text) && text.length % 4 === 0;
    case 'date':
    case 'date-time':
      return !Number.isNaN(Date.parse(text));
    default:
      return true;
  }
}

function scalar(value: unknown, schema: Structural): CelInput | undefined {
  if (typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'number') {
    return schema.type !== 'number' && Number.isInteger(value)
      ? BigInt(value)
      : value;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  return schema.type === 'string' ? formatted(value, schema.format) : value;
}

/** Strings of some formats are values of types of their own (upstream `cel/common.UnstructuredToVal`). */
function formatted(text: string, format: string): CelInput {
  switch (format) {
    case 'byte':
      return bytesOf(text);
    case 'date':
    case 'date-time':
      return timestampOf(text);
    case 'duration':
      return durationOf(text);
    default:
      return text;
  }
}

/** In the alphabet of URLs, although the format `byte` has the other (upstream `strfmt.Base64`). */
function bytesOf(text: string): Uint8Array {
  const alphabet =
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text.replace(/=+$/, '')) {
    const digit = alphabet.indexOf(character);
    bits = ((bits << 6) | Math.max(0, digit)) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return new Uint8Array(bytes);
}

function timestampOf(text: string): CelInput {
  const withZone = /([zZ]|[+-]\d{2}:\d{2})$/.test(text) || text.length <= 10;
  const milliseconds = Date.parse(withZone ? text : `${text}Z`);
  const nanos = Number(
    (/\.(\d{1,9})/.exec(text)?.[1] ?? '0').padEnd(9, '0').slice(0, 9),
  );
  return create(TimestampSchema, {
    seconds: BigInt(
      Math.floor((Number.isNaN(milliseconds) ? 0 : milliseconds) / 1000),
    ),
    nanos,
  });
}

const UNITS: Array<[RegExp, bigint]> = [
  [/^(ns|nano)/, 1n],
  [/^(us|µs|μs|micro)/, 1_000n],
  [/^(ms|milli)/, 1_000_000n],
  [/^(w|wk|week)/, 604_800_000_000_000n],
  [/^(d|day)/, 86_400_000_000_000n],
  [/^(h|hr|hour)/, 3_600_000_000_000n],
  [/^(m|min)/, 60_000_000_000n],
  [/^(s|sec)/, 1_000_000_000n],
];

function durationOf(text: string): CelInput {
  let nanos = 0n;
  for (const [, number, unit] of text.matchAll(
    /(\d+(?:\.\d*)?|\.\d+)\s*([A-Za-zµμ]+)/g,
  )) {
    const factor = UNITS.find(([words]) => words.test(unit.toLowerCase()))?.[1];
    if (factor !== undefined) {
      const [whole, fraction = ''] = number.split('.');
      const digits = fraction.slice(0, 18);
      nanos +=
        BigInt(whole || '0') * factor +
        (BigInt(digits || '0') * factor) / 10n ** BigInt(digits.length);
    }
  }
  const signed = text.startsWith('-') ? -nanos : nanos;
  return create(DurationSchema, {
    seconds: signed / 1_000_000_000n,
    nanos: Number(signed % 1_000_000_000n),
  });
}
