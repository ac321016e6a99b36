import { LuaError, Undecidable } from '../errors';
import { Machine } from '../machine';
import { parseNumber } from '../numbers';
import {
  describe,
  isTruthy,
  LuaFunction,
  LuaTable,
  LuaValue,
  typeName,
} from '../values';
import { Arguments, Native, native } from './arguments';

/** The next key of a table, list first, then the others as they were set. */
function nextEntry(table: LuaTable, key: LuaValue): LuaValue[] {
  let index = 0;
  const inList =
    key === undefined ||
    (typeof key === 'number' && key >= 1 && key <= table.list.length);
  if (inList) {
    index = typeof key === 'number' ? key : 0;
    for (; index < table.list.length; index += 1) {
      if (table.list[index] !== undefined) {
        return [index + 1, table.list[index]];
      }
    }
  }
  let found = inList;
  for (const [name, value] of table.fields) {
    if (found && value !== undefined) {
      return [name, value];
    }
    found ||= name === key;
  }
  return [undefined];
}

/** Traverses a table. A traversal in order needs no search for the key before. */
function pairs(args: Arguments): LuaValue[] {
  const table = args.table(0);
  const keys = table.fields.keys();
  let listed = 0;
  const step = new LuaFunction(() => {
    while (listed < table.list.length) {
      listed += 1;
      if (table.list[listed - 1] !== undefined) {
        return [listed, table.list[listed - 1]];
      }
    }
    for (let key = keys.next(); !key.done; key = keys.next()) {
      const value = table.fields.get(key.value);
      if (value !== undefined) {
        return [key.value, value];
      }
    }
    return [];
  });
  return [step, table, undefined];
}

const nextItem = native(args => {
  const index = args.integer(1) + 1;
  const value = args.table(0).list[index - 1];
  return value === undefined ? [] : [index, value];
});

function toNumber(args: Arguments): LuaValue {
  const base = args.integer(1, 10);
  const value = args.any(0);
  if (typeof value !== 'string') {
    return typeof value === 'number' ? value : undefined;
  }
  const text = value.replace(/^[ \n\t]+/, '').replace(/[ \n\t]+$/, '');
  if (text.includes('.')) {
    const decimal = parseNumber(text);
    return decimal;
  }
  const hexadecimal = args.all[1] === undefined && /^0x/i.test(text);
  const digits = hexadecimal ? text.slice(2) : text;
  const radix = hexadecimal ? 16 : base;
  if (radix < 2 || radix > 36 || !/^[+-]?[0-9a-zA-Z]+$/.test(digits)) {
    return undefined;
  }
  const valid = [...digits.replace(/^[+-]/, '')].every(
    digit => parseInt(digit, 36) < radix,
  );
  const number = parseInt(digits, radix);
  return valid && Math.abs(number) < 2 ** 63 ? number : undefined;
}

function select(args: Arguments): LuaValue[] {
  const which = args.all[0];
  if (which === '#') {
    return [args.count - 1];
  }
  if (typeof which !== 'number') {
    throw new LuaError('bad argument 1: number expected');
  }
  const index = Math.trunc(which);
  const from = index < 0 ? args.count + index : Math.min(index, args.count);
  if (from < 1) {
    throw new LuaError('bad argument 1: index out of range');
  }
  return args.all.slice(from);
}

/** Runs something, and gives what went wrong as a value. Scripts that cannot be judged stay so. */
function guarded(run: () => LuaValue[]): LuaValue[] {
  try {
    return [true, ...run()];
  } catch (error) {
    if (error instanceof LuaError) {
      return [false, error.value];
    }
    throw error;
  }
}

/** An error as a script gets to see it: a text with its place before it, whichever that is. */
function raised(value: LuaValue): LuaError {
  return typeof value === 'string'
    ? new LuaError(`<string>:1: ${value}`, value)
    : new LuaError(value);
}

const undecidable =
  (what: string): Native =>
  () => {
    throw new Undecidable(`it uses ${what}`);
  };

/** Global functions left to scripts: Envoy Gateway takes those away that reach beyond the script. */
export function baseLibrary(
  machine: () => Machine,
): Record<string, LuaFunction> {
  const functions: Record<string, Native> = {
    assert(args) {
      if (!isTruthy(args.all[0])) {
        const message = args.all[1];
        throw raised(
          typeof message === 'string' ? message : 'assertion failed!',
        );
      }
      return [...args.all];
    },
    collectgarbage: () => [],
    error(args) {
      const value = args.any(0);
      throw args.integer(1, 1) > 0 ? raised(value) : new LuaError(value);
    },
    getfenv: () => machine().globals,
    ipairs: args => [nextItem, args.table(0), 0],
    module: undecidable('module'),
    newproxy: undecidable('newproxy'),
    next: args => nextEntry(args.table(0), args.all[1]),
    pairs,
    pcall: args => {
      const callee = args.any(0);
      return callee instanceof LuaFunction
        ? guarded(() => machine().call(callee, args.all.slice(1)))
        : [false, `attempt to call a ${typeName(callee)} value`];
    },
    print: () => [],
    _printregs: () => [],
    rawequal: args => args.any(0) === args.any(1),
    select,
    setfenv: undecidable('setfenv'),
    tonumber: toNumber,
    tostring: args => describe(args.any(0)),
    type: args => typeName(args.any(0)),
    unpack(args) {
      const table = args.table(0);
      const from = args.integer(1, 1);
      const to = args.integer(2, table.length());
      machine().budget.spend(Math.max(0, to - from));
      const values: LuaValue[] = [];
      for (let index = from; index <= to; index += 1) {
        values.push(table.list[index - 1]);
      }
      return values;
    },
    xpcall(args) {
      const callee = args.callable(0);
      const handler = args.callable(1);
      const result = guarded(() => machine().call(callee, []));
      return result[0] === true
        ? result
        : [false, machine().call(handler, result.slice(1))[0]];
    },
  };
  return Object.fromEntries(
    Object.entries(functions).map(([name, one]) => [name, native(one)]),
  );
}
