import { request } from 'node:http';
import { Cluster } from './cluster';

interface PodList {
  items: Array<{ metadata: { name: string; namespace: string } }>;
}

/** The address the Gateway reports. */
export async function addressOf(
  cluster: Cluster,
  namespace: string,
  gateway: string,
): Promise<string> {
  const found = await cluster.get<{
    status?: { addresses?: Array<{ value: string }> };
  }>(
    `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/gateways/${gateway}`,
  );
  const address = found.status?.addresses?.[0]?.value;
  if (!address)
    throw new Error(`Gateway ${namespace}/${gateway} has no address`);
  return address;
}

/** One request through the Gateway; resolves to the status code. */
export function requestThrough(
  address: string,
  host: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const req = request(
      { host: address, port: 80, path, headers: { host, ...headers } },
      res => {
        res.resume();
        res.on('end', () => resolve(res.statusCode ?? 0));
        res.on('error', reject);
      },
    );
    req.setTimeout(10_000, () => req.destroy(new Error('no answer in 10 s')));
    req.on('error', reject);
    req.end();
  });
}

/** `count` requests one after another; resolves to how often each status code came. */
export async function drive(
  count: number,
  ...target: Parameters<typeof requestThrough>
): Promise<Record<number, number>> {
  const codes: Record<number, number> = {};
  for (let i = 0; i < count; i++) {
    const code = await requestThrough(...target);
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return codes;
}

/**
 * Envoy's own count of answers for one rule, summed over the Gateway's proxies, read as an operator
 * would: from each proxy's statistics page.
 */
export async function envoyCounter(
  cluster: Cluster,
  gateway: { namespace: string; name: string },
  envoyCluster: string,
): Promise<number> {
  const selector = encodeURIComponent(
    `gateway.envoyproxy.io/owning-gateway-namespace=${gateway.namespace},gateway.envoyproxy.io/owning-gateway-name=${gateway.name}`,
  );
  const pods = await cluster.get<PodList>(
    `/api/v1/pods?labelSelector=${selector}`,
  );
  let total = 0;
  for (const { metadata } of pods.items) {
    const page = await cluster.text(
      `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}:19001/proxy/stats/prometheus`,
    );
    for (const line of page.split('\n')) {
      if (
        line.startsWith('envoy_cluster_upstream_rq_xx{') &&
        line.includes(`envoy_cluster_name="${envoyCluster}"`)
      ) {
        total += Number(line.slice(line.lastIndexOf(' ') + 1));
      }
    }
  }
  return total;
}
