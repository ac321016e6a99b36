import { test as base } from '@playwright/test';
import { readFileSync } from 'node:fs';
import {
  Overview,
  Traffic,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Cluster, clustersFromEnvironment, Manifest } from '../support/cluster';
import { Portal, startPortal } from '../support/portal';
import { until } from '../support/until';

/** An entity as the catalog's API gives it. */
export interface CatalogEntity {
  kind: string;
  metadata: {
    name: string;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  spec?: Record<string, unknown>;
  relations?: Array<{ type: string; targetRef: string }>;
}

/** What the suite works with: the clusters of KUBECONFIG, and a portal that reads them. */
export interface Story {
  clusters: Cluster[];
  /** The namespace of the tests in every cluster, made and deleted here. */
  namespace: string;
  portal: Portal;
  entity(name: string): Promise<CatalogEntity | undefined>;
  /** Waits until the catalog has the entity. */
  entityExists(name: string): Promise<CatalogEntity>;
  overview(name: string): Promise<Overview>;
  traffic(name: string, windowSeconds?: number): Promise<Traffic>;
}

/** Configured names: each cluster twice, once read through Prometheus and once through its proxies. */
export const viaPrometheus = (i: number) => `prometheus-${i + 1}`;
export const viaProxies = (i: number) => `proxies-${i + 1}`;

/** The Gateway of the tests' own namespace; `demo/eg` of the control plane is only looked at. */
export const gatewayOf = (namespace: string): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge', namespace },
  spec: {
    gatewayClassName: process.env.GATEWAY_CLASS ?? 'eg',
    listeners: [
      {
        name: 'http',
        protocol: 'HTTP',
        port: 80,
        hostname: '*.portal.test',
        allowedRoutes: { namespaces: { from: 'Same' } },
      },
    ],
  },
});

interface Deployment {
  spec: { template: { spec: { containers: object[] } } };
}

/** A backend of the tests' own: the containers of `demo/backend`, which is there already. */
async function backendOf(
  cluster: Cluster,
  namespace: string,
): Promise<Manifest[]> {
  const demo = await cluster.get<Deployment>(
    '/apis/apps/v1/namespaces/demo/deployments/backend',
  );
  const { containers } = demo.spec.template.spec;
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'echo',
        namespace,
        labels: { 'backstage.io/kubernetes-id': 'payments-service' },
      },
      spec: {
        selector: { app: 'echo' },
        ports: [{ name: 'http', port: 3000, targetPort: 3000 }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'echo', namespace },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'echo' } },
        template: {
          metadata: { labels: { app: 'echo' } },
          spec: { containers },
        },
      },
    },
  ];
}

/** A route of the tests' namespace on its Gateway. */
export const routeOf = (
  namespace: string,
  name: string,
  options: {
    hostname?: string;
    service?: string;
    annotations?: Record<string, string>;
  } = {},
): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: {
    name,
    namespace,
    annotations: {
      'backstage.io/owner': 'group:default/payments',
      ...options.annotations,
    },
  },
  spec: {
    parentRefs: [{ name: 'edge' }],
    hostnames: [options.hostname ?? `${name}.portal.test`],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ name: options.service ?? 'echo', port: 3000 }],
      },
    ],
  },
});

async function prepare(cluster: Cluster, namespace: string) {
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const backend = await backendOf(cluster, namespace);
  for (const manifest of [...backend, gatewayOf(namespace)]) {
    await cluster.apply(manifest);
  }
  await until(
    'programmed',
    () =>
      cluster.get<{ status?: { conditions?: Array<Record<string, string>> } }>(
        `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/gateways/edge`,
      ),
    gateway =>
      Boolean(
        gateway.status?.conditions?.some(
          c => c.type === 'Programmed' && c.status === 'True',
        ),
      ),
    { timeoutMs: 90_000 },
  );
}

const prometheusPath =
  process.env.PROMETHEUS_SERVICE_PATH ??
  '/api/v1/namespaces/monitoring/services/prometheus:80/proxy';

export const test = base.extend<object, { story: Story }>({
  story: [
    // Playwright's fixtures take their dependencies as a pattern, even when there are none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const clusters = clustersFromEnvironment();
      const namespace = `portal-test-${Date.now().toString(36)}`;
      const cleanup: Array<() => Promise<void> | void> = [];
      try {
        for (const cluster of clusters) {
          cleanup.push(
            () =>
              cluster.delete({
                apiVersion: 'v1',
                kind: 'Namespace',
                metadata: { name: namespace },
              }),
            () => cluster.close(),
          );
          await prepare(cluster, namespace);
        }
        const portal = await startPortal({
          envoyGateway: {
            clusters: clusters.flatMap((cluster, i) => [
              {
                name: viaPrometheus(i),
                kubeconfig: { file: cluster.file, context: cluster.context },
                traffic: { type: 'prometheus', servicePath: prometheusPath },
              },
              {
                name: viaProxies(i),
                kubeconfig: { file: cluster.file, context: cluster.context },
                traffic: { type: 'proxies' },
              },
            ]),
          },
        });
        cleanup.unshift(portal.stop);

        const entity = async (name: string) => {
          const response = await portal.request(
            `/api/catalog/entities/by-name/api/default/${name}`,
          );
          if (response.status === 404) return undefined;
          if (!response.ok) throw new Error(await response.text());
          return (await response.json()) as CatalogEntity;
        };
        const entityPath = (name: string) =>
          `/api/envoy-gateway/entities/api/default/${name}`;
        await use({
          clusters,
          namespace,
          portal,
          entity,
          entityExists: async name => {
            const found = await until(
              `in the catalog: ${name}`,
              () => entity(name),
              Boolean,
              { timeoutMs: 60_000 },
            );
            return found!;
          },
          overview: name =>
            portal.get<Overview>(`${entityPath(name)}/overview`),
          traffic: (name, windowSeconds = 900) =>
            portal.get<Traffic>(
              `${entityPath(name)}/traffic?windowSeconds=${windowSeconds}`,
            ),
        });
        if (process.env.KEEP_LOGS) {
          process.stdout.write(readFileSync(portal.logFile, 'utf8'));
        }
      } finally {
        for (const step of cleanup) await step();
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

export { expect } from '@playwright/test';
