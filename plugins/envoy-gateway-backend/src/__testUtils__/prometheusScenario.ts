import { TrafficSourceConfig } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { trafficWindow } from '../traffic/figures/trafficWindow';
import { createPrometheusSource } from '../traffic/prometheus/prometheusSource';
import { TrafficReading, TrafficRoute } from '../traffic/types';
import { proxyPod } from './manifests';
import { ScriptedSeries, scriptedPrometheus } from './scriptedPrometheus';

export const NOW = 1_795_000_000;
export const SERVICE =
  '/api/v1/namespaces/monitoring/services/prometheus:80/proxy';
export const THROUGH_API_SERVER: Extract<
  TrafficSourceConfig,
  { type: 'prometheus' }
> = {
  type: 'prometheus',
  url: SERVICE,
  throughApiServer: true,
  podLabel: 'pod',
  namespaceLabel: 'namespace',
};

export const PODS = [proxyPod('aaaaa'), proxyPod('bbbbb')];
export const [FIRST, SECOND] = PODS.map(({ metadata }) => metadata.name);

export function route(name = 'payments', rules = 1): TrafficRoute {
  return {
    namespace: 'payments',
    name,
    rules: Array.from({ length: rules }, (_, index) => ({
      index,
      backends: 1,
    })),
    gateways: [{ namespace: 'platform', name: 'public', className: 'eg' }],
  };
}

export type Samples = ScriptedSeries['samples'];

export function series(
  name: string,
  pod: string,
  labels: Record<string, string>,
  samples: Samples,
): ScriptedSeries {
  return {
    metric: {
      __name__: name,
      namespace: 'envoy-gateway-system',
      pod,
      job: 'kubernetes-pods',
      ...labels,
    },
    samples,
  };
}

export const CLUSTER = 'httproute/payments/payments/rule/0';

export function uptime(pod: string, samples: Samples) {
  return series('envoy_server_uptime', pod, {}, samples);
}

export function responses(
  pod: string,
  responseClass: string,
  samples: Samples,
  cluster = CLUSTER,
) {
  return series(
    'envoy_cluster_upstream_rq_xx',
    pod,
    {
      envoy_cluster_name: cluster,
      envoy_response_code_class: responseClass,
    },
    samples,
  );
}

export function members(pod: string, cluster = CLUSTER) {
  return series(
    'envoy_cluster_membership_total',
    pod,
    { envoy_cluster_name: cluster },
    scrapes(() => 2),
  );
}

/** A scrape every 15 s for ten minutes before now; nothing where the function answers nothing. */
export function scrapes(
  valueAt: (seconds: number) => number | undefined,
): Samples {
  const samples: Samples = [];
  for (let ago = 600; ago >= 0; ago -= 15) {
    samples.push([NOW - ago, valueAt(-ago)]);
  }
  return samples;
}

export const running = (pod: string, started = -86_400) =>
  uptime(
    pod,
    scrapes(seconds => (seconds >= started ? seconds - started : undefined)),
  );

export async function read(
  all: ScriptedSeries[],
  options: {
    routes?: TrafficRoute[];
    pods?: object[];
    traffic?: TrafficSourceConfig;
    seconds?: number;
    body?: string;
  } = {},
): Promise<TrafficReading & { queries: string[]; paths: string[] }> {
  const prometheus = scriptedPrometheus(all);
  const paths: string[] = [];
  const inventory = inventoryMock({
    clusters: [
      {
        name: 'production',
        traffic: options.traffic ?? THROUGH_API_SERVER,
        read: path => {
          paths.push(path);
          const url = new URL(path, 'http://api');
          if (url.pathname === '/api/v1/pods') {
            return JSON.stringify({ items: options.pods ?? PODS });
          }
          return (
            options.body ??
            JSON.stringify(
              prometheus.answer(
                url.pathname.split('/').pop() ?? '',
                url.searchParams,
              ),
            )
          );
        },
      },
    ],
  });
  const reading = await createPrometheusSource().read({
    cluster: inventory.clusters()[0],
    routes: options.routes ?? [route()],
    window: trafficWindow(NOW * 1000, options.seconds ?? 300),
    signal: new AbortController().signal,
  });
  return { ...reading, queries: prometheus.queries, paths };
}
