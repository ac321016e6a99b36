import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { Place, reference } from './references';
import { enumOf, quantity, wholeNumber, word } from './scalars';
import { ANY, FieldPath } from './schemas';

/** What is made: at which place, and which field it is made for. */
export interface Growth {
  random: Random;
  place: Place;
  /** How probable a field is that nobody asked for. */
  density: number;
}

/** The field that is to be there, seen from where one is; `undefined` off its way. */
type Aim = FieldPath | undefined;

function beyond(aim: Aim, step: string): Aim {
  return aim && aim[0] === step ? aim.slice(1) : undefined;
}

/** The member of a union that a discriminator's value calls for. */
function memberOf(value: string, names: readonly string[]): string | undefined {
  return names.find(name => name.toLowerCase() === value.toLowerCase());
}

interface Union {
  discriminator: string;
  /** By value of the discriminator: the field that goes with it. */
  members: ReadonlyMap<string, string>;
}

function unionOf(properties: JsonObject): Union | undefined {
  const names = Object.keys(properties);
  const members = enumOf(objectAt(properties, 'type') ?? {}).flatMap(value => {
    const member = memberOf(String(value), names);
    return member === undefined ? [] : [[String(value), member] as const];
  });
  return members.length > 0
    ? { discriminator: 'type', members: new Map(members) }
    : undefined;
}

/** What calls a service without one is refused: of little interest. */
const USUALLY = 0.85;

function growObject(
  growth: Growth,
  schema: JsonObject,
  path: FieldPath,
  aim: Aim,
): JsonObject {
  const { random } = growth;
  const properties = objectAt(schema, 'properties') ?? {};
  const names = Object.keys(properties);
  const required = new Set(listAt(schema, 'required'));
  const wanted = new Set(
    names.filter(
      name =>
        aim?.[0] === name ||
        required.has(name) ||
        (name === 'backendRefs' && random.chance(USUALLY)) ||
        random.chance(growth.density / Math.max(1, path.length / 2)),
    ),
  );
  // Objects without fields say little: give them one now and then.
  if (wanted.size === 0 && names.length > 0 && random.chance(0.8)) {
    wanted.add(random.pick(names));
  }
  const result: JsonObject = {};
  const union = unionOf(properties);
  if (union && random.chance(0.93)) {
    const { discriminator, members } = union;
    const aimed = [...members].find(([, member]) => member === aim?.[0]);
    const value =
      aimed?.[0] ??
      String(random.pick(enumOf(objectAt(properties, discriminator) ?? {})));
    for (const member of members.values()) {
      wanted.delete(member);
    }
    const member = members.get(value);
    if (member && random.chance(0.97)) {
      wanted.add(member);
    }
    wanted.delete(discriminator);
    result[discriminator] = value;
  }
  for (const name of names.filter(one => wanted.has(one))) {
    result[name] = grow(
      growth,
      objectAt(properties, name) ?? {},
      [...path, name],
      beyond(aim, name),
    );
  }
  return reference(growth.random, growth.place, path, properties, result);
}

function growList(
  growth: Growth,
  schema: JsonObject,
  path: FieldPath,
  aim: Aim,
): unknown[] {
  const { random } = growth;
  const least = numberAt(schema, 'minItems') ?? (aim ? 1 : 0);
  const most = Math.min(numberAt(schema, 'maxItems') ?? 4, 3);
  const count = Math.max(
    least,
    Math.min(random.pick([1, 1, 1, 2, 2, 3, 0]), most),
  );
  const items = objectAt(schema, 'items') ?? {};
  const list = Array.from({ length: count }, (_, index) =>
    grow(
      growth,
      items,
      [...path, ANY],
      index === 0 ? beyond(aim, ANY) : undefined,
    ),
  );
  if (stringAt(schema, 'x-kubernetes-list-type') === 'set') {
    return [...new Set(list)];
  }
  const keys = listAt(schema, 'x-kubernetes-list-map-keys');
  const identity = (item: unknown) =>
    keys.map(key => String(at(item, String(key)))).join('\n');
  return keys.length === 0
    ? list
    : list.filter(
        (item, index) =>
          list.findIndex(other => identity(other) === identity(item)) === index,
      );
}

const JSON_VALUES: readonly unknown[] = [
  1,
  'text',
  true,
  [],
  { a: 'b' },
  { '@type': 'type.googleapis.com/google.protobuf.Empty' },
];

/** A value that the schema takes, by and large: the validator says the rest. */
export function grow(
  growth: Growth,
  schema: JsonObject,
  path: FieldPath,
  aim: Aim,
): unknown {
  const { random } = growth;
  const field = [...path].reverse().find(step => step !== ANY) ?? '';
  const choices = enumOf(schema);
  if (choices.length > 0) {
    return random.pick(choices);
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    return quantity(random);
  }
  switch (schema.type) {
    case 'object': {
      const values = schema.additionalProperties;
      return isJsonObject(values)
        ? Object.fromEntries(
            random
              .some(['one', 'x-two', 'a.b/c', 'three'], 1, 2)
              .map((key, index) => [
                key,
                grow(
                  growth,
                  values,
                  [...path, ANY],
                  index === 0 ? beyond(aim, ANY) : undefined,
                ),
              ]),
          )
        : growObject(growth, schema, path, aim);
    }
    case 'array':
      return growList(growth, schema, path, aim);
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return wholeNumber(random, schema);
    case 'string':
      return word(random, schema, field);
    default:
      return random.pick(JSON_VALUES);
  }
}
