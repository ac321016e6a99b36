import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  DeferredEntity,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { ObjectRef } from '@envoy-gateway-portal/gateway-model';
import {
  inventoryMock,
  InventoryMock,
  InventoryMockCluster,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  platform,
  service,
} from '../testing/objects';
import { EnvoyGatewayEntityProvider } from './EnvoyGatewayEntityProvider';
import { ProviderTimings } from './timings';

const FAST: Partial<ProviderTimings> = {
  coalesceMs: 5,
  componentsMs: 15,
  componentsAtStartMs: 15,
  fullSyncMs: 60_000,
  confirmMs: 60,
  goneMs: 60_000,
  settleMs: 60_000,
  retryMs: 10,
  maxRetryMs: 20,
};

const routeRef = (name = 'payments'): ObjectRef => ({
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  namespace: 'payments',
  name,
});

const PAYMENTS = 'api:default/payments.payments';
const PUBLIC = 'api:default/platform.public_gateway';

const paymentsService: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-service',
    annotations: { 'backstage.io/kubernetes-id': 'payments-service' },
  },
  spec: { type: 'service', lifecycle: 'experimental', owner: 'payments' },
};

/** A catalog that takes mutations, and answers questions from what it took. */
class FakeCatalog implements EntityProviderConnection {
  readonly entities = new Map<string, Entity>();
  readonly mutations: EntityProviderMutation[] = [];
  readonly locationKeys = new Map<string, string | undefined>();
  refuse: (deferred: DeferredEntity) => boolean = () => false;
  isDown = false;

  constructor(entities: Iterable<Entity> = []) {
    for (const entity of entities) {
      this.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.isDown) {
      throw new Error('the database is down');
    }
    if (mutation.type !== 'delta') {
      throw new Error('only deltas are expected');
    }
    const refused = mutation.added.find(this.refuse);
    if (refused) {
      throw new Error(`cannot take ${refused.entity.metadata.name}`);
    }
    this.mutations.push(mutation);
    for (const removed of mutation.removed) {
      if ('entityRef' in removed) {
        const key = this.locationKeys.get(removed.entityRef);
        if (key && key !== removed.locationKey) {
          throw new Error(`${removed.entityRef} has the location key ${key}`);
        }
        this.entities.delete(removed.entityRef);
      }
    }
    for (const { entity, locationKey } of mutation.added) {
      this.entities.set(stringifyEntityRef(entity), entity);
      this.locationKeys.set(stringifyEntityRef(entity), locationKey);
    }
  }

  async refresh(): Promise<void> {}

  get refs(): string[] {
    return [...this.entities.values()]
      .filter(({ kind }) => kind === 'API')
      .map(entity => stringifyEntityRef(entity))
      .sort();
  }

  api(ref = PAYMENTS): Entity {
    const entity = this.entities.get(ref);
    if (!entity) {
      throw new Error(`the catalog has no ${ref}`);
    }
    return entity;
  }

  /** What a restarted catalog service answers with. */
  get service() {
    const live = () =>
      catalogServiceMock({ entities: [...this.entities.values()] });
    return catalogServiceMock.mock({
      streamEntities: (...args) => live().streamEntities(...args),
    });
  }
}

async function eventually(check: () => void | Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await check();
      return;
    } catch (error) {
      if (attempt > 200) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }
}

const settled = () => new Promise(resolve => setTimeout(resolve, 60));

const running: Array<() => Promise<void>> = [];

/** Starts a portal's provider against a catalog, as the scheduler would. */
async function start(options: {
  catalog: FakeCatalog;
  clusters?: InventoryMockCluster[];
  inventory?: InventoryMock;
  config?: JsonObject;
  timings?: Partial<ProviderTimings>;
  service?: FakeCatalog['service'];
}) {
  const inventory =
    options.inventory ?? inventoryMock({ clusters: options.clusters });
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const lifecycle = mockServices.lifecycle.mock();
  let run: ((signal: AbortSignal) => void | Promise<void>) | undefined;
  const provider = EnvoyGatewayEntityProvider.withTimings(
    new ConfigReader(
      options.config ? { envoyGateway: { catalog: options.config } } : {},
    ),
    {
      inventory,
      catalog: options.service ?? options.catalog.service,
      auth: mockServices.auth(),
      lifecycle,
      logger,
      scheduler: mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({
          run: async task => {
            run = task.fn as typeof run;
          },
        }),
      }),
    },
    { ...FAST, ...options.timings },
  );
  await provider.connect(options.catalog);
  const launch = () => {
    const controller = new AbortController();
    const done = Promise.resolve(run?.(controller.signal));
    const stop = async () => {
      controller.abort();
      await done;
    };
    running.push(stop);
    return stop;
  };
  return { inventory, lifecycle, logger, provider, launch, stop: launch() };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop => stop()));
});

