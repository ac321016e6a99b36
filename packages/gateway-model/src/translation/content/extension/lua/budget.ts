import { Undecidable } from './errors';

/** Enough for every filter a person writes; Envoy Gateway gives a script five seconds. */
const STEPS = 100_000;

/** As deep as gopher-lua's stack of calls, as Envoy Gateway sets it up. */
export const MAX_CALLS = 256;

/** Bounds what a script may cost, in time and in memory. */
export interface Budget {
  spend(steps: number): void;
}

export function createBudget(steps = STEPS): Budget {
  let left = steps;
  return {
    spend(cost) {
      left -= cost;
      if (!(left >= 0)) {
        throw new Undecidable('it takes too long to run to be judged');
      }
    },
  };
}
