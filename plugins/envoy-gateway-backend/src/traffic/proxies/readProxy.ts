import { ClusterReader } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { ProxyPod } from '../pods/proxyPods';
import { ProxyStatistics, readStatistics } from './readStatistics';

const TIMEOUT_MS = 8_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** What Envoy is asked for: a page with everything is a hundred times as long. Names are Envoy's own, not yet Prometheus'. */
const FILTER =
  '^(cluster\\.httproute/.*/rule/-?[0-9]+(/backend/[0-9]+)?\\.(upstream_rq_([1-5]xx|time)|membership_total)|server\\.uptime)$';

/** Reads the statistics of a proxy pod through the API server. */
export async function readProxy(
  reader: ClusterReader,
  pod: Pick<ProxyPod, 'namespace' | 'name'>,
): Promise<ProxyStatistics> {
  const namespace = encodeURIComponent(pod.namespace);
  const name = encodeURIComponent(pod.name);
  const { body } = await reader.get(
    `/api/v1/namespaces/${namespace}/pods/${name}:19001/proxy/stats/prometheus?${new URLSearchParams(
      { filter: FILTER },
    )}`,
    { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
  );
  return readStatistics(body);
}