const production = (...objects: unknown[]): InventoryMockCluster => ({
  name: 'production',
  objects: [...platform(), ...objects],
});

const staging = (...objects: unknown[]): InventoryMockCluster => ({
  name: 'staging',
  objects: [...platform(), ...objects],
});

const unreachable = (name: string): InventoryMockCluster => ({
  name,
  hasSynced: false,
  status: {
    phase: 'unreachable',
    kinds: [
      'HTTPRoute',
      'Gateway',
      'GatewayClass',
      'Namespace',
      'Service',
      'ReferenceGrant',
    ].map(kind => ({
      group: '',
      kind,
      phase: 'failing' as const,
      hasSynced: false,
      objects: 0,
      unreadable: 0,
      error: 'connect ECONNREFUSED',
    })),
  },
});

/** A cluster in which one kind is in a phase, and the others are watched. */
function withPhase(
  cluster: InventoryMockCluster,
  kind: string,
  phase: 'absent' | 'forbidden' | 'failing' | 'listing',
  hasSynced = false,
): InventoryMockCluster {
  const healthy = inventoryMock({ clusters: [cluster] }).clusters()[0].status;
  return {
    ...cluster,
    status: {
      kinds: healthy.kinds.map(one =>
        one.kind === kind ? { ...one, phase, hasSynced } : one,
      ),
    },
  };
}

