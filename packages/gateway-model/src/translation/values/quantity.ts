/** Powers of ten that the decimal suffixes stand for. */
const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

/** Powers of two that the binary suffixes stand for. */
const BINARY: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

const QUANTITY = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*(?:[+-]?\d*))$/;
const EXPONENT = /^[eE]([+-]?\d+)$/;

const MAX_INT64 = 2n ** 63n - 1n;

/** Decimal digits Kubernetes keeps in its fast form of a quantity; beyond them it is no integer to it. */
const DECIMAL_DIGITS = 18;
const BINARY_DIGITS = 14;

/**
 * The whole number a Kubernetes quantity stands for, by the rules of `Quantity.AsInt64`. `undefined` also for
 * quantities which are whole but not kept as such: those with a fraction (`1.5Mi`, `1.0`), in milli and below,
 * or of too many digits (`1Pi`). Envoy Gateway refuses those where it wants a number of bytes.
 */
export function quantityAsInteger(value: unknown): bigint | undefined {
  let text: string;
  if (typeof value === 'string') {
    text = value.trim();
  } else if (typeof value === 'number' && Number.isFinite(value)) {
    text = String(value);
  } else {
    return undefined;
  }
  if (text.length > 64) {
    return undefined;
  }
  const match = QUANTITY.exec(text);
  if (!match || text === '') {
    return undefined;
  }
  const [, sign, digits, fraction = '', suffix] = match;
  const whole = digits === '' ? '0' : digits;
  const amount =
    binaryAmount(whole, fraction, suffix) ??
    decimalAmount(whole, fraction, suffix);
  if (amount === undefined || amount > MAX_INT64) {
    return undefined;
  }
  return sign === '-' ? -amount : amount;
}

function binaryAmount(
  whole: string,
  fraction: string,
  suffix: string,
): bigint | undefined {
  const power = BINARY.get(suffix);
  if (
    power === undefined ||
    fraction !== '' ||
    whole.length + (power * 3) / 10 > BINARY_DIGITS
  ) {
    return undefined;
  }
  return BigInt(whole) * 2n ** BigInt(power);
}

function decimalAmount(
  whole: string,
  fraction: string,
  suffix: string,
): bigint | undefined {
  const exponent = EXPONENT.exec(suffix)?.[1];
  const power =
    DECIMAL.get(suffix) ??
    (exponent === undefined ? undefined : Number(exponent));
  if (
    power === undefined ||
    whole.length + fraction.length > DECIMAL_DIGITS ||
    power < fraction.length ||
    power > DECIMAL_DIGITS + fraction.length
  ) {
    return undefined;
  }
  return BigInt(whole + fraction) * 10n ** BigInt(power - fraction.length);
}
