/**
 * A histogram's observations up to each bound, cumulative, bounds ascending and ending in infinity.
 *
 * @public
 */
export interface Buckets {
  bounds: readonly number[];
  counts: readonly number[];
}

/** Adds histograms. Histograms of other bounds than the first one's are merged over all bounds. */
export function addBuckets(left: Buckets, right: Buckets): Buckets {
  if (sameBounds(left.bounds, right.bounds)) {
    return {
      bounds: left.bounds,
      counts: left.counts.map((count, i) => count + right.counts[i]),
    };
  }
  const bounds = [...new Set([...left.bounds, ...right.bounds])].sort(
    (a, b) => a - b,
  );
  return {
    bounds,
    counts: bounds.map(
      bound => countUpTo(left, bound) + countUpTo(right, bound),
    ),
  };
}

export function sameBounds(
  left: readonly number[],
  right: readonly number[],
): boolean {
  return (
    left === right ||
    (left.length === right.length && left.every((b, i) => b === right[i]))
  );
}

/** What a histogram knows of a bound it does not have: the count of its next lower one. */
function countUpTo(buckets: Buckets, bound: number): number {
  let count = 0;
  for (let i = 0; i < buckets.bounds.length; i++) {
    if (buckets.bounds[i] > bound) {
      break;
    }
    count = buckets.counts[i];
  }
  return count;
}

/**
 * The value below which the share `q` of the observations lies, as Prometheus' `histogram_quantile`
 * estimates it: linear within the bucket, from 0 in the first one; the highest finite bound when it lies
 * beyond. `undefined` when nothing was observed.
 */
export function histogramQuantile(
  q: number,
  { bounds, counts }: Buckets,
): number | undefined {
  const last = bounds.length - 1;
  if (last < 1 || bounds[last] !== Infinity || !(counts[last] > 0)) {
    return undefined;
  }
  const rank = q * counts[last];
  let bucket = 0;
  let reached = counts[0];
  while (bucket < last && reached < rank) {
    bucket += 1;
    // A count below its predecessor's can only stem from unequal scrapes: it is lifted, as Prometheus does.
    reached = Math.max(reached, counts[bucket]);
  }
  if (bucket === last) {
    return bounds[last - 1];
  }
  const lower = bucket === 0 ? 0 : bounds[bucket - 1];
  const before = bucket === 0 ? 0 : Math.max(...counts.slice(0, bucket));
  const within = reached - before;
  if (within <= 0 || bounds[bucket] <= 0) {
    return bounds[bucket];
  }
  return lower + ((bounds[bucket] - lower) * (rank - before)) / within;
}
