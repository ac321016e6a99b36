import { TrafficProblem } from '../types';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusConfig } from './transport';

/** Why Prometheus has nothing of the proxies: it does not scrape Envoy, or it labels it otherwise. */
export async function whyNothing(
  client: PrometheusClient,
  { podLabel, namespaceLabel }: PrometheusConfig,
  time: number,
  signal: AbortSignal,
): Promise<TrafficProblem> {
  const [any] = await client.instant(
    'topk(1, envoy_server_uptime)',
    time,
    signal,
  );
  if (!any) {
    return {
      reason: 'NoEnvoySeries',
      message: 'Prometheus answers, but it has no statistics of Envoy.',
      remedy:
        'Let Prometheus scrape /stats/prometheus on port 19001 of the proxy pods: with a PodMonitor, or by the annotations Envoy Gateway puts on them.',
    };
  }
  const labels = Object.keys(any.metric)
    .filter(label => label !== '__name__')
    .sort();
  return {
    reason: 'NoMatchingSeries',
    message: `Prometheus has statistics of Envoy, but none whose labels ${namespaceLabel} and ${podLabel} name the proxy pods of these Gateways.`,
    remedy: `Set traffic.podLabel and traffic.namespaceLabel of the cluster to the labels that do. One such series has ${labels.join(
      ', ',
    )}.`,
  };
}
