import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  EnvoyGatewayInventory,
  envoyGatewayInventoryServiceRef,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import {
  Sandbox,
  SandboxCluster,
  startSandbox,
} from '@envoy-gateway-portal/sandbox';
import { httpRoute, platform, service } from '../__testUtils__/objects';
import {
  eventually,
  FakeCatalog,
  PAYMENTS,
  PUBLIC,
  settled,
  startOn,
  stopAll,
} from '../__testUtils__/portal';

const ROUTE =
  '/apis/gateway.networking.k8s.io/v1/namespaces/payments/httproutes/payments';

const PLURALS: Record<string, string> = {
  GatewayClass: 'gatewayclasses',
  Gateway: 'gateways',
  HTTPRoute: 'httproutes',
  Namespace: 'namespaces',
  Service: 'services',
};

function pathOf(object: Record<string, unknown>): string {
  const { apiVersion, kind, metadata } = object as {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  };
  const base = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const place = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return `${base}${place}/${PLURALS[kind]}/${metadata.name}`;
}

async function ask(
  cluster: SandboxCluster,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const response = await fetch(
    `${cluster.url}${path}${body ? '?fieldManager=test&force=true' : ''}`,
    {
      method,
      headers: {
        authorization: `Bearer ${cluster.adminToken}`,
        'content-type': 'application/apply-patch+yaml',
      },
      body: body ? JSON.stringify(body) : undefined,
    },
  );
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${await response.text()}`);
  }
  await response.arrayBuffer();
}

async function apply(cluster: SandboxCluster, ...objects: object[]) {
  const order = ['Namespace', 'GatewayClass', 'Gateway', 'Service'];
  const rank = (object: object) =>
    (order.indexOf((object as { kind: string }).kind) + 5) % 5;
  for (const object of [...objects].sort((a, b) => rank(a) - rank(b))) {
    await ask(
      cluster,
      'PATCH',
      pathOf(object as Record<string, unknown>),
      JSON.parse(JSON.stringify(object)),
    );
  }
}

async function until<T>(read: () => T, expected: T): Promise<void> {
  await eventually(() => expect(read()).toEqual(expected));
}

describe('EnvoyGatewayEntityProvider on clusters that fail', () => {
  const dataDir = createMockDirectory();
  let sandbox: Sandbox;
  let stopBackend: () => Promise<void>;
  let inventory: EnvoyGatewayInventory;

  beforeEach(async () => {
    sandbox = await startSandbox({ dataDir: dataDir.path });
    const probe = createBackendPlugin({
      pluginId: 'probe',
      register(env) {
        env.registerInit({
          deps: { inventory: envoyGatewayInventoryServiceRef },
          async init(deps) {
            inventory = deps.inventory;
          },
        });
      },
    });
    const clusters = [...sandbox.clusters.values()].map(
      ({ name, url, readerToken }) => {
        dataDir.addContent({ [`${name}.token`]: readerToken });
        return { name, url, tokenFile: dataDir.resolve(`${name}.token`) };
      },
    );
    const backend = await startTestBackend({
      features: [
        probe,
        mockServices.rootConfig.factory({
          data: {
            envoyGateway: {
              clusters,
              inventory: { heartbeat: { seconds: 1 } },
            },
          },
        }),
      ],
    });
    stopBackend = () => backend.stop();
  });

  afterEach(async () => {
    await stopAll();
    await stopBackend();
    await sandbox.stop();
  });

  it('loses nothing to an expired token or a dead API server, and catches up', async () => {
    const production = sandbox.clusters.get('production')!;
    const staging = sandbox.clusters.get('staging')!;
    const catalog = new FakeCatalog();
    const phase = (cluster: string) =>
      inventory
        .cluster(cluster)
        ?.status.kinds.find(({ kind }) => kind === 'HTTPRoute')?.phase;
    const clusters = () =>
      catalog.entities.get(PAYMENTS)?.metadata.annotations?.[
        'envoy-gateway.backstage.io/clusters'
      ];
    for (const cluster of [production, staging]) {
      await apply(cluster, ...platform(), service(), httpRoute());
    }
    await startOn(inventory, { catalog, timings: { fullSyncMs: 50 } });
    await until(() => catalog.refs, [PAYMENTS, PUBLIC]);
    await until(clusters, 'production,staging');

    // The token expires, and the route is deleted while nobody looks.
    production.revoke(production.readerToken);
    production.dropConnections();
    await until(() => phase('production'), 'failing');
    await ask(production, 'DELETE', ROUTE);
    await settled();
    expect(clusters()).toBe('production,staging');
    dataDir.addContent({ 'production.token': production.adminToken });
    await until(clusters, 'staging');

    // The API server dies, and comes back without a history.
    await staging.refuse();
    await until(
      () => inventory.cluster('staging')?.status.phase,
      'unreachable',
    );
    await settled();
    expect(catalog.refs).toEqual([PAYMENTS, PUBLIC]);
    staging.compact();
    await staging.resume();
    await until(() => phase('staging'), 'watching');
    expect(catalog.refs).toEqual([PAYMENTS, PUBLIC]);
    await ask(staging, 'DELETE', ROUTE);
    await until(() => catalog.refs, [PUBLIC]);
  });
});
