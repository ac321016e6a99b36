import { ServiceUnavailableError } from '@backstage/errors';
import { statKey } from '../counters/statKey';
import { Counters } from '../counters/types';
import { parsePrometheusText, parseValue } from './prometheusText';

/** What a page of a proxy's statistics says of its HTTPRoute clusters. */
export interface ProxyStatistics {
  uptimeSeconds?: number;
  /** Keys of the Envoy clusters the proxy has. */
  clusters: ReadonlySet<string>;
  responses: ReadonlyMap<string, Counters>;
  latency: ReadonlyMap<string, Counters>;
}

const PREFIX = 'envoy_cluster_';
const UPTIME = 'envoy_server_uptime';
const RESPONSES = 'upstream_rq_xx';
const LATENCY = 'upstream_rq_time_bucket';
const MEMBERS = 'membership_total';
const CLUSTERS_READ = 'httproute/';

/** A proxy with more series than this is one to be read through Prometheus. */
const MOST_SERIES = 500_000;

/**
 * Reads a page of `/stats/prometheus`, and of it only the Envoy clusters made for HTTPRoutes.
 *
 * @throws ServiceUnavailableError when the page has more series than can be held
 */
export function readStatistics(page: string): ProxyStatistics {
  const clusters = new Set<string>();
  const responses = new Map<string, number[]>();
  const buckets = new Map<string, Map<number, number>>();
  let uptimeSeconds: number | undefined;
  let series = 0;
  for (const { name, labels, value } of parsePrometheusText(page, isWanted)) {
    if (!Number.isFinite(value) || value < 0) {
      continue;
    }
    if (name === UPTIME) {
      uptimeSeconds = value;
      continue;
    }
    const cluster = labels.get('envoy_cluster_name') ?? '';
    if (!cluster.startsWith(CLUSTERS_READ)) {
      continue;
    }
    series += 1;
    if (series > MOST_SERIES) {
      throw new ServiceUnavailableError(
        `The proxy reports more than ${MOST_SERIES} series of HTTPRoutes; read it through Prometheus`,
      );
    }
    if (name.endsWith(MEMBERS)) {
      clusters.add(keyOf(name, MEMBERS, cluster));
    } else if (name.endsWith(RESPONSES)) {
      addClass(responses, keyOf(name, RESPONSES, cluster), labels, value);
    } else {
      addBucket(buckets, keyOf(name, LATENCY, cluster), labels, value);
    }
  }
  return {
    uptimeSeconds,
    clusters,
    responses: new Map(
      [...responses].map(([key, values]) => [key, { values }]),
    ),
    latency: latencyOf(buckets),
  };
}

function isWanted(name: string): boolean {
  return (
    name === UPTIME ||
    (name.startsWith(PREFIX) &&
      (name.endsWith(RESPONSES) ||
        name.endsWith(LATENCY) ||
        name.endsWith(MEMBERS)))
  );
}

/** The part of the metric's name between prefix and suffix slipped there from the cluster's name. */
function keyOf(name: string, suffix: string, cluster: string): string {
  return statKey(cluster, name.slice(PREFIX.length, -suffix.length - 1));
}

function addClass(
  responses: Map<string, number[]>,
  key: string,
  labels: ReadonlyMap<string, string>,
  value: number,
) {
  const index = Number(labels.get('envoy_response_code_class')) - 1;
  if (index >= 0 && index < 5 && Number.isInteger(index)) {
    const values = responses.get(key) ?? [0, 0, 0, 0, 0];
    values[index] = value;
    responses.set(key, values);
  }
}

function addBucket(
  buckets: Map<string, Map<number, number>>,
  key: string,
  labels: ReadonlyMap<string, string>,
  value: number,
) {
  const bound = parseValue(labels.get('le') ?? '');
  if (!Number.isNaN(bound) && labels.has('le')) {
    const counts = buckets.get(key) ?? new Map<number, number>();
    counts.set(bound, value);
    buckets.set(key, counts);
  }
}

/** Histograms that have their last bucket; their bounds are shared, as nearly all are the same. */
function latencyOf(
  buckets: Map<string, Map<number, number>>,
): Map<string, Counters> {
  const shared = new Map<string, readonly number[]>();
  const latency = new Map<string, Counters>();
  for (const [key, counts] of buckets) {
    const sorted = [...counts.keys()].sort((a, b) => a - b);
    if (sorted[sorted.length - 1] === Infinity) {
      const id = sorted.join();
      const bounds = shared.get(id) ?? sorted;
      shared.set(id, bounds);
      latency.set(key, {
        bounds,
        values: bounds.map(bound => counts.get(bound) ?? 0),
      });
    }
  }
  return latency;
}
