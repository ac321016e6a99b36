import { Entity } from '@backstage/catalog-model';
import {
  gateway,
  gatewayClass,
  httpRoute,
  paymentsService,
  service,
} from '../__testUtils__/objects';
import {
  eventually,
  FakeCatalog,
  filled,
  PAYMENTS,
  production,
  PUBLIC,
  routeRef,
  settled,
  staging,
  start,
  stopAll,
  unreachable,
  withPhase,
} from '../__testUtils__/portal';

afterEach(stopAll);

describe('EnvoyGatewayEntityProvider after a restart', () => {
  it('writes nothing when nothing changed', async () => {
    const clusters = [production(httpRoute()), staging(httpRoute())];
    const catalog = await filled(...clusters);
    await start({ catalog, clusters });
    await settled();
    expect(catalog.mutations).toEqual([]);
  });

  it('removes what went away meanwhile, and updates what changed', async () => {
    const catalog = await filled(
      production(httpRoute(), httpRoute({ name: 'gone' })),
    );
    await start({
      catalog,
      clusters: [production(httpRoute({ hostnames: ['y.example.com'] }))],
    });
    await eventually(() => expect(catalog.refs).toEqual([PAYMENTS, PUBLIC]));
    await eventually(() =>
      expect(catalog.api().metadata.links?.[0].url).toBe(
        'https://y.example.com/payments',
      ),
    );
  });

  it('leaves everything as it is while no cluster can be reached, and goes on when one can', async () => {
    const catalog = await filled(production(httpRoute()));
    const before = JSON.stringify([...catalog.entities]);
    const { inventory, logger } = await start({
      catalog,
      clusters: [unreachable('production')],
      timings: { fullSyncMs: 20, confirmMs: 10, goneMs: 0 },
    });
    await settled();
    expect(catalog.mutations).toEqual([]);
    expect(JSON.stringify([...catalog.entities])).toBe(before);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringMatching(
        /^2 entities stay as they are in the catalog: \w+s of cluster production cannot be listed at present/,
      ),
    );

    inventory.setCluster(production());
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
  });

  it('keeps what two clusters had while one of them cannot be reached', async () => {
    const catalog = await filled(
      production(httpRoute()),
      staging(httpRoute({ hostnames: ['staging.example.com'] })),
    );
    const before = JSON.stringify(catalog.api());
    const { inventory } = await start({
      catalog,
      clusters: [production(), unreachable('staging')],
    });
    await settled();
    // Gone from production; staging cannot say.
    expect(JSON.stringify(catalog.api())).toBe(before);

    inventory.setCluster(
      staging(httpRoute({ hostnames: ['staging.example.com'] })),
    );
    await eventually(() =>
      expect(catalog.api().metadata.annotations).toMatchObject({
        'envoy-gateway.backstage.io/clusters': 'staging',
      }),
    );
    inventory.delete('staging', routeRef());
    await eventually(() => expect(catalog.refs).not.toContain(PAYMENTS));
  });

  it.each([
    ['HTTPRoute', 'absent'],
    ['HTTPRoute', 'forbidden'],
    ['HTTPRoute', 'failing'],
    ['HTTPRoute', 'listing'],
    ['Gateway', 'absent'],
    ['GatewayClass', 'forbidden'],
    ['Service', 'listing'],
  ] as const)(
    'loses and rewrites nothing when %ss are %s',
    async (kind, phase) => {
      const catalog = await filled(
        production(httpRoute(), service({ kubernetesId: 'payments-service' })),
      );
      const before = JSON.stringify(catalog.api());
      // As an inventory shows it: the kind that cannot be read is empty in the snapshot.
      const objects = production(httpRoute(), service()).objects ?? [];
      await start({
        catalog,
        clusters: [
          withPhase(
            {
              name: 'production',
              objects: [...objects].filter(
                one => (one as { kind: string }).kind !== kind,
              ),
            },
            kind,
            phase,
          ),
        ],
        timings: { fullSyncMs: 20, confirmMs: 10 },
      });
      await settled();
      expect(JSON.stringify(catalog.api())).toBe(before);
    },
  );

  it('keeps owner and providers when Services may no longer be listed, and follows the route all the same', async () => {
    const withService = production(
      httpRoute(),
      service({ kubernetesId: 'payments-service' }),
    );
    const catalog = new FakeCatalog([paymentsService]);
    const first = await start({ catalog, clusters: [withService] });
    await eventually(() =>
      expect(catalog.api().spec?.owner).toBe('group:default/payments'),
    );
    await first.stop();

    const { inventory } = await start({
      catalog,
      clusters: [withPhase(production(httpRoute()), 'Service', 'forbidden')],
    });
    inventory.upsert('production', httpRoute({ hostnames: ['z.example.com'] }));
    await eventually(() =>
      expect(catalog.api().metadata.links?.[0].url).toBe(
        'https://z.example.com/payments',
      ),
    );
    expect(catalog.api()).toMatchObject({
      metadata: {
        annotations: {
          'envoy-gateway.backstage.io/provided-by':
            'component:default/payments-service',
        },
      },
      spec: { owner: 'group:default/payments' },
    });
  });

  it('does not rewrite an API from less than it was written from', async () => {
    const selecting = gateway({
      listeners: [
        {
          name: 'http',
          protocol: 'HTTP',
          port: 80,
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: {
                matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }],
              },
            },
          },
        },
      ],
    });
    const catalog = await filled(production(selecting, httpRoute()));
    const before = JSON.stringify(catalog.api());
    expect(before).toContain('http://api.example.com');

    // Without Namespaces nobody knows whom the selector lets in.
    await start({
      catalog,
      clusters: [
        withPhase(
          {
            name: 'production',
            objects: [
              gatewayClass(),
              selecting,
              httpRoute(),
              httpRoute({ name: 'fresh' }),
            ],
          },
          'Namespace',
          'forbidden',
        ),
      ],
    });
    await eventually(() =>
      expect(catalog.refs).toContain('api:default/payments.fresh'),
    );
    expect(JSON.stringify(catalog.api())).toBe(before);
  });

  it('asks the catalog until it answers', async () => {
    const catalog = await filled(production(httpRoute()));
    let asked = 0;
    const flaky = catalog.service;
    const answer = flaky.streamEntities.getMockImplementation();
    flaky.streamEntities.mockImplementation((...args) => {
      asked++;
      if (asked < 4 || !answer) {
        throw new Error('not ready');
      }
      return answer(...args);
    });
    await start({ catalog, clusters: [production()], service: flaky });
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
    expect(asked).toBeGreaterThanOrEqual(4);
  });

  it('removes what belongs to a cluster that is no longer configured, once it is sure of that', async () => {
    const catalog = await filled(
      production(httpRoute()),
      staging(httpRoute(), httpRoute({ name: 'experiment' })),
    );
    await start({
      catalog,
      clusters: [production(httpRoute())],
      timings: { goneMs: 80 },
    });
    await settled();
    expect(catalog.mutations).toEqual([]);
    await eventually(() => expect(catalog.refs).toEqual([PAYMENTS, PUBLIC]));
    expect(catalog.api().metadata.annotations).toMatchObject({
      'envoy-gateway.backstage.io/clusters': 'production',
    });
  });

  it('removes nothing when no cluster is configured at all', async () => {
    const catalog = await filled(production(httpRoute()));
    await start({ catalog, clusters: [], timings: { goneMs: 0 } });
    await settled();
    expect(catalog.mutations).toEqual([]);
  });

  it('touches nothing that others wrote', async () => {
    const foreign: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: 'claims-to-be-ours',
        annotations: {
          'envoy-gateway.backstage.io/clusters': 'production',
          'envoy-gateway.backstage.io/http-route': 'payments/imposter',
          'backstage.io/managed-by-origin-location': 'url:https://git/x.yaml',
        },
      },
      spec: {},
    };
    const catalog = new FakeCatalog([foreign]);
    await start({ catalog, clusters: [production(httpRoute())] });
    await eventually(() => expect(catalog.refs).toContain(PAYMENTS));
    await settled();
    expect(catalog.refs).toContain('api:default/claims-to-be-ours');
  });
});
