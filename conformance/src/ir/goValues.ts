import { at, JsonObject, stringAt } from '@envoy-gateway-portal/gateway-model';

const UNITS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const DURATION = /^[+-]?(?:\d*\.?\d+(?:ns|us|µs|ms|s|m|h))+$/;
const PART = /(\d*\.?\d+)(ns|us|µs|ms|s|m|h)/g;

/** Milliseconds of a duration of Go's; `undefined` when there is none, or it cannot be read. */
export function milliseconds(value: unknown): number | undefined {
  if (value === '0') {
    return 0;
  }
  if (typeof value !== 'string' || !DURATION.test(value)) {
    return undefined;
  }
  let total = 0;
  for (const [, amount, unit] of value.matchAll(PART)) {
    total += Number(amount) * UNITS[unit];
  }
  return Math.round(value.startsWith('-') ? -total : total);
}

/** Whether a value is a duration that Go cannot read. */
export function isBadDuration(value: unknown): boolean {
  return typeof value === 'string' && milliseconds(value) === undefined;
}

const SCALES: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The whole number of bytes a quantity stands for. */
export function bytes(value: unknown): number | undefined {
  const match = /^(\d+)([kMGT]|[KMGT]i)?$/.exec(String(value));
  return match ? Number(match[1]) * SCALES[match[2] ?? ''] : undefined;
}

/** Go leaves out what is false. */
export function ifTrue(value: unknown): true | undefined {
  return value === true ? true : undefined;
}

const KINDS: Record<string, string> = {
  Exact: 'exact',
  Prefix: 'prefix',
  Suffix: 'suffix',
  RegularExpression: 'safeRegex',
};

/** A StringMatch of Envoy Gateway's API as its representation has it. */
export function stringMatch(match: unknown, name = ''): JsonObject {
  const kind = KINDS[stringAt(match, 'type') ?? 'Exact'] ?? 'exact';
  return { name, distinct: false, [kind]: at(match, 'value') };
}
