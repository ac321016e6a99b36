type Less<T> = (a: T, b: T) => boolean;

const FEW = 12;

/** Go's own source of pseudo-random numbers here (`xorshift`), seeded with the length. */
function scatter(length: number): () => number {
  const step = (value: bigint, by: number): bigint =>
    BigInt.asUintN(
      64,
      value ^ (by > 0 ? value << BigInt(by) : value >> BigInt(-by)),
    );
  const size = 2 ** (32 - Math.clz32(length));
  let state = BigInt(length);
  return () => {
    state = [13, -7, 17].reduce(step, state);
    const place = Number(BigInt.asUintN(32, state)) % size;
    return place >= length ? place - length : place;
  };
}

/**
 * Sorts a short list in place as Go's `sort.Slice` does: a quicksort that does not keep the order of equals, but
 * always puts them alike. What Go does to lists of 50 and more is left out.
 */
export function sortAsGo<T>(list: T[], isLess: Less<T>): void {
  const less = (i: number, j: number) => isLess(list[i], list[j]);
  const swap = (i: number, j: number) => {
    [list[i], list[j]] = [list[j], list[i]];
  };

  const insert = (from: number, to: number) => {
    for (let i = from + 1; i < to; i += 1) {
      for (let j = i; j > from && less(j, j - 1); j -= 1) {
        swap(j, j - 1);
      }
    }
  };

  const isSorted = (from: number, to: number) => {
    for (let i = from + 1; i < to; i += 1) {
      if (less(i, i - 1)) {
        return false;
      }
    }
    return true;
  };

  /** Three in the middle change places with others, lest the next pivot be as bad as the last. */
  const breakPatterns = (from: number, to: number) => {
    const next = scatter(to - from);
    const middle = from + Math.floor((to - from) / 4) * 2;
    for (const place of [middle - 1, middle, middle + 1]) {
      swap(place, from + next());
    }
  };

  const medianOfThree = (from: number, to: number) => {
    const quarter = Math.floor((to - from) / 4);
    const three = [from + quarter, from + 2 * quarter, from + 3 * quarter];
    let inOrder = true;
    for (const i of [0, 1, 0]) {
      if (less(three[i + 1], three[i])) {
        [three[i], three[i + 1]] = [three[i + 1], three[i]];
        inOrder = false;
      }
    }
    return { pivot: three[1], inOrder };
  };

  /** Elements that satisfy `left` come before those that satisfy `right`; gives the first of the latter. */
  const split = (
    from: number,
    to: number,
    left: (i: number) => boolean,
    right: (i: number) => boolean,
  ) => {
    let i = from + 1;
    let j = to - 1;
    let swaps = 0;
    for (;;) {
      while (i <= j && left(i)) {
        i += 1;
      }
      while (i <= j && right(j)) {
        j -= 1;
      }
      if (i > j) {
        return { middle: i, untouched: swaps === 0 };
      }
      swap(i, j);
      swaps += 1;
      i += 1;
      j -= 1;
    }
  };

  const sort = (start: number, end: number) => {
    let [from, to] = [start, end];
    let balanced = true;
    let partitioned = true;
    while (to - from > FEW) {
      const length = to - from;
      if (!balanced) {
        breakPatterns(from, to);
      }
      const { pivot, inOrder } = medianOfThree(from, to);
      if (balanced && partitioned && inOrder && isSorted(from, to)) {
        return;
      }
      const first = from;
      if (from > 0 && !less(from - 1, pivot)) {
        // Nothing here is less than the pivot: those equal to it are done.
        swap(from, pivot);
        from = split(
          from,
          to,
          i => !less(first, i),
          i => less(first, i),
        ).middle;
        continue;
      }
      swap(from, pivot);
      const { middle, untouched } = split(
        from,
        to,
        i => less(i, first),
        i => !less(i, first),
      );
      const place = middle - 1;
      swap(place, from);
      partitioned = untouched;
      const shorter = Math.min(place - from, to - place);
      balanced = shorter >= Math.floor(length / 8);
      if (place - from < to - place) {
        sort(from, place);
        from = place + 1;
      } else {
        sort(place + 1, to);
        to = place;
      }
    }
    insert(from, to);
  };

  sort(0, list.length);
}
