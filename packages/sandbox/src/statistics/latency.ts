/** Upper bounds of Envoy's histogram buckets, in milliseconds. */
export const BUCKETS: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000,
  60_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/** Durations that spread around a median, with a long tail (log-normal). */
export interface LatencyShape {
  medianMs: number;
  /** Standard deviation of the logarithm. */
  spread: number;
}

/** Abramowitz and Stegun 7.1.26: within 1.5e-7, and rising with its argument. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const value = 1 - polynomial * Math.exp(-x * x);
  return x < 0 ? -value : value;
}

/** The share of durations up to a bound. */
export function shareWithin(shape: LatencyShape, boundMs: number): number {
  const z = Math.log(boundMs / shape.medianMs) / (shape.spread * Math.SQRT2);
  return Math.min(1, Math.max(0, 0.5 * (1 + errorFunction(z))));
}

/** The mean duration in milliseconds. */
export function meanOf({ medianMs, spread }: LatencyShape): number {
  return medianMs * Math.exp((spread * spread) / 2);
}

/** Counts of a histogram at a moment, cumulative, one for each of {@link BUCKETS}. */
export interface HistogramCounts {
  buckets: number[];
  count: number;
  sumMs: number;
}

/** Adds histograms up. */
export function addHistograms(
  histograms: readonly HistogramCounts[],
): HistogramCounts {
  return {
    buckets: BUCKETS.map((_, index) =>
      histograms.reduce((total, { buckets }) => total + buckets[index], 0),
    ),
    count: histograms.reduce((total, { count }) => total + count, 0),
    sumMs: histograms.reduce((total, { sumMs }) => total + sumMs, 0),
  };
}
