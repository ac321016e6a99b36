import { EMPTY_HISTORY, observe } from '../counters/counterHistory';
import { statKey } from '../counters/statKey';
import { CounterHistory, Counters, Observation } from '../counters/types';
import { PrometheusMatrix } from './answers';

/** Reads the proxy pod a series belongs to, as `namespace/name`. */
export type PodOfSeries = (metric: Record<string, string>) => string;

/** Values of one counter at one proxy by time; several scrapes of the same proxy are one counter. */
type ValuesByTime = Map<number, number>;

const newValues = (): ValuesByTime => new Map();

/**
 * Turns the series of cumulative counters into what each proxy counted.
 *
 * @param series - counters that bear `label`
 * @param label - the label that tells the parts of one counter apart: the response class, or the bound
 * @param uptimes - `envoy_server_uptime` at the same times: when a proxy was scraped and when it started
 */
export function historiesOf(options: {
  series: PrometheusMatrix;
  suffix: string;
  label: 'envoy_response_code_class' | 'le';
  uptimes: PrometheusMatrix;
  podOf: PodOfSeries;
}): Map<string, CounterHistory> {
  const uptimes = uptimesByPod(options.uptimes, options.podOf);
  const counters = countersByPod(options);
  const histories = new Map<string, CounterHistory>();
  for (const pod of new Set([...uptimes.keys(), ...counters.keys()])) {
    histories.set(
      pod,
      observations(
        uptimes.get(pod) ?? new Map(),
        counters.get(pod) ?? new Map(),
        options.label,
      ).reduce(observe, EMPTY_HISTORY),
    );
  }
  return histories;
}

/** The key of a series: by its label and by what slipped into its name. */
export function keyOfSeries(
  metric: Record<string, string>,
  suffix: string,
): string {
  const name = metric.__name__ ?? '';
  const slipped = name.endsWith(`_${suffix}`)
    ? name.slice('envoy_cluster_'.length, -suffix.length - 1)
    : '';
  return statKey(metric.envoy_cluster_name ?? '', slipped);
}

function uptimesByPod(
  series: PrometheusMatrix,
  podOf: PodOfSeries,
): Map<string, ValuesByTime> {
  const byPod = new Map<string, ValuesByTime>();
  for (const { metric, values } of series) {
    record(getOrCreate(byPod, podOf(metric), newValues), values);
  }
  return byPod;
}

/** pod → key → part → values */
type CountersOfPod = Map<string, Map<string, ValuesByTime>>;

function countersByPod(options: {
  series: PrometheusMatrix;
  suffix: string;
  label: string;
  podOf: PodOfSeries;
}): Map<string, CountersOfPod> {
  const byPod = new Map<string, CountersOfPod>();
  for (const { metric, values } of options.series) {
    const ofPod = getOrCreate(
      byPod,
      options.podOf(metric),
      (): CountersOfPod => new Map(),
    );
    const key = keyOfSeries(metric, options.suffix);
    const ofKey = getOrCreate(ofPod, key, () => new Map());
    const part = metric[options.label] ?? '';
    record(getOrCreate(ofKey, part, newValues), values);
  }
  return byPod;
}

function record(target: ValuesByTime, values: Array<[number, string]>) {
  for (const [seconds, text] of values) {
    const value = Number(text);
    const time = Math.round(seconds * 1000);
    if (Number.isFinite(value) && value >= 0) {
      target.set(time, Math.max(target.get(time) ?? 0, value));
    }
  }
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const created = create();
  map.set(key, created);
  return created;
}

function observations(
  uptimes: ValuesByTime,
  counters: CountersOfPod,
  label: string,
): Observation[] {
  const layouts = [...counters].flatMap(([key, parts]) => {
    const layout = label === 'le' ? bucketsOf(parts) : classesOf(parts);
    return layout ? { key, ...layout } : [];
  });
  const times = new Set(uptimes.keys());
  for (const { columns } of layouts) {
    for (const column of columns) {
      column.forEach((_, time) => times.add(time));
    }
  }
  return [...times]
    .sort((a, b) => a - b)
    .map(time => {
      const present = new Map<string, Counters>();
      for (const { key, bounds, columns } of layouts) {
        if (columns.some(column => column.has(time))) {
          const values = columns.map(column => column.get(time) ?? 0);
          present.set(key, { bounds, values });
        }
      }
      return { time, uptimeSeconds: uptimes.get(time), counters: present };
    });
}

interface Layout {
  bounds?: number[];
  columns: ValuesByTime[];
}

function classesOf(parts: Map<string, ValuesByTime>): Layout {
  return {
    columns: ['1', '2', '3', '4', '5'].map(
      responseClass => parts.get(responseClass) ?? newValues(),
    ),
  };
}

/** Buckets in ascending order; a histogram without its last one cannot be read. */
function bucketsOf(parts: Map<string, ValuesByTime>): Layout | undefined {
  const buckets = [...parts]
    .map(([le, values]) => ({
      bound: le === '+Inf' ? Infinity : Number(le),
      values,
    }))
    .filter(({ bound }) => !Number.isNaN(bound))
    .sort((a, b) => a.bound - b.bound);
  return parts.has('+Inf')
    ? {
        bounds: buckets.map(({ bound }) => bound),
        columns: buckets.map(({ values }) => values),
      }
    : undefined;
}
