import { tallyRules } from '../counters/tallyRules';
import { listProxyPods, servesAny } from '../pods/proxyPods';
import { noProxyPods } from '../problems';
import { TrafficQuery, TrafficReading, TrafficSource } from '../types';
import { createPrometheusClient } from './PrometheusClient';
import { proxyCounters } from './proxyCounters';
import { readSeries } from './readSeries';
import { PrometheusConfig, prometheusTransport } from './transport';
import { whyNothing } from './whyNothing';

/** Reads the proxies' counters from the Prometheus that scrapes them. */
export function createPrometheusSource(): TrafficSource {
  return {
    title: 'Prometheus',
    handles: ({ traffic }) => traffic.type === 'prometheus',
    read: async query => {
      const { traffic } = query.cluster;
      if (traffic.type !== 'prometheus') {
        throw new Error(`Cluster ${query.cluster.name} has no Prometheus`);
      }
      return readPrometheus(query, traffic);
    },
  };
}

async function readPrometheus(
  { cluster, routes, window, signal }: TrafficQuery,
  config: PrometheusConfig,
): Promise<TrafficReading> {
  const pods = (await listProxyPods(cluster.reader, signal)).filter(pod =>
    servesAny(pod, routes),
  );
  if (pods.length === 0) {
    return { rules: [], generated: false, problem: noProxyPods(cluster.name) };
  }
  const client = createPrometheusClient(prometheusTransport(cluster, config));
  const series = await readSeries(client, config, {
    pods,
    routes,
    window,
    signal,
  });
  const nothing = series.uptimes.length === 0 && series.members.length === 0;
  return {
    ...tallyRules(proxyCounters(series, pods, config, window), routes, window),
    generated: pods.some(pod => pod.generated),
    problem: nothing
      ? await whyNothing(client, config, window.end, signal)
      : undefined,
  };
}
