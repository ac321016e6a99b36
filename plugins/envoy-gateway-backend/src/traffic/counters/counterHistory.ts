import { sameBounds } from '../figures/buckets';
import { CounterHistory, Counters, Observation } from './types';

export const EMPTY_HISTORY: CounterHistory = { points: [] };

/**
 * Appends an observation. What is kept only ever grows: a counter that fell, or whose process started
 * anew, counts from zero again; one that appears at a proxy already observed counts from zero too.
 *
 * @returns the same history when the observation is not newer than the last one
 */
export function observe(
  history: CounterHistory,
  observation: Observation,
): CounterHistory {
  const { last, points } = history;
  if (!last) {
    const { time, uptimeSeconds } = observation;
    return {
      startedAt:
        uptimeSeconds === undefined ? undefined : time - uptimeSeconds * 1000,
      points: [{ time, totals: observation.counters }],
      last: observation,
    };
  }
  if (observation.time <= last.time) {
    return history;
  }
  const totals = points[points.length - 1].totals;
  return {
    ...history,
    points: [
      ...points,
      {
        time: observation.time,
        totals: addGrowth(totals, last, observation),
      },
    ],
    last: observation,
  };
}

/**
 * Drops points older than `keepFrom`, except the newest of them, and thins those older than `thinBefore`
 * to one per `thinToMs`. Totals only grow, so nothing that was counted is lost by it.
 */
export function prune(
  history: CounterHistory,
  options: { keepFrom: number; thinBefore: number; thinToMs: number },
): CounterHistory {
  const { points } = history;
  let first = 0;
  while (
    first + 1 < points.length &&
    points[first + 1].time <= options.keepFrom
  ) {
    first += 1;
  }
  let keptTime = -Infinity;
  const kept = points.slice(first).filter(({ time }, i, all) => {
    const keep =
      i === 0 ||
      i === all.length - 1 ||
      time >= options.thinBefore ||
      time - keptTime >= options.thinToMs;
    if (keep) {
      keptTime = time;
    }
    return keep;
  });
  return kept.length === points.length ? history : { ...history, points: kept };
}

function addGrowth(
  totals: ReadonlyMap<string, Counters>,
  last: Observation,
  now: Observation,
): ReadonlyMap<string, Counters> {
  const restarted =
    last.uptimeSeconds !== undefined &&
    now.uptimeSeconds !== undefined &&
    now.uptimeSeconds < last.uptimeSeconds;
  const next = new Map(totals);
  let changed = false;
  for (const [key, counters] of now.counters) {
    const grown = growthOf(
      restarted ? undefined : last.counters.get(key),
      counters,
    );
    if (grown.some(value => value > 0)) {
      changed = true;
      next.set(key, addTo(next.get(key), grown, counters.bounds));
    }
  }
  return changed ? next : totals;
}

function growthOf(before: Counters | undefined, now: Counters): number[] {
  const comparable =
    before &&
    before.values.length === now.values.length &&
    sameBounds(before.bounds ?? [], now.bounds ?? []) &&
    now.values.every((value, i) => value >= before.values[i]);
  return now.values.map((value, i) =>
    comparable ? value - before.values[i] : value,
  );
}

function addTo(
  total: Counters | undefined,
  grown: readonly number[],
  bounds: readonly number[] | undefined,
): Counters {
  const addable = total && sameBounds(total.bounds ?? [], bounds ?? []);
  return {
    values: grown.map((value, i) => (addable ? total.values[i] : 0) + value),
    bounds: addable ? total.bounds : bounds,
  };
}
