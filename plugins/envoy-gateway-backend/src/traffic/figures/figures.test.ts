import { addBuckets, Buckets, histogramQuantile } from './buckets';
import { figuresOf, pointOf } from './figures';
import { addTallies } from './tally';
import { trafficWindow } from './trafficWindow';

const BOUNDS = [5, 10, 25, Infinity];

describe('histogramQuantile', () => {
  const quantile = (q: number, counts: number[], bounds = BOUNDS) =>
    histogramQuantile(q, { bounds, counts });

  it('interpolates as Prometheus does', () => {
    // 10 up to 5, 30 in (5, 10], 60 in (10, 25]
    expect(quantile(0.5, [10, 40, 100, 100])).toBeCloseTo(
      10 + 15 * ((50 - 40) / 60),
    );
    expect(quantile(0.25, [10, 40, 100, 100])).toBeCloseTo(
      5 + 5 * ((25 - 10) / 30),
    );
    expect(quantile(0.05, [10, 40, 100, 100])).toBeCloseTo(2.5);
    expect(quantile(1, [10, 40, 100, 100])).toBe(25);
  });

  it('answers the highest finite bound for what lies beyond it', () => {
    expect(quantile(0.99, [0, 0, 0, 7])).toBe(25);
  });

  it('knows nothing of nothing', () => {
    expect(quantile(0.5, [0, 0, 0, 0])).toBeUndefined();
    expect(quantile(0.5, [], [])).toBeUndefined();
    expect(quantile(0.5, [1], [Infinity])).toBeUndefined();
    expect(quantile(0.5, [1, 2], [5, 10])).toBeUndefined();
    expect(quantile(0.5, [NaN, NaN, NaN, NaN])).toBeUndefined();
  });

  it('lifts a count that lies below its predecessor', () => {
    expect(quantile(0.9, [10, 8, 20, 20])).toBeCloseTo(
      10 + 15 * ((18 - 10) / 10),
    );
  });
});

describe('addBuckets', () => {
  const left: Buckets = { bounds: BOUNDS, counts: [1, 2, 3, 4] };

  it('adds histograms of the same bounds, and of others', () => {
    expect(addBuckets(left, left)).toEqual({
      bounds: BOUNDS,
      counts: [2, 4, 6, 8],
    });
    expect(
      addBuckets(left, { bounds: [10, 50, Infinity], counts: [5, 6, 7] }),
    ).toEqual({
      bounds: [5, 10, 25, 50, Infinity],
      counts: [1, 7, 8, 9, 11],
    });
  });
});

describe('figures', () => {
  it('leaves out what is not known', () => {
    expect(figuresOf({})).toEqual({});
    expect(figuresOf({ requests: 0, errors: 0, rate: 0 })).toEqual({
      requests: 0,
      requestRate: 0,
    });
    expect(pointOf(7, {})).toEqual({ time: 7 });
    expect(figuresOf(addTallies([{}, { requests: 2 }, {}]))).toEqual({
      requests: 2,
    });
  });

  it('has no quantiles of no requests', () => {
    const latency = { bounds: BOUNDS, counts: [1, 2, 3, 4] };
    expect(figuresOf({ requests: 0, latency })).toEqual({ requests: 0 });
    expect(figuresOf({ requests: 4, latency })).toHaveProperty('p95');
  });

  it('tells errors as a share', () => {
    expect(figuresOf({ requests: 8, errors: 2, rate: 4 })).toEqual({
      requests: 8,
      requestRate: 4,
      errorShare: 0.25,
    });
  });
});

describe('trafficWindow', () => {
  it.each([
    [60, 15, 4],
    [300, 15, 20],
    [3_600, 60, 60],
    [21_600, 600, 36],
    [86_400, 1_800, 48],
    [100, 15, 7],
  ])('cuts %d seconds into steps of %d', (seconds, step, steps) => {
    const now = 1_795_000_000_123;
    const window = trafficWindow(now, seconds);
    expect(window.stepSeconds).toBe(step);
    expect(window.stepEnds).toHaveLength(steps);
    expect(window.stepEnds[steps - 1]).toBe(now);
    expect(window.stepEnds[0]).toBeGreaterThan(window.start);
    expect(window.start).toBe(now - seconds * 1000);
  });
});
