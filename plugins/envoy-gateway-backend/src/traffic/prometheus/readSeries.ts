import { TrafficWindow } from '../figures/trafficWindow';
import { ProxyPod } from '../pods/proxyPods';
import { TrafficRoute } from '../types';
import { PrometheusMatrix, PrometheusVector } from './answers';
import { PrometheusClient } from './PrometheusClient';
import { clusterSelector, escapeRegex, proxyMatchers } from './promql';
import { PrometheusConfig } from './transport';

/** Routes per query: a query that goes through the API server travels in its URL. */
const ROUTES_PER_QUERY = 40;

/** How finely counters are read: what a proxy counts after its last reading and before it goes is lost. */
const READINGS_PER_WINDOW = 360;
const FINEST_READING_SECONDS = 5;

/** What Prometheus has of the proxies. */
export interface ProxySeries {
  uptimes: PrometheusMatrix;
  responses: PrometheusMatrix;
  /** At every `latencyStepSeconds`, counted back from the end of the window. */
  latency: PrometheusMatrix;
  latencyStepSeconds: number;
  /** Which Envoy clusters the proxies have now. */
  members: PrometheusVector;
}

/** Reads the raw counters of routes at proxies; nothing is extrapolated, as `rate` and `increase` do. */
export async function readSeries(
  client: PrometheusClient,
  { podLabel, namespaceLabel }: PrometheusConfig,
  query: {
    pods: readonly ProxyPod[];
    routes: readonly TrafficRoute[];
    window: TrafficWindow;
    signal: AbortSignal;
  },
): Promise<ProxySeries> {
  const { pods, routes, window, signal } = query;
  const proxies = proxyMatchers({
    podLabel,
    namespaceLabel,
    namespaces: [...new Set(pods.map(pod => pod.namespace))],
    pods: podPatterns(pods),
  });
  const fineStep = Math.max(
    FINEST_READING_SECONDS,
    Math.ceil((window.end - window.start) / 1000 / READINGS_PER_WINDOW),
  );
  // A multiple, so that every reading of latency is at the time of a reading of uptime.
  const latencyStepSeconds =
    fineStep * Math.ceil(window.stepSeconds / fineStep);
  const fine = readingTimes(window, fineStep);
  const coarse = readingTimes(window, latencyStepSeconds);

  const chunks = chunk(routes, ROUTES_PER_QUERY);
  const perChunk = async <T>(ask: (selected: TrafficRoute[]) => Promise<T[]>) =>
    (await Promise.all(chunks.map(ask))).flat();
  const [uptimes, responses, latency, members] = await Promise.all([
    client.range(`envoy_server_uptime{${proxies}}`, fine, signal),
    perChunk(selected =>
      client.range(
        clusterSelector('upstream_rq_xx', selected, proxies),
        fine,
        signal,
      ),
    ),
    perChunk(selected =>
      client.range(
        clusterSelector('upstream_rq_time_bucket', selected, proxies),
        coarse,
        signal,
      ),
    ),
    perChunk(selected =>
      client.instant(
        clusterSelector('membership_total', selected, proxies),
        window.end,
        signal,
      ),
    ),
  ]);
  return { uptimes, responses, latency, latencyStepSeconds, members };
}

/** Times of the readings, counted back from the end of the window so that its last one is now. */
function readingTimes({ start, end }: TrafficWindow, stepSeconds: number) {
  const steps = Math.floor((end - start) / 1000 / stepSeconds);
  return { start: end - steps * stepSeconds * 1000, end, stepSeconds };
}

/**
 * Names of the pods, and of those of the same fleets that are gone: what they counted in the window
 * counts too.
 */
function podPatterns(pods: readonly ProxyPod[]): string[] {
  const patterns = pods.map(({ name, fleet }) =>
    fleet ? `${escapeRegex(fleet)}[a-z0-9]+-[a-z0-9]+` : escapeRegex(name),
  );
  return [...new Set(patterns)];
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) {
    chunks.push(items.slice(i, i + size));
  }
  return chunks;
}