/** A catalog filled by a portal that has since stopped. */
async function filled(...clusters: InventoryMockCluster[]) {
  const catalog = new FakeCatalog();
  const first = await start({ catalog, clusters });
  await eventually(() => expect(catalog.refs).toContain(PAYMENTS));
  await first.stop();
  catalog.mutations.length = 0;
  return catalog;
}

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

  describe('after a restart', () => {
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
          production(
            httpRoute(),
            service({ kubernetesId: 'payments-service' }),
          ),
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
      inventory.upsert(
        'production',
        httpRoute({ hostnames: ['z.example.com'] }),
      );
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

  describe('bad objects', () => {
    it('leaves the entity of an object that cannot be understood any more, and updates its neighbours', async () => {
      const catalog = new FakeCatalog();
      const { inventory } = await start({
        catalog,
        clusters: [production(httpRoute(), httpRoute({ name: 'other' }))],
      });
      await eventually(() => expect(catalog.refs).toHaveLength(3));
      const before = JSON.stringify(catalog.api());

      inventory.upsert(
        'production',
        httpRoute({ hostnames: { not: 'a list' } }),
        httpRoute({ name: 'other', hostnames: ['z.example.com'] }),
      );
      await eventually(() =>
        expect(
          catalog.api('api:default/payments.other').metadata.links?.[0].url,
        ).toBe('https://z.example.com/payments'),
      );
      expect(JSON.stringify(catalog.api())).toBe(before);

      inventory.delete('production', routeRef());
      await eventually(() => expect(catalog.refs).not.toContain(PAYMENTS));
    });

    it('makes no entity of names a Kubernetes API server refuses, and says so once', async () => {
      const catalog = new FakeCatalog();
      const { logger } = await start({
        catalog,
        clusters: [
          production(
            httpRoute(),
            httpRoute({ name: 'x'.repeat(70_000) }),
            httpRoute({ name: 'new\nline' }),
            httpRoute({ name: '../up' }),
            httpRoute({ name: 'UPPER' }),
            httpRoute({ name: `${'long-name-'.repeat(12)}end` }),
          ),
        ],
        timings: { fullSyncMs: 20 },
      });
      await eventually(() => expect(catalog.refs).toHaveLength(3));
      expect(catalog.refs).toContainEqual(
        expect.stringMatching(
          /^api:default\/payments\.long-name-.*-[0-9a-f]{8}$/,
        ),
      );
      await settled();
      const warnings = logger.warn.mock.calls.map(([message]) => message);
      expect(warnings).toHaveLength(4);
      expect(warnings.join('')).not.toContain('\n');
      expect(Math.max(...warnings.map(one => one.length))).toBeLessThan(600);
    });

    it('gives an entity ref that two cut names collide on to the first of them', async () => {
      const [one, other] = ['277m', '27l0'].map(end => 'a'.repeat(60) + end);
      const catalog = new FakeCatalog();
      const { inventory, logger } = await start({
        catalog,
        clusters: [production(httpRoute({ name: one }))],
      });
      await eventually(() => expect(catalog.refs).toHaveLength(2));
      inventory.upsert('production', httpRoute({ name: other }));
      await eventually(() =>
        expect(logger.warn).toHaveBeenCalledWith(
          expect.stringContaining(
            `is taken by HTTPRoute/payments/${one}; rename one of them`,
          ),
        ),
      );
      const [ref] = catalog.refs;
      expect(catalog.api(ref).metadata.annotations).toMatchObject({
        'envoy-gateway.backstage.io/http-route': `payments/${one}`,
      });
      // Its going is no reason to remove what it does not hold.
      inventory.delete('production', routeRef(other));
      await settled();
      expect(catalog.refs).toHaveLength(2);
    });

    it('lets an entity the catalog does not take cost only itself', async () => {
      const catalog = new FakeCatalog();
      catalog.refuse = ({ entity }) =>
        entity.metadata.name === 'payments.payments';
      const { logger } = await start({
        catalog,
        clusters: [
          production(
            httpRoute(),
            ...['a', 'b', 'c', 'd'].map(name => httpRoute({ name })),
          ),
        ],
      });
      await eventually(() => expect(catalog.refs).toHaveLength(5));
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining(PAYMENTS),
        expect.any(Error),
      );
      catalog.refuse = () => false;
      await eventually(() => expect(catalog.refs).toContain(PAYMENTS));
    });
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

  describe('the removal guard', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      httpRoute({ name: `route-${index}` }),
    );
    const refsOf = (count: number) =>
      Array.from({ length: count }, (_, index) => routeRef(`route-${index}`));

    it('holds back a step that empties the catalog until a second full sync confirms it', async () => {
      const catalog = new FakeCatalog();
      const { inventory, logger } = await start({
        catalog,
        clusters: [production(...many)],
        timings: { confirmMs: 150 },
      });
      await eventually(() => expect(catalog.refs).toHaveLength(31));
      inventory.delete('production', ...refsOf(30));
      await settled();
      expect(catalog.refs).toHaveLength(31);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(/Held back the removal of 30 of 31 API entities/),
      );
      await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
    });

    it('removes nothing when the objects come back in between', async () => {
      const catalog = new FakeCatalog();
      const { inventory } = await start({
        catalog,
        clusters: [production(...many)],
      });
      await eventually(() => expect(catalog.refs).toHaveLength(31));
      inventory.delete('production', ...refsOf(30));
      await new Promise(resolve => setTimeout(resolve, 30));
      inventory.upsert('production', ...many);
      await settled();
      await settled();
      expect(catalog.refs).toHaveLength(31);
    });

    it('does not take the word of a cluster that has not answered since', async () => {
      const catalog = new FakeCatalog();
      const cluster = production(...many);
      const contact = (at: string) => ({ lastContact: at });
      const { inventory } = await start({
        catalog,
        clusters: [{ ...cluster, status: contact('2026-01-01T00:00:00Z') }],
      });
      await eventually(() => expect(catalog.refs).toHaveLength(31));
      inventory.delete('production', ...refsOf(30));
      await settled();
      await settled();
      await settled();
      expect(catalog.refs).toHaveLength(31);
      inventory.setStatus('production', contact('2999-01-01T00:00:00Z'));
      await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
    });

    it('lets a day’s work pass, and a threshold of 1 everything', async () => {
      const catalog = new FakeCatalog();
      const { inventory } = await start({
        catalog,
        clusters: [production(...many)],
        timings: { confirmMs: 60_000 },
      });
      await eventually(() => expect(catalog.refs).toHaveLength(31));
      inventory.delete('production', ...refsOf(9));
      await eventually(() => expect(catalog.refs).toHaveLength(22));

      const bold = new FakeCatalog();
      const second = await start({
        catalog: bold,
        clusters: [production(...many)],
        config: { removalThreshold: 1 },
        timings: { confirmMs: 60_000 },
      });
      await eventually(() => expect(bold.refs).toHaveLength(31));
      second.inventory.delete('production', ...refsOf(30));
      await eventually(() => expect(bold.refs).toEqual([PUBLIC]));
    });
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
      FAST,
    );
    await provider.connect(new FakeCatalog());
    await eventually(() => expect(run).toHaveBeenCalledTimes(2));
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
