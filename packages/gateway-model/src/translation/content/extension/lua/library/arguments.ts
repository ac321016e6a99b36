import { LuaError } from '../errors';
import { parseNumber } from '../numbers';
import { asText, LuaFunction, LuaTable, LuaValue, typeName } from '../values';

function wrong(position: number, expected: string, value: LuaValue): never {
  throw new LuaError(
    `bad argument ${position + 1}: ${expected} expected, got ${typeName(
      value,
    )}`,
  );
}

/** The arguments of a library function, as gopher-lua checks them. Positions count from 0. */
export interface Arguments {
  readonly count: number;
  readonly all: readonly LuaValue[];
  any(position: number): LuaValue;
  text(position: number, preset?: string): string;
  number(position: number): number;
  /** A number, cut to a whole one; no string will do. */
  integer(position: number, preset?: number): number;
  table(position: number): LuaTable;
  callable(position: number): LuaFunction;
}

export function argumentsOf(args: readonly LuaValue[]): Arguments {
  return {
    count: args.length,
    all: args,
    any: position =>
      position < args.length
        ? args[position]
        : wrong(position, 'value', undefined),
    text(position, preset) {
      const value = args[position];
      if (value === undefined && preset !== undefined) {
        return preset;
      }
      return asText(value) ?? wrong(position, 'string', value);
    },
    number(position) {
      const value = args[position];
      const number = typeof value === 'string' ? parseNumber(value) : value;
      return typeof number === 'number'
        ? number
        : wrong(position, 'number', value);
    },
    integer(position, preset) {
      const value = args[position] ?? preset;
      return typeof value === 'number'
        ? Math.trunc(value)
        : wrong(position, 'number', value);
    },
    table(position) {
      const value = args[position];
      return value instanceof LuaTable
        ? value
        : wrong(position, 'table', value);
    },
    callable(position) {
      const value = args[position];
      return value instanceof LuaFunction
        ? value
        : wrong(position, 'function', value);
    },
  };
}

export type Native = (args: Arguments) => LuaValue[] | LuaValue;

/** A function of a library; what it returns is its only value, or the list of them. */
export function native(invoke: Native): LuaFunction {
  return new LuaFunction(args => {
    const result = invoke(argumentsOf(args));
    return Array.isArray(result) ? result : [result];
  });
}

export function library(functions: Record<string, Native>): LuaTable {
  const table = new LuaTable();
  for (const [name, invoke] of Object.entries(functions)) {
    table.set(name, native(invoke));
  }
  return table;
}
