/** Nanoseconds in each unit of Go's `time.ParseDuration`. Both spellings of micro are accepted there. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const MAX = 2n ** 63n;

/** More digits than any duration needs: a longer number has overflowed, or only rounds. */
const MAX_DIGITS = 19;

const SEGMENT = /(\d*)(?:(\.)(\d*))?([^.\d]+)/y;

function nanoseconds(
  whole: string,
  fraction: string,
  unit: bigint,
): bigint | undefined {
  const digits = whole.replace(/^0+/, '');
  if (digits.length > MAX_DIGITS) {
    return undefined;
  }
  // In floating point, as Go does it, so that the last nanosecond agrees.
  const kept = fraction.slice(0, MAX_DIGITS - 1);
  const part = Number(kept) * (Number(unit) / 10 ** kept.length);
  return BigInt(digits || '0') * unit + BigInt(Math.trunc(part));
}

/**
 * Nanoseconds of a duration as Go reads it (`1h15m30.5s`), which is how Envoy Gateway reads all of its
 * durations; `undefined` when Go would refuse it.
 */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') {
    return 0n;
  }
  let total = 0n;
  let position = 0;
  SEGMENT.lastIndex = 0;
  while (position < rest.length) {
    SEGMENT.lastIndex = position;
    const [matched, whole, , fraction = '', suffix] = SEGMENT.exec(rest) ?? [];
    const unit = suffix === undefined ? undefined : UNITS.get(suffix);
    if (!matched || unit === undefined || whole + fraction === '') {
      return undefined;
    }
    const part = nanoseconds(whole, fraction, unit);
    if (part === undefined) {
      return undefined;
    }
    total += part;
    if (total > MAX) {
      return undefined;
    }
    position += matched.length;
  }
  if (position === 0 || (!negative && total === MAX)) {
    return undefined;
  }
  return negative ? -total : total;
}

function seconds(nanos: bigint, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const fraction = (nanos % scale)
    .toString()
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  return `${nanos / scale}${fraction && `.${fraction}`}`;
}

/** A duration as Go prints it: `1h15m30.5s`, `250ms`, `0s`. */
export function formatDuration(nanos: bigint): string {
  if (nanos < 0n) {
    return `-${formatDuration(-nanos)}`;
  }
  if (nanos === 0n) {
    return '0s';
  }
  if (nanos < 1_000n) {
    return `${nanos}ns`;
  }
  if (nanos < 1_000_000n) {
    return `${seconds(nanos, 3)}µs`;
  }
  if (nanos < 1_000_000_000n) {
    return `${seconds(nanos, 6)}ms`;
  }
  const minutes = nanos / 60_000_000_000n;
  const rest = `${seconds(nanos % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) {
    return rest;
  }
  const hours = minutes / 60n;
  return hours === 0n
    ? `${minutes}m${rest}`
    : `${hours}h${minutes % 60n}m${rest}`;
}
