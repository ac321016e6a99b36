/** Chances from a seed: the same seed gives the same cluster. */
export interface Random {
  /** A whole number from 0 up to, but not including, `end`. */
  int(end: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
  /** Different items, `least` to `most` of them, in their order. */
  some<T>(from: readonly T[], least: number, most: number): T[];
}

/** Mulberry32: small, fast, and good enough to make test data. */
export function createRandom(seed: number): Random {
  // eslint-disable-next-line no-bitwise -- the generator is defined on 32-bit integers
  let state = seed >>> 0;
  function next(): number {
    /* eslint-disable no-bitwise -- see above */
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    /* eslint-enable no-bitwise */
  }
  const int = (end: number) => Math.floor(next() * end);
  return {
    int,
    pick: from => from[int(from.length)],
    chance: probability => next() < probability,
    some(from, least, most) {
      const wanted = Math.min(from.length, least + int(most - least + 1));
      const left = from.map((_, index) => index);
      while (left.length > wanted) {
        left.splice(int(left.length), 1);
      }
      return left.map(index => from[index]);
    },
  };
}
