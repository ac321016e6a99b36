import { BinaryOperator } from './ast';
import { LuaError } from './errors';
import { parseNumber } from './numbers';
import { asText, LuaTable, LuaValue, typeName } from './values';

/** The number a value stands for in arithmetic: strings count if they read as one. */
function asNumber(value: LuaValue): number | undefined {
  if (typeof value === 'string') {
    return parseNumber(value);
  }
  return typeof value === 'number' ? value : undefined;
}

export function modulo(left: number, right: number): number {
  const rest = left % right;
  return (right > 0 && rest < 0) || (right < 0 && rest > 0)
    ? rest + right
    : rest;
}

const ARITHMETIC: Partial<
  Record<BinaryOperator, (left: number, right: number) => number>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': modulo,
  '^': (left, right) => left ** right,
};

function isLess(left: LuaValue, right: LuaValue): boolean {
  if (typeof left === 'number' && typeof right === 'number') {
    return left < right;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return left < right;
  }
  throw new LuaError(
    `attempt to compare ${typeName(left)} with ${typeName(right)}`,
  );
}

function isAtMost(left: LuaValue, right: LuaValue): boolean {
  return (
    isLess(left, right) ||
    (typeof left === 'number' ? left === right : !isLess(right, left))
  );
}

/** What `left operator right` is; `and` and `or` are not asked here. */
export function applyBinary(
  operator: BinaryOperator,
  left: LuaValue,
  right: LuaValue,
): LuaValue {
  const compute = ARITHMETIC[operator];
  if (compute) {
    const a = asNumber(left);
    const b = asNumber(right);
    if (a === undefined || b === undefined) {
      throw new LuaError(
        `attempt to compute ${typeName(left)} ${operator} ${typeName(right)}`,
      );
    }
    return compute(a, b);
  }
  switch (operator) {
    case '..': {
      const head = asText(left);
      const tail = asText(right);
      if (head === undefined || tail === undefined) {
        throw new LuaError(
          `attempt to join ${typeName(left)} and ${typeName(right)}`,
        );
      }
      return head + tail;
    }
    case '==':
      return left === right;
    case '~=':
      return left !== right;
    case '<':
      return isLess(left, right);
    case '>':
      return isLess(right, left);
    case '<=':
      return isAtMost(left, right);
    default:
      return isAtMost(right, left);
  }
}

export function applyUnary(
  operator: 'not' | '-' | '#',
  value: LuaValue,
): LuaValue {
  if (operator === 'not') {
    return value === undefined || value === false;
  }
  if (operator === '-') {
    const number = asNumber(value);
    if (number === undefined) {
      throw new LuaError(`attempt to negate ${typeName(value)}`);
    }
    return -number;
  }
  if (typeof value === 'string') {
    return value.length;
  }
  if (value instanceof LuaTable) {
    return value.length();
  }
  throw new LuaError(`attempt to get the length of ${typeName(value)}`);
}
