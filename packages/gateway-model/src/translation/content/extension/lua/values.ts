import { formatNumber } from './numbers';

/** `nil` is `undefined`. Strings hold one byte per character, as Lua's do. */
export type LuaValue =
  | undefined
  | boolean
  | number
  | string
  | LuaTable
  | LuaFunction;

export class LuaFunction {
  constructor(readonly invoke: (args: readonly LuaValue[]) => LuaValue[]) {}
}

/** Indexes beyond it are ordinary keys to gopher-lua. */
const MAX_ARRAY_INDEX = 67_108_864;

function isArrayIndex(key: LuaValue): key is number {
  return (
    typeof key === 'number' &&
    Number.isInteger(key) &&
    key >= 1 &&
    key < MAX_ARRAY_INDEX
  );
}

/** A table as gopher-lua keeps it: a list, and other keys in the order they were first set. */
export class LuaTable {
  readonly list: LuaValue[] = [];
  readonly fields = new Map<LuaValue, LuaValue>();
  /** Where keys are looked up that are not there. */
  fallback?: LuaTable;

  get(key: LuaValue): LuaValue {
    return isArrayIndex(key) ? this.list[key - 1] : this.fields.get(key);
  }

  set(key: LuaValue, value: LuaValue): void {
    if (!isArrayIndex(key)) {
      if (value !== undefined || this.fields.has(key)) {
        // A key set to nil keeps its place, so that a traversal may go on.
        this.fields.set(key, value);
      }
      return;
    }
    while (this.list.length < key - 1) {
      this.list.push(undefined);
    }
    this.list[key - 1] = value;
  }

  /** What `#` says. */
  length(): number {
    let length = this.list.length;
    while (length > 0 && this.list[length - 1] === undefined) {
      length -= 1;
    }
    return length;
  }
}

export function tableOf(fields: Record<string, LuaValue>): LuaTable {
  const table = new LuaTable();
  for (const [key, value] of Object.entries(fields)) {
    table.set(key, value);
  }
  return table;
}

export function typeName(value: LuaValue): string {
  if (value === undefined) {
    return 'nil';
  }
  if (value instanceof LuaTable) {
    return 'table';
  }
  return value instanceof LuaFunction ? 'function' : typeof value;
}

export function isTruthy(value: LuaValue): boolean {
  return value !== undefined && value !== false;
}

/** Strings and numbers are text to Lua, other values are not. */
export function asText(value: LuaValue): string | undefined {
  if (typeof value === 'number') {
    return formatNumber(value);
  }
  return typeof value === 'string' ? value : undefined;
}

/** What `tostring` says; addresses of tables and functions are not told. */
export function describe(value: LuaValue): string {
  if (value instanceof LuaTable || value instanceof LuaFunction) {
    return `${typeName(value)}: 0xc000000000`;
  }
  return asText(value) ?? (value === undefined ? 'nil' : String(value));
}
