const INTEGER =
  /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** Beyond 64 bits Go reads no integer, but a decimal number all the same. */
const MAX_INTEGER = 2 ** 63;

/** The number a text stands for, as gopher-lua reads it (Go's integer literals, then Go's floats). */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.replace(/^[ \t\n]+/, '').replace(/[ \t\n]+$/, '');
  const integer = INTEGER.exec(trimmed);
  if (integer) {
    const [, sign, hex, binary, octal, decimal] = integer;
    const value =
      (hex && parseInt(hex, 16)) ||
      (binary && parseInt(binary, 2)) ||
      (octal && parseInt(octal, 8)) ||
      Number(decimal ?? 0);
    if (value < MAX_INTEGER) {
      return sign === '-' ? -value : value;
    }
  }
  if (FLOAT.test(trimmed)) {
    return Number(trimmed);
  }
  const special = SPECIAL.exec(trimmed);
  if (!special) {
    return undefined;
  }
  if (!special[2]) {
    return NaN;
  }
  return special[1] === '-' ? -Infinity : Infinity;
}

/** How gopher-lua prints a number. */
export function formatNumber(value: number): string {
  if (Object.is(value, -0)) {
    return '0';
  }
  if (value === Infinity || value === -Infinity) {
    return value > 0 ? '+Inf' : '-Inf';
  }
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) && magnitude < MAX_INTEGER) {
    return BigInt(value).toString();
  }
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e21)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return String(value);
}
