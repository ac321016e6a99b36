import { Edits, edited, places } from './edit';
import { Random } from './random';

type Schema = Record<string, any>;

/** Texts that fit one pattern or another of Gateway API and Envoy Gateway, and some that fit none. */
const TEXTS = [
  'a',
  'http',
  'edge',
  'svc-1',
  '',
  'Not A Name',
  '*',
  '*.example.com',
  'a.example.com',
  '10.0.0.1',
  '10.0.0.0/8',
  '::1',
  'fe80::/10',
  '1s',
  '10m',
  '2h',
  '500ms',
  '1.5s',
  '0s',
  '50%',
  '1Gi',
  '512Mi',
  '100m',
  '/',
  '/path',
  '/a//b',
  'GET',
  'x-header',
  'authorization',
  'gateway.networking.k8s.io',
  'gateway.envoyproxy.io',
  'example.com/controller',
  'https://example.com/jwks',
  '200-299',
  '503',
  'ä→𝄞',
  'v1',
  'SGVsbG8=',
];
const NAMES: Record<string, readonly unknown[]> = {
  kind: [
    'Gateway',
    'HTTPRoute',
    'GRPCRoute',
    'Service',
    'Backend',
    'Secret',
    'ConfigMap',
    'ListenerSet',
    'EnvoyProxy',
  ],
  group: ['', 'gateway.networking.k8s.io', 'gateway.envoyproxy.io'],
  port: [80, 443, 8080, 0, 65536],
};

function text(random: Random, schema: Schema): unknown {
  if (Array.isArray(schema.enum) && random.chance(0.93)) {
    return random.pick(schema.enum);
  }
  switch (schema.format) {
    case 'date-time':
      return random.pick(['2026-01-02T03:04:05Z', '2026-13-01T00:00:00Z', 'x']);
    case 'byte':
      return random.pick(['SGVsbG8=', 'SGVsbG8', '%%%']);
    default:
      break;
  }
  if (schema.pattern && random.chance(0.9)) {
    const pattern = new RegExp(schema.pattern.replace('(?i)', ''), 'i');
    const fitting = TEXTS.filter(one => pattern.test(one));
    if (fitting.length > 0) {
      return random.pick(fitting);
    }
  }
  return random.pick(TEXTS);
}

function integer(random: Random, schema: Schema): number {
  const low = schema.minimum ?? 0;
  const high = schema.maximum ?? low + 200;
  return random.chance(0.9)
    ? low + random.below(Math.min(high - low, 1000) + 1)
    : random.pick([low - 1, high + 1, -1, 0, 2 ** 31, 2 ** 40]);
}

function object(random: Random, schema: Schema, depth: number): unknown {
  const value: Record<string, unknown> = {};
  const required = new Set<string>(schema.required ?? []);
  for (const [name, property] of Object.entries<Schema>(
    schema.properties ?? {},
  )) {
    const wanted = required.has(name)
      ? random.chance(0.98)
      : random.chance(depth < 3 ? 0.3 : 0.2);
    if (wanted && depth < 12) {
      value[name] =
        NAMES[name] && random.chance(0.8)
          ? random.pick(NAMES[name])
          : randomValue(random, property, depth + 1);
    }
  }
  if (typeof schema.additionalProperties === 'object') {
    for (let count = random.below(3); count > 0; count -= 1) {
      value[random.pick(['a', 'app', 'example.com/x', 'A b'])] = randomValue(
        random,
        schema.additionalProperties,
        depth + 1,
      );
    }
  }
  return value;
}

function list(random: Random, schema: Schema, depth: number): unknown[] {
  const least = random.chance(0.95) ? schema.minItems ?? 0 : 0;
  const most = Math.max(least, Math.min(schema.maxItems ?? 3, 3));
  const length = least + random.below(most - least + 1);
  return Array.from({ length }, () =>
    randomValue(random, schema.items ?? {}, depth + 1),
  );
}

/** A value by a schema: mostly one that fits its words, rarely one that fits its rules too. */
export function randomValue(
  random: Random,
  schema: Schema,
  depth = 0,
): unknown {
  if (random.chance(0.004)) {
    return random.pick<unknown>([null, 'x', 1, 1.5, true, {}, []]);
  }
  if (schema['x-kubernetes-int-or-string']) {
    return random.pick<unknown>([1, 80, '50%', '1Gi', 'http']);
  }
  switch (schema.type) {
    case 'object':
      return object(random, schema, depth);
    case 'array':
      return list(random, schema, depth);
    case 'integer':
      return integer(random, schema);
    case 'number':
      return integer(random, schema) / random.pick([1, 2]);
    case 'boolean':
      return random.chance(0.5);
    case 'string':
      return text(random, schema);
    default:
      return random.pick<unknown>([{}, 'x', { a: 1 }]);
  }
}

const STRANGE: readonly unknown[] = [
  null,
  '',
  'x',
  'X y',
  '*.example.com',
  '10s',
  'a'.repeat(300),
  -1,
  0,
  1,
  1.5,
  65536,
  2 ** 31,
  true,
  false,
  [],
  {},
  [{}],
  ['x', 'x'],
  { a: 'b' },
];

/** A manifest with one to three of its places changed at random. */
export function randomlyEdited<T extends object>(
  random: Random,
  manifest: T,
): T {
  let copy: T = structuredClone(manifest);
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const candidates = places(copy).filter(
      at => at.length > 0 && !['apiVersion', 'kind'].includes(String(at[0])),
    );
    if (candidates.length === 0) {
      break;
    }
    const at = random.pick(candidates);
    const path = at.join('.');
    const edits: Edits = {};
    const roll = random.next();
    if (roll < 0.25) {
      edits[path] = undefined;
    } else if (roll < 0.85) {
      edits[path] = random.pick(STRANGE);
    } else if (roll < 0.93) {
      edits[`${path}Unknown`] = random.pick(STRANGE);
    } else {
      // The value of another place: of a fitting type more often than not.
      edits[path] = random
        .pick(candidates)
        .reduce<any>((value, step) => value?.[step], copy);
    }
    // Keys with dots cannot be named in a path, and a namespace is part of the request's address.
    if (!at.some(step => /[./]/.test(String(step))) && at[1] !== 'namespace') {
      copy = withoutHoles(edited(copy, edits));
    }
  }
  return copy;
}

/** Removed items leave holes, which JSON has not. */
function withoutHoles<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, item) =>
      Array.isArray(item) ? item.filter(one => one !== undefined) : item,
    ),
  );
}
