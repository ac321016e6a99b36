import { CelValue, isCelList, isCelMap, isCelUint } from '@bufbuild/cel';
import { opaqueText } from './opaqueTypes';

/** Whether CEL counts two values as equal; numbers are compared across their types. */
export function equalValues(a: CelValue, b: CelValue): boolean {
  const [left, right] = [a, b].map(value =>
    isCelUint(value) ? value.value : value,
  );
  if (
    (typeof left === 'bigint' || typeof left === 'number') &&
    (typeof right === 'bigint' || typeof right === 'number')
  ) {
    // eslint-disable-next-line eqeqeq -- a bigint and a number of one value are never ===
    return left == right;
  }
  if (isCelList(left)) {
    return (
      isCelList(right) &&
      left.size === right.size &&
      [...left].every((item, index) =>
        equalValues(item, right.get(index) ?? null),
      )
    );
  }
  if (isCelMap(left)) {
    return (
      isCelMap(right) &&
      left.size === right.size &&
      [...left].every(([key, item]) => {
        const other = right.get(key);
        return other !== undefined && equalValues(item, other);
      })
    );
  }
  if (typeof left !== 'object' || left === null) {
    return left === right;
  }
  return (
    typeof right === 'object' &&
    right !== null &&
    opaqueText(left) !== '' &&
    opaqueText(left) === opaqueText(right)
  );
}
