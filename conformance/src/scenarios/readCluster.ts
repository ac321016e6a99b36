import { RESOURCE_KINDS } from '@envoy-gateway-portal/gateway-model';
import { Cluster } from 'e2e/support/cluster';

/** What the portal watches, and what Envoy Gateway reads beside it. */
const KINDS = [
  ...RESOURCE_KINDS.filter(one => !one.supersededBy).map(
    ({ group, plural, versions }) => ({
      group,
      plural,
      version: versions[0],
    }),
  ),
  { group: '', plural: 'secrets', version: 'v1' },
  { group: '', plural: 'configmaps', version: 'v1' },
  { group: 'discovery.k8s.io', plural: 'endpointslices', version: 'v1' },
];

interface ObjectList {
  kind: string;
  apiVersion: string;
  items: Array<Record<string, unknown>>;
}

/** Every object of a cluster that has a say in what Envoy Gateway decides, with its status. */
export async function readCluster(
  cluster: Cluster,
): Promise<Array<Record<string, unknown>>> {
  const lists = await Promise.all(
    KINDS.map(async ({ group, plural, version }) => {
      const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
      const list = await cluster.get<ObjectList>(`${root}/${plural}`);
      return list.items.map(item => ({
        ...item,
        apiVersion: list.apiVersion,
        kind: list.kind.replace(/List$/, ''),
      }));
    }),
  );
  return lists.flat();
}
