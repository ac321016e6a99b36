import { at, numberAt, stringAt } from '@envoy-gateway-portal/gateway-model';

/** Nanoseconds in the units of Gateway API's durations. */
const UNITS: Record<string, bigint> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ns: 1n,
};

function nanoseconds(text: string): bigint | undefined {
  const [, sign, unsigned] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  let total = 0n;
  let rest = unsigned;
  while (rest !== '') {
    const match = /^(\d*)(?:\.(\d*))?(h|ms|m|s|us|µs|μs|ns)/.exec(rest);
    if (!match || match[1] + (match[2] ?? '') === '') {
      return unsigned === '0' ? 0n : undefined;
    }
    const [all, whole, fraction = '', unit] = match;
    total +=
      (BigInt(whole + fraction) * UNITS[unit]) / 10n ** BigInt(fraction.length);
    rest = rest.slice(all.length);
  }
  if (unsigned === '') {
    return undefined;
  }
  return sign === '-' ? -total : total;
}

function decimal(nanos: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(nanos % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return `${nanos / unit}${fraction && `.${fraction}`}`;
}

/** As Go prints a `time.Duration`. */
function printed(nanos: bigint): string {
  if (nanos < 0n) {
    return `-${printed(-nanos)}`;
  }
  if (nanos < UNITS.s) {
    const [unit] = ['ms', 'us'].filter(one => nanos >= UNITS[one]);
    const name = unit === 'us' ? 'µs' : unit;
    return nanos === 0n
      ? '0s'
      : `${decimal(nanos, UNITS[unit ?? 'ns'])}${name ?? 'ns'}`;
  }
  const hours = nanos / UNITS.h;
  const minutes = (nanos % UNITS.h) / UNITS.m;
  const rest = `${decimal(nanos % UNITS.m, UNITS.s)}s`;
  if (hours > 0n) {
    return `${hours}h${minutes}m${rest}`;
  }
  return minutes > 0n ? `${minutes}m${rest}` : rest;
}

/** A duration as the representation holds it. */
export function duration(
  value: unknown,
  ...path: string[]
): string | undefined {
  const text = stringAt(value, ...path);
  const nanos = text === undefined ? undefined : nanoseconds(text);
  return nanos === undefined ? undefined : printed(nanos);
}

/** Whole seconds of a duration, which the representation has no sign for. */
export function seconds(value: unknown, ...path: string[]): number | undefined {
  const text = stringAt(value, ...path);
  const nanos = text === undefined ? undefined : nanoseconds(text);
  return nanos === undefined
    ? undefined
    : Number(BigInt.asUintN(32, nanos / UNITS.s));
}

const POWERS: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number a quantity stands for. */
export function quantity(
  value: unknown,
  ...path: string[]
): number | undefined {
  const number = numberAt(value, ...path);
  const text = number === undefined ? stringAt(value, ...path) : String(number);
  const match = /^(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(
    text ?? '',
  );
  return match ? Number(match[1]) * POWERS[match[2]] : undefined;
}

/** A list's items without repetition, in order. */
export function sorted<T extends string | number>(
  values: readonly unknown[],
  isOne: (value: unknown) => value is T,
): T[] {
  return [...new Set(values.filter(isOne))].sort((a, b) =>
    a < b ? -1 : Number(a > b),
  );
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** Some fields, under the same names. */
export function pick(value: unknown, ...fields: string[]) {
  return Object.fromEntries(fields.map(field => [field, at(value, field)]));
}

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function groupsOf(address: string): number[] {
  const [head, tail = ''] = new URL(`http://[${address}]/`).hostname
    .slice(1, -1)
    .split('::');
  const read = (side: string) =>
    side === '' ? [] : side.split(':').map(group => parseInt(group, 16));
  const before = read(head);
  const after = read(tail);
  const missing = 8 - before.length - after.length;
  return [...before, ...new Array<number>(missing).fill(0), ...after];
}

function masked(units: number[], bits: number, length: number): number[] {
  return units.map((unit, i) => {
    const kept = Math.min(bits, Math.max(0, length - bits * i));
    return Math.floor(unit / 2 ** (bits - kept)) * 2 ** (bits - kept);
  });
}

/** A range of addresses as the representation holds it: IPv4 stays IPv4, however it is written. */
export function cidr(range: string) {
  const [address, length] = range.split('/');
  const maskLen = Number(length);
  const mapped = /^::ffff:(\d+\..*)/i.exec(address)?.[1];
  const v4 = mapped ?? (address.includes(':') ? undefined : address);
  if (v4 !== undefined) {
    const bits = mapped === undefined ? maskLen : Math.max(0, maskLen - 96);
    const network = masked(v4.split('.').map(Number), 8, bits);
    return { cidr: `${network.join('.')}/${bits}`, maskLen, isIPv6: false };
  }
  const network = masked(groupsOf(address), 16, maskLen)
    .map(group => group.toString(16))
    .join(':');
  const shown = new URL(`http://[${network}]/`).hostname.slice(1, -1);
  return { cidr: `${shown}/${maskLen}`, maskLen, isIPv6: true };
}

/** Go's `regexp.QuoteMeta`. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
