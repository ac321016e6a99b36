import { parseNumber } from '../numbers';
import { describe, LuaValue } from '../values';
import { Arguments } from './arguments';

const VERB = /%([-+ #0]*)(\d{0,3})(?:\.(\d{0,2}))?([A-Za-z%])/g;

function padded(text: string, flags: string, width: string): string {
  const size = Number(width);
  if (flags.includes('-')) {
    return text.padEnd(size);
  }
  return text.padStart(size, flags.includes('0') ? '0' : ' ');
}

function converted(value: LuaValue, verb: string, precision?: string): string {
  const number = typeof value === 'string' ? parseNumber(value) : value;
  if (typeof number !== 'number' || verb === 's' || verb === 'v') {
    const text = describe(value);
    return precision === undefined ? text : text.slice(0, Number(precision));
  }
  const whole = Math.trunc(number);
  switch (verb) {
    case 'd':
    case 'i':
      return String(whole);
    case 'x':
      return whole.toString(16);
    case 'X':
      return whole.toString(16).toUpperCase();
    case 'o':
      return whole.toString(8);
    case 'c':
      return String.fromCharCode(whole & 255);
    case 'e':
      return number.toExponential(Number(precision ?? 6));
    case 'f':
    case 'F':
      return number.toFixed(Number(precision ?? 6));
    default:
      return String(number);
  }
}

/**
 * `string.format`. gopher-lua leaves it to Go, which never fails; what it prints is only as exact here as
 * a script could care for.
 */
export function formatText(args: Arguments): string {
  const text = args.text(0);
  let next = 0;
  return text.replace(
    VERB,
    (_, flags: string, width: string, precision: string, verb: string) => {
      if (verb === '%') {
        return '%';
      }
      next += 1;
      if (next >= args.count) {
        return `%!${verb}(MISSING)`;
      }
      return padded(
        verb === 'q'
          ? `"${describe(args.all[next])}"`
          : converted(args.all[next], verb, precision),
        flags,
        width,
      );
    },
  );
}
