import { ProxyCounters } from '../counters/tallyRules';
import { TrafficWindow } from '../figures/trafficWindow';
import { ProxyPod, servesGateway } from '../pods/proxyPods';
import { PrometheusMatrix } from './answers';
import { ProxySeries } from './readSeries';
import { historiesOf, keyOfSeries } from './seriesToCounters';
import { PrometheusConfig } from './transport';

/** What each proxy counted, as Prometheus knows it. */
export function proxyCounters(
  series: ProxySeries,
  pods: readonly ProxyPod[],
  { podLabel, namespaceLabel }: PrometheusConfig,
  window: TrafficWindow,
): ProxyCounters[] {
  const podOf = (metric: Record<string, string>) =>
    `${metric[namespaceLabel] ?? ''}/${metric[podLabel] ?? ''}`;
  const responses = historiesOf({
    series: series.responses,
    suffix: 'upstream_rq_xx',
    label: 'envoy_response_code_class',
    uptimes: series.uptimes,
    podOf,
  });
  const latency = historiesOf({
    series: series.latency,
    suffix: 'upstream_rq_time_bucket',
    label: 'le',
    uptimes: every(series.uptimes, series.latencyStepSeconds, window.end),
    podOf,
  });
  const members = membersByPod(series, podOf);
  const current = new Map(
    pods.map(pod => [`${pod.namespace}/${pod.name}`, pod]),
  );
  const foreign = [...responses].some(
    ([name, { last }]) => !current.has(name) && last?.time === window.end,
  );
  return [...responses].flatMap(([name, history]) => {
    const pod =
      current.get(name) ??
      // Pods of such names are alive elsewhere: this Prometheus scrapes several clusters, and to which of
      // them one that is gone belonged cannot be told.
      (foreign ? undefined : fleetMate(name, pods));
    if (!pod) {
      return [];
    }
    const { totals } = history.points[history.points.length - 1];
    return {
      serves: gateway => servesGateway(pod, gateway),
      hasCluster: key => members.get(name)?.has(key) || totals.has(key),
      responses: history,
      latency: latency.get(name) ?? { points: [] },
    };
  });
}

/** The values at every step, counted back from the end. */
function every(
  series: PrometheusMatrix,
  stepSeconds: number,
  end: number,
): PrometheusMatrix {
  return series.map(({ metric, values }) => ({
    metric,
    values: values.filter(
      ([seconds]) =>
        Math.round(end - seconds * 1000) % (stepSeconds * 1000) === 0,
    ),
  }));
}

function membersByPod(
  { members }: ProxySeries,
  podOf: (metric: Record<string, string>) => string,
): Map<string, Set<string>> {
  const byPod = new Map<string, Set<string>>();
  for (const { metric } of members) {
    const keys = byPod.get(podOf(metric)) ?? new Set<string>();
    keys.add(keyOfSeries(metric, 'membership_total'));
    byPod.set(podOf(metric), keys);
  }
  return byPod;
}

function fleetMate(
  name: string,
  pods: readonly ProxyPod[],
): ProxyPod | undefined {
  return pods.find(
    ({ namespace, fleet }) => fleet && name.startsWith(`${namespace}/${fleet}`),
  );
}
