import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { EnvoyGatewayEntityProvider } from './EnvoyGatewayEntityProvider';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  paymentsService,
  service,
} from '../__testUtils__/objects';
import {
  eventually,
  FakeCatalog,
  PAYMENTS,
  production,
  PUBLIC,
  routeRef,
  settled,
  staging,
  start,
  stopAll,
  withPhase,
} from '../__testUtils__/portal';

afterEach(stopAll);

describe('EnvoyGatewayEntityProvider', () => {
  it('brings every route and Gateway into the catalog, in deltas', async () => {
    const catalog = new FakeCatalog();
    const { provider } = await start({
      catalog,
      clusters: [production(httpRoute()), staging()],
    });
    expect(provider.getProviderName()).toBe('envoy-gateway');
    await eventually(() => expect(catalog.refs).toEqual([PAYMENTS, PUBLIC]));
    expect(catalog.locationKeys.get(PAYMENTS)).toBe(
      'envoy-gateway:httproute/payments/payments',
    );
    expect(catalog.api(PUBLIC).metadata.annotations).toMatchObject({
      'envoy-gateway.backstage.io/clusters': 'production,staging',
    });
  });

  it('follows a change, a new object and a deletion, and writes nothing else', async () => {
    const catalog = new FakeCatalog();
    const { inventory } = await start({
      catalog,
      clusters: [production(httpRoute(), httpRoute({ name: 'other' }))],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(3));
    catalog.mutations.length = 0;

    inventory.upsert('production', httpRoute({ hostnames: ['x.example.com'] }));
    await eventually(() =>
      expect(catalog.api().metadata.links).toEqual([
        expect.objectContaining({ url: 'https://x.example.com/payments' }),
      ]),
    );
    // The Gateway lists its routes with their hosts, so it changes too.
    const added = catalog.mutations.flatMap(one =>
      one.type === 'delta' ? one.added : [],
    );
    expect(added.map(({ entity }) => entity.metadata.name).sort()).toEqual([
      'payments.payments',
      'platform.public_gateway',
    ]);

    inventory.delete('production', routeRef());
    await eventually(() => expect(catalog.refs).not.toContain(PAYMENTS));
    inventory.upsert('production', httpRoute());
    await eventually(() => expect(catalog.refs).toContain(PAYMENTS));
  });

  it('writes nothing when only status, versions and counters change, or nothing at all', async () => {
    const catalog = new FakeCatalog();
    const { inventory } = await start({
      catalog,
      clusters: [production(httpRoute(), service())],
      timings: { fullSyncMs: 40 },
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));
    const streamed = catalog.mutations.length;

    const route = httpRoute({ status: { parents: [] } });
    Object.assign(route.metadata as object, { resourceVersion: '2' });
    inventory.upsert(
      'production',
      route,
      gateway({
        status: { listeners: [{ name: 'https', attachedRoutes: 1 }] },
      }),
      { ...service(), status: { loadBalancer: {} } },
      namespace('payments'),
    );
    // Several full syncs pass, too: each reads the catalog and finds everything in its place.
    await settled();
    await settled();
    expect(catalog.mutations).toHaveLength(streamed);
  });

  it('takes the owner from a Component that appears later', async () => {
    const catalog = new FakeCatalog();
    await start({
      catalog,
      clusters: [
        production(httpRoute(), service({ kubernetesId: 'payments-service' })),
      ],
    });
    await eventually(() =>
      expect(catalog.api().spec?.owner).toBe('group:default/unknown'),
    );
    catalog.entities.set('component:default/payments-service', paymentsService);
    await eventually(() =>
      expect(catalog.api()).toMatchObject({
        metadata: {
          annotations: {
            'envoy-gateway.backstage.io/provided-by':
              'component:default/payments-service',
            'envoy-gateway.backstage.io/owner-source': 'component',
          },
        },
        spec: { owner: 'group:default/payments', lifecycle: 'experimental' },
      }),
    );
  });

  it('follows Gateways, classes, namespaces and Services to their routes', async () => {
    const catalog = new FakeCatalog([paymentsService]);
    const { inventory } = await start({
      catalog,
      clusters: [production(httpRoute(), service())],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));

    inventory.upsert(
      'production',
      service({ kubernetesId: 'payments-service' }),
    );
    await eventually(() =>
      expect(catalog.api().spec?.owner).toBe('group:default/payments'),
    );
    inventory.upsert('production', service());
    inventory.upsert(
      'production',
      namespace('payments', { 'backstage.io/owner': 'from-namespace' }),
    );
    await eventually(() =>
      expect(catalog.api().spec?.owner).toBe('group:default/from-namespace'),
    );
    inventory.upsert(
      'production',
      gateway({
        listeners: [
          {
            name: 'http',
            protocol: 'HTTP',
            port: 8080,
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      }),
    );
    await eventually(() =>
      expect(catalog.api().metadata.links?.[0].url).toBe(
        'http://api.example.com:8080/payments',
      ),
    );
    inventory.upsert('production', gatewayClass('eg', 'example.com/other'));
    await eventually(() => expect(catalog.refs).toEqual([]));
    inventory.upsert('production', gatewayClass());
    await eventually(() => expect(catalog.refs).toHaveLength(2));
  });

  it('removes an object deleted during an interruption as soon as the cluster is watched again', async () => {
    const catalog = new FakeCatalog();
    const { inventory } = await start({
      catalog,
      clusters: [production(httpRoute())],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));
    const interrupted = withPhase(production(), 'HTTPRoute', 'failing', true);
    inventory.setStatus('production', interrupted.status ?? {});
    inventory.delete('production', routeRef());
    await settled();
    expect(catalog.refs).toContain(PAYMENTS);

    inventory.setStatus('production', {
      kinds: inventoryMock({ clusters: [production()] }).clusters()[0].status
        .kinds,
    });
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
  });

  it('goes on where it was when its run ends and begins again', async () => {
    const catalog = new FakeCatalog();
    const { inventory, launch, stop } = await start({
      catalog,
      clusters: [production(httpRoute())],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));
    await stop();
    const written = catalog.mutations.length;
    inventory.delete('production', routeRef());
    await settled();
    expect(catalog.mutations).toHaveLength(written);

    launch();
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
  });

  it('ends its work when the portal shuts down, before the database goes', async () => {
    const catalog = new FakeCatalog();
    const { inventory, lifecycle } = await start({
      catalog,
      clusters: [production(httpRoute())],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));
    await lifecycle.addShutdownHook.mock.calls[0][0]();
    inventory.delete('production', routeRef());
    await settled();
    expect(catalog.refs).toHaveLength(2);
  });

  it('restores at a full sync what somebody else removed', async () => {
    const catalog = new FakeCatalog();
    await start({
      catalog,
      clusters: [production(httpRoute())],
      timings: { fullSyncMs: 30, settleMs: 10 },
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));
    catalog.entities.delete(PAYMENTS);
    await eventually(() => expect(catalog.refs).toContain(PAYMENTS));
  });

  it('tries again when the database was down', async () => {
    const catalog = new FakeCatalog();
    catalog.isDown = true;
    const { inventory } = await start({
      catalog,
      clusters: [production(httpRoute())],
    });
    await settled();
    expect(catalog.refs).toEqual([]);
    catalog.isDown = false;
    await eventually(() => expect(catalog.refs).toHaveLength(2));

    catalog.isDown = true;
    inventory.delete('production', routeRef());
    await settled();
    catalog.isDown = false;
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
  });

  it('connects without waiting, and without throwing when the scheduler fails', async () => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const run = jest
      .fn<Promise<void>, []>()
      .mockRejectedValueOnce(new Error('no database'))
      .mockResolvedValue(undefined);
    const provider = EnvoyGatewayEntityProvider.withTimings(
      new ConfigReader({}),
      {
        inventory: inventoryMock(),
        catalog: catalogServiceMock.mock(),
        auth: mockServices.auth(),
        lifecycle: mockServices.lifecycle.mock(),
        logger,
        scheduler: mockServices.scheduler.mock({
          createScheduledTaskRunner: () => ({ run }),
        }),
      },
      { retryMs: 10 },
    );
    await provider.connect(new FakeCatalog());
    await eventually(() => expect(run).toHaveBeenCalledTimes(2));
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
