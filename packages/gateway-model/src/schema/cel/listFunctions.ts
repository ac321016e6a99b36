import {
  CelFunc,
  celFunc,
  CelInput,
  celList,
  CelList,
  celMethod,
  CelScalar,
  CelValue,
  isCelList,
  isCelUint,
  listType,
} from '@bufbuild/cel';
import { equalValues } from './equality';

const { BOOL, DYN, INT } = CelScalar;
const LIST = listType(DYN);

/** Above this, the functions that compare every item with every other are refused. */
const MAX_ITEMS = 5_000;

function itemsOf(list: CelList): CelValue[] {
  if (list.size > MAX_ITEMS) {
    throw new Error('the list is too long');
  }
  return [...list];
}

function has(list: readonly CelValue[], item: CelValue): boolean {
  return list.some(one => equalValues(one, item));
}

function order(a: CelValue, b: CelValue): number {
  const [left, right] = [a, b].map(value =>
    isCelUint(value) ? value.value : value,
  );
  const comparable =
    (typeof left === 'bigint' || typeof left === 'number') &&
    (typeof right === 'bigint' || typeof right === 'number');
  if (
    !comparable &&
    (typeof left !== typeof right ||
      !['string', 'boolean'].includes(typeof left))
  ) {
    throw new Error('no such overload');
  }
  const [x, y] = [left, right] as [number, number];
  if (x === y) {
    return 0;
  }
  return x < y ? -1 : 1;
}

function sum(list: readonly CelValue[]): bigint | number {
  return list.reduce<bigint | number>(
    (total, item) => {
      if (typeof item === 'bigint' && typeof total === 'bigint') {
        return total + item;
      }
      if (typeof item === 'number') {
        return Number(total) + item;
      }
      throw new Error('no such overload');
    },
    typeof list[0] === 'number' ? 0 : 0n,
  );
}

function flatten(list: readonly CelValue[], depth: number): CelInput[] {
  return list.flatMap(item =>
    isCelList(item) && depth > 0
      ? flatten(itemsOf(item), depth - 1)
      : [item as CelInput],
  );
}

function position(value: bigint, size: number): number {
  if (value < 0n || value > BigInt(size)) {
    throw new Error(`index out of bounds: ${value}`);
  }
  return Number(value);
}

function best(list: readonly CelValue[], sign: number): CelValue {
  if (list.length === 0) {
    throw new Error('the list is empty');
  }
  return list.reduce((a, b) => (order(a, b) * sign < 0 ? b : a));
}

const asList = (items: readonly CelValue[]) =>
  celList(items as readonly CelInput[]);

/** Functions on lists and sets that CRDs may use (upstream `library/lists.go`, cel-go `ext/lists`, `ext/sets`). */
export const LIST_FUNCTIONS: readonly CelFunc[] = [
  celMethod('isSorted', LIST, [], BOOL, function isSorted() {
    return itemsOf(this).every(
      (item, index, items) => index === 0 || order(items[index - 1], item) <= 0,
    );
  }),
  celMethod('sum', LIST, [], DYN, function total() {
    return sum(itemsOf(this));
  }),
  celMethod('min', LIST, [], DYN, function min() {
    return best(itemsOf(this), -1) as CelInput;
  }),
  celMethod('max', LIST, [], DYN, function max() {
    return best(itemsOf(this), 1) as CelInput;
  }),
  celMethod('indexOf', LIST, [DYN], INT, function indexOf(item) {
    return BigInt(itemsOf(this).findIndex(one => equalValues(one, item)));
  }),
  celMethod('lastIndexOf', LIST, [DYN], INT, function lastIndexOf(item) {
    const items = itemsOf(this);
    const back = items.reverse().findIndex(one => equalValues(one, item));
    return BigInt(back < 0 ? -1 : items.length - 1 - back);
  }),
  celMethod('slice', LIST, [INT, INT], LIST, function slice(from, to) {
    const items = itemsOf(this);
    const [start, end] = [
      position(from, items.length),
      position(to, items.length),
    ];
    if (start > end) {
      throw new Error('the start of a slice is behind its end');
    }
    return asList(items.slice(start, end));
  }),
  celMethod('flatten', LIST, [], LIST, function flattenOnce() {
    return celList(flatten(itemsOf(this), 1));
  }),
  celMethod('flatten', LIST, [INT], LIST, function flattenBy(depth) {
    return celList(flatten(itemsOf(this), Number(depth)));
  }),
  celMethod('distinct', LIST, [], LIST, function distinct() {
    const seen: CelValue[] = [];
    for (const item of itemsOf(this)) {
      if (!has(seen, item)) {
        seen.push(item);
      }
    }
    return asList(seen);
  }),
  celMethod('reverse', LIST, [], LIST, function reverse() {
    return asList(itemsOf(this).reverse());
  }),
  celMethod('sort', LIST, [], LIST, function sort() {
    return asList(itemsOf(this).sort(order));
  }),
  celFunc('lists.range', [INT], LIST, count => {
    if (count < 0n || count > BigInt(MAX_ITEMS)) {
      throw new Error('the list is too long');
    }
    return celList(Array.from({ length: Number(count) }, (_, i) => BigInt(i)));
  }),
  celFunc('sets.contains', [LIST, LIST], BOOL, (list, other) => {
    const items = itemsOf(list);
    return itemsOf(other).every(item => has(items, item));
  }),
  celFunc('sets.equivalent', [LIST, LIST], BOOL, (list, other) => {
    const [a, b] = [itemsOf(list), itemsOf(other)];
    return a.every(item => has(b, item)) && b.every(item => has(a, item));
  }),
  celFunc('sets.intersects', [LIST, LIST], BOOL, (list, other) => {
    const items = itemsOf(list);
    return itemsOf(other).some(item => has(items, item));
  }),
];
