import { sameBounds } from '../figures/buckets';
import { CounterHistory, CounterPoint, Counters } from './types';

/** Between observations further apart than this, how the growth was spread is not known. */
const LONGEST_GAP_MS = 300_000;

/** How far before the start of a window its baseline may lie. */
const BASELINE_TOLERANCE_MS = 90_000;

/** The part of a window that a history covers. */
export interface Coverage {
  from: number;
  to: number;
  /** Index of the point growth is counted from; -1 when it is the start of the process. */
  baseline: number;
}

/**
 * Which part of a window a history covers. Growth is counted from the start of the process when that lies
 * in the window, so that nothing it counted is missed; else from the observation nearest to the start of
 * the window.
 *
 * @returns `undefined` when nothing was observed in the window
 */
export function coverageOf(
  { startedAt, points }: CounterHistory,
  window: { start: number },
): Coverage | undefined {
  const last = points[points.length - 1];
  if (!last || last.time < window.start) {
    return undefined;
  }
  if (startedAt !== undefined && startedAt >= window.start) {
    return {
      from: Math.min(startedAt, points[0].time),
      to: last.time,
      baseline: -1,
    };
  }
  const baseline = baselineFor(points, window.start);
  return { from: points[baseline].time, to: last.time, baseline };
}

function baselineFor(points: readonly CounterPoint[], start: number): number {
  let nearest = points.length - 1;
  let distance = Infinity;
  // The last point is no baseline as long as there is an earlier one: nothing has grown since.
  for (let i = 0; i < points.length - 1; i++) {
    const { time } = points[i];
    if (
      time >= start - BASELINE_TOLERANCE_MS &&
      Math.abs(time - start) < distance
    ) {
      nearest = i;
      distance = Math.abs(time - start);
    }
  }
  return nearest;
}

/**
 * What a counter grew by over the coverage: exactly what the proxy counted.
 *
 * @returns `undefined` when the proxy has no such counter
 */
export function growthOver(
  { points }: CounterHistory,
  key: string,
  { baseline }: Coverage,
): Counters | undefined {
  const now = points[points.length - 1].totals.get(key);
  const base = baseline < 0 ? undefined : points[baseline].totals.get(key);
  return now && subtract(now, base, 1);
}

/** What counters grew by in a step of the window. */
export interface StepGrowth {
  /** The seconds of the step that are covered. */
  seconds: number;
  growth: Counters[];
}

/**
 * What counters grew by in a step. The growth between two observations is spread evenly over the time
 * between them.
 *
 * @returns `undefined` when the step is not covered
 */
export function growthInStep(
  { points }: CounterHistory,
  keys: readonly string[],
  coverage: Coverage,
  step: { start: number; end: number },
): StepGrowth | undefined {
  const from = Math.max(step.start, coverage.from);
  const to = Math.min(step.end, coverage.to);
  const growth: Counters[] = [];
  let covered = 0;
  const first = Math.max(
    coverage.baseline + 1,
    indexOfFirstAfter(points, from),
  );
  for (let i = first; i < points.length; i++) {
    const previous = i === 0 ? coverage.from : points[i - 1].time;
    const overlap = Math.min(to, points[i].time) - Math.max(from, previous);
    if (overlap <= 0) {
      break;
    }
    const length = points[i].time - previous;
    if (length > LONGEST_GAP_MS) {
      return undefined;
    }
    covered += overlap;
    for (const key of keys) {
      const now = points[i].totals.get(key);
      const base = i === 0 ? undefined : points[i - 1].totals.get(key);
      if (now) {
        growth.push(subtract(now, base, overlap / length));
      }
    }
  }
  return covered > 0 ? { seconds: covered / 1000, growth } : undefined;
}

function indexOfFirstAfter(
  points: readonly CounterPoint[],
  time: number,
): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (points[middle].time > time) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function subtract(
  now: Counters,
  base: Counters | undefined,
  share: number,
): Counters {
  const from = base && sameBounds(base.bounds ?? [], now.bounds ?? []);
  return {
    values: now.values.map(
      (value, i) => (value - (from ? base.values[i] : 0)) * share,
    ),
    bounds: now.bounds,
  };
}
