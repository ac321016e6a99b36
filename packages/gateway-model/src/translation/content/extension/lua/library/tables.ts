import { applyBinary } from '../operators';
import { LuaError } from '../errors';
import { Machine } from '../machine';
import { asText, isTruthy, LuaTable, LuaValue, typeName } from '../values';
import { Arguments, library } from './arguments';

function concatenated(args: Arguments, machine: Machine): string {
  const table = args.table(0);
  const separator = args.all[1] ?? '';
  if (typeof separator !== 'string') {
    throw new LuaError('bad argument 2: string expected');
  }
  const size = table.length();
  const from = args.integer(2, 1);
  const to = Math.min(args.integer(3, size), size);
  if (args.count === 3 && (from > size || from < 1)) {
    return '';
  }
  const parts: string[] = [];
  for (let index = Math.max(Math.min(from, size), 1); index <= to; index += 1) {
    const text = asText(table.list[index - 1]);
    if (text === undefined) {
      throw new LuaError(
        `${typeName(table.list[index - 1])} at index ${index} cannot be joined`,
      );
    }
    machine.budget.spend(1 + text.length / 64);
    parts.push(text);
  }
  return parts.join(separator);
}

function append(table: LuaTable, value: LuaValue): void {
  if (value !== undefined) {
    table.list[table.length()] = value;
  }
}

function insert(args: Arguments, machine: Machine): LuaValue[] {
  const table = args.table(0);
  if (args.count === 1) {
    throw new LuaError('wrong number of arguments');
  }
  if (args.count === 2) {
    append(table, args.all[1]);
    return [];
  }
  const at = args.integer(1);
  const value = args.any(2);
  if (at >= 1 && at <= table.list.length) {
    machine.budget.spend((table.list.length - at) / 64);
    table.list.splice(at - 1, 0, value);
  } else {
    machine.budget.spend(Math.max(0, at - table.list.length) / 8);
    table.set(at, value);
  }
  return [];
}

function remove(args: Arguments): LuaValue {
  const { list } = args.table(0);
  const index = args.integer(1, -1) - 1;
  if (list.length === 0 || index >= list.length) {
    return undefined;
  }
  return index < 0 || index === list.length - 1
    ? list.pop()
    : list.splice(index, 1)[0];
}

function sort(args: Arguments, machine: Machine): LuaValue[] {
  const table = args.table(0);
  const order = args.count === 1 ? undefined : args.callable(1);
  const isBefore = (left: LuaValue, right: LuaValue) => {
    machine.budget.spend(1);
    return isTruthy(
      order
        ? machine.call(order, [left, right])[0]
        : applyBinary('<', left, right),
    );
  };
  // Undefined values would be kept out of the comparison, which fails on them in Lua.
  const boxed = table.list.map(value => ({ value }));
  boxed.sort((left, right) => {
    if (isBefore(left.value, right.value)) {
      return -1;
    }
    return isBefore(right.value, left.value) ? 1 : 0;
  });
  boxed.forEach(({ value }, index) => {
    table.list[index] = value;
  });
  return [];
}

export function tableLibrary(machine: () => Machine): LuaTable {
  return library({
    concat: args => concatenated(args, machine()),
    getn: args => args.table(0).length(),
    insert: args => insert(args, machine()),
    maxn: args => args.table(0).length(),
    remove,
    sort: args => sort(args, machine()),
  });
}
