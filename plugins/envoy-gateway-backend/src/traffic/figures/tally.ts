import { addBuckets, Buckets } from './buckets';

/**
 * What was counted over a time, addable over rules, proxies and clusters. Absent fields are not known.
 *
 * @public
 */
export interface Tally {
  /** Responses of every class. */
  requests?: number;
  /** Responses of class 5xx. */
  errors?: number;
  /** Responses per second. */
  rate?: number;
  /** Upstream time in milliseconds. */
  latency?: Buckets;
}

/** The sum of what is known; a field that no tally knows stays unknown. */
export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum: Tally = {};
  for (const tally of tallies) {
    sum.requests = addKnown(sum.requests, tally.requests);
    sum.errors = addKnown(sum.errors, tally.errors);
    sum.rate = addKnown(sum.rate, tally.rate);
    if (tally.latency) {
      sum.latency = sum.latency
        ? addBuckets(sum.latency, tally.latency)
        : tally.latency;
    }
  }
  return sum;
}

function addKnown(
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (left === undefined || right === undefined) {
    return left ?? right;
  }
  return left + right;
}
