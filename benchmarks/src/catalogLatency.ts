import {
  Cluster,
  clustersFromEnvironment,
  Manifest,
  Portal,
  startPortal,
  until,
} from 'e2e';
import { percentile } from './percentile';
import { renderTable } from './table';

const SIZES = [100, 5_000];
const CHANGES = 30;
const NAMESPACE = 'portal-bench';

function route(i: number | string, hostname = `r${i}.example.com`): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `route-${i}`, namespace: NAMESPACE },
    spec: {
      parentRefs: [{ name: 'bench' }],
      hostnames: [hostname],
      rules: [{ backendRefs: [{ name: 'service', port: 8080 }] }],
    },
  };
}

const BASE: Manifest[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'bench', namespace: NAMESPACE },
    spec: {
      gatewayClassName: process.env.GATEWAY_CLASS ?? 'eg',
      listeners: [{ name: 'http', protocol: 'HTTP', port: 80 }],
    },
  },
];

async function inParallel(
  count: number,
  width: number,
  task: (i: number) => Promise<unknown>,
) {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) await task(next++);
    }),
  );
}

async function entityCount(portal: Portal): Promise<number> {
  const { totalItems } = await portal.get<{ totalItems: number }>(
    '/api/catalog/entities/by-query?limit=1&filter=kind=api,metadata.annotations.envoy-gateway.backstage.io/http-route',
  );
  return totalItems;
}

/** Milliseconds from the API server's answer until the catalog shows the wanted state. */
async function visible(
  portal: Portal,
  name: string,
  wanted: (body: string | undefined) => boolean,
): Promise<number> {
  const start = performance.now();
  await until(
    `visible: ${name}`,
    async () => {
      const response = await portal.request(
        `/api/catalog/entities/by-name/api/default/${NAMESPACE}.${name}`,
      );
      const text = await response.text();
      return response.ok ? text : undefined;
    },
    wanted,
    { timeoutMs: 60_000, everyMs: 20 },
  );
  return performance.now() - start;
}

async function measureChanges(cluster: Cluster, portal: Portal) {
  const samples = {
    create: [] as number[],
    change: [] as number[],
    delete: [] as number[],
  };
  for (let i = 0; i < CHANGES; i++) {
    const name = `probe-${i}`;
    await cluster.apply(route(name));
    samples.create.push(
      await visible(portal, `route-${name}`, body => body !== undefined),
    );
    await cluster.apply(route(name, `changed-${i}.example.com`));
    samples.change.push(
      await visible(portal, `route-${name}`, body =>
        Boolean(body?.includes(`changed-${i}.example.com`)),
      ),
    );
    await cluster.delete(route(name));
    samples.delete.push(
      await visible(portal, `route-${name}`, body => body === undefined),
    );
  }
  return samples;
}

/** How long a route's change takes from the API server's answer to the catalog's. */
export async function benchmarkCatalogLatency(): Promise<string> {
  const [cluster, ...others] = clustersFromEnvironment();
  others.forEach(other => other.close());
  const rows: Array<Array<string | number>> = [];
  try {
    for (const manifest of BASE) await cluster.apply(manifest);
    let made = 0;
    for (const size of SIZES) {
      const from = made;
      await inParallel(size - from, 20, i => cluster.apply(route(from + i)));
      made = size;
      const portal = await startPortal({
        envoyGateway: {
          clusters: [
            {
              name: 'bench',
              kubeconfig: { file: cluster.file, context: cluster.context },
            },
          ],
        },
      });
      try {
        const begun = performance.now();
        await until(
          `holding ${size} routes`,
          () => entityCount(portal),
          count => count >= size,
          { timeoutMs: 600_000, everyMs: 500 },
        );
        const filled = (performance.now() - begun) / 1000;
        const samples = await measureChanges(cluster, portal);
        for (const [operation, values] of Object.entries(samples)) {
          rows.push([
            size,
            operation,
            Math.round(percentile(values, 0.5)),
            Math.round(percentile(values, 0.95)),
            Math.round(Math.max(...values)),
            values.length,
            Number(filled.toFixed(1)),
          ]);
        }
      } finally {
        await portal.stop();
      }
    }
  } finally {
    for (const manifest of [...BASE]
      .reverse()
      .filter(m => m.kind !== 'Namespace')) {
      await cluster.delete(manifest);
    }
    await cluster.delete(BASE[0]);
    cluster.close();
  }
  return renderTable(
    [
      'routes',
      'operation',
      'p50 ms',
      'p95 ms',
      'max ms',
      'samples',
      'catalog filled s',
    ],
    rows,
  );
}
