/** A resource quantity such as `1.5Gi`, exactly: Kubernetes knows nothing finer than a billionth. */
const NANO = 1_000_000_000n;
const MAX = 2n ** 63n - 1n;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const SUFFIX = /(?:[eE][+-]?\d+|[KMGTPE]i|[numkMGTPE])$/;

const DECIMAL: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Billionths; `undefined` when the text is no quantity (upstream `resource.ParseQuantity`). */
export function parseQuantity(text: string): bigint | undefined {
  if (text.length > 100) {
    return undefined;
  }
  const suffix = SUFFIX.exec(text)?.[0] ?? '';
  const [, sign, whole, fraction = ''] =
    NUMBER.exec(text.slice(0, text.length - suffix.length)) ?? [];
  if (whole === undefined || whole + fraction === '') {
    return undefined;
  }
  let multiplier = 1n;
  let exponent = -fraction.length;
  const binary = BINARY.indexOf(suffix);
  if (binary >= 0) {
    multiplier = 1024n ** BigInt(binary + 1);
  } else if (suffix in DECIMAL) {
    exponent += DECIMAL[suffix];
  } else {
    const power = Number(suffix.slice(1));
    if (Math.abs(power) > 1000) {
      return undefined;
    }
    exponent += power;
  }
  const digits = BigInt(whole + fraction) * multiplier;
  const scaled =
    exponent >= 0
      ? digits * 10n ** BigInt(exponent) * NANO
      : roundUp(digits * NANO, 10n ** BigInt(-exponent));
  const bounded = scaled > MAX * NANO ? MAX * NANO : scaled;
  return sign === '-' ? -bounded : bounded;
}

function roundUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** The whole number a quantity is, if it is one that fits into 64 bits. */
export function asInteger(quantity: bigint): bigint | undefined {
  const value = quantity / NANO;
  const fits = value >= -(2n ** 63n) && value <= MAX;
  return quantity % NANO === 0n && fits ? value : undefined;
}

export function fromInteger(value: bigint): bigint {
  return value * NANO;
}

export function asNumber(quantity: bigint): number {
  return Number(quantity) / Number(NANO);
}
