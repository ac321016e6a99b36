import { LuaError } from '../errors';
import { modulo } from '../operators';
import { LuaTable } from '../values';
import { Arguments, library, Native } from './arguments';

const UNARY = [
  'abs',
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'cosh',
  'exp',
  'floor',
  'log',
  'log10',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
] as const;

function extreme(
  args: Arguments,
  pick: (a: number, b: number) => boolean,
): number {
  if (args.count === 0) {
    throw new LuaError('wrong number of arguments');
  }
  return args.all
    .map((_, position) => args.number(position))
    .reduce((best, one) => (pick(one, best) ? one : best));
}

/** Some number in the bounds: a script cannot count on another. */
function random(args: Arguments): number {
  if (args.count === 0) {
    return 0.5;
  }
  const low = args.count === 1 ? 1 : args.integer(0);
  const high = args.integer(args.count === 1 ? 0 : 1);
  if (high < low) {
    throw new LuaError('the bounds of a random number are none');
  }
  return low;
}

function mantissa(value: number): [number, number] {
  if (value === 0 || !Number.isFinite(value)) {
    return [value, 0];
  }
  const exponent = Math.floor(Math.log2(Math.abs(value))) + 1;
  return [value / 2 ** exponent, exponent];
}

export function mathLibrary(): LuaTable {
  const functions: Record<string, Native> = {
    atan2: args => Math.atan2(args.number(0), args.number(1)),
    deg: args => (args.number(0) * 180) / Math.PI,
    fmod: args => args.number(0) % args.number(1),
    frexp: args => mantissa(args.number(0)),
    ldexp: args => args.number(0) * 2 ** args.integer(1),
    max: args => extreme(args, (a, b) => a > b),
    min: args => extreme(args, (a, b) => a < b),
    mod: args => modulo(args.number(0), args.number(1)),
    modf: args => {
      const whole = Math.trunc(args.number(0));
      return [whole, args.number(0) - whole];
    },
    pow: args => args.number(0) ** args.number(1),
    rad: args => (args.number(0) * Math.PI) / 180,
    random,
    randomseed: args => {
      args.integer(0);
      return [];
    },
  };
  for (const name of UNARY) {
    functions[name] = args => Math[name](args.number(0));
  }
  const maths = library(functions);
  maths.set('pi', Math.PI);
  maths.set('huge', Number.MAX_VALUE);
  return maths;
}
