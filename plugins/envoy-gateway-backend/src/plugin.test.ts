import {
  BackendFeature,
  BackstageCredentials,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  clustersResponseSchema,
  gatewaysResponseSchema,
  overviewSchema,
  trafficSchema,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  envoyGatewayInventoryExtensionPoint,
  envoyGatewayInventoryServiceRef,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import {
  InventoryMock,
  inventoryMock,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import request from 'supertest';
import envoyGatewayPlugin, { envoyGatewayTrafficExtensionPoint } from '.';
import { componentEntity, routeEntity } from './testing/entities';
import { BASICS, httpRoute, service } from './testing/manifests';

const ROUTE = '/api/envoy-gateway/entities/api/default/payments.payments';
const COMPONENT =
  '/api/envoy-gateway/entities/component/default/payments-service';

const ENTITIES = [
  routeEntity('payments', 'payments'),
  componentEntity('payments-service'),
];

function inventory(): InventoryMock {
  return inventoryMock({
    clusters: [
      {
        name: 'production',
        objects: [
          ...BASICS,
          service('payments', {
            labels: { 'backstage.io/kubernetes-id': 'payments-service' },
          }),
          httpRoute('payments'),
        ],
      },
    ],
  });
}

async function start(
  options: {
    entities?: Entity[];
    permissions?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    credentials?: BackstageCredentials;
    inventory?: { factory: BackendFeature };
    features?: BackendFeature[];
  } = {},
) {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const permissions = mockServices.permissions.mock({
    authorize: jest.fn(async queries =>
      queries.map(() => ({
        result: options.permissions ?? AuthorizeResult.ALLOW,
      })),
    ),
  });
  const signals = { publish: jest.fn(async () => {}) };
  const backend = await startTestBackend({
    features: [
      envoyGatewayPlugin,
      ...(options.features ?? []),
      (options.inventory ?? inventory()).factory,
      catalogServiceMock.factory({ entities: options.entities ?? ENTITIES }),
      auditor.factory,
      permissions.factory,
      mockServices.httpAuth.factory({
        defaultCredentials: options.credentials ?? mockCredentials.user(),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => signals,
      }),
    ],
  });
  return { server: backend.server, event, auditor, permissions, signals };
}

const ENDPOINTS = [
  {
    path: `${ROUTE}/overview`,
    permission: 'envoyGateway.overview.read',
    eventId: 'overview-read',
    resourceRef: 'api:default/payments.payments',
    schema: overviewSchema,
  },
  {
    path: `${ROUTE}/traffic`,
    permission: 'envoyGateway.traffic.read',
    eventId: 'traffic-read',
    resourceRef: 'api:default/payments.payments',
    schema: trafficSchema,
  },
  {
    path: '/api/envoy-gateway/clusters',
    permission: 'envoyGateway.cluster.read',
    eventId: 'clusters-read',
    schema: clustersResponseSchema,
  },
  {
    path: '/api/envoy-gateway/gateways',
    permission: 'envoyGateway.gateway.read',
    eventId: 'gateways-read',
    schema: gatewaysResponseSchema,
  },
];

describe('a caller who may', () => {
  let backend: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    backend = await start();
  });
  beforeEach(() => {
    jest.clearAllMocks();
  });

  it.each(ENDPOINTS)('is answered by $path, and audited', async endpoint => {
    const { server, event, auditor, permissions } = backend;

    const response = await request(server).get(endpoint.path);

    expect(response.status).toBe(200);
    expect(endpoint.schema.parse(response.body)).toEqual(response.body);
    expect(permissions.authorize).toHaveBeenCalledWith(
      [
        expect.objectContaining({
          permission: expect.objectContaining({ name: endpoint.permission }),
          ...(endpoint.resourceRef && { resourceRef: endpoint.resourceRef }),
        }),
      ],
      expect.anything(),
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: endpoint.eventId }),
    );
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(event.fail).not.toHaveBeenCalled();
  });

  it.each(['overview', 'traffic'])(
    'is told 404 for the %s of an entity they may not see',
    async what => {
      const { server, event, permissions } = backend;

      const response = await request(server).get(
        `/api/envoy-gateway/entities/api/default/payments.other/${what}`,
      );

      expect(response.status).toBe(404);
      expect(event.fail).toHaveBeenCalledTimes(1);
      expect(permissions.authorize).not.toHaveBeenCalled();
    },
  );

  it.each([
    '..%2F..%2Fetc',
    '%2e%2e',
    'a%2Fb',
    'a%00b',
    'a%3Fb',
    'a'.repeat(300),
  ])('is refused the name %s', async name => {
    const { server, event } = backend;

    const response = await request(server).get(
      `/api/envoy-gateway/entities/api/default/${name}/overview`,
    );

    expect([400, 404]).toContain(response.status);
    expect(event.success).not.toHaveBeenCalled();
  });

  it.each(['0', '-60', '59', '86401', '1e9', '60.5', 'NaN', 'hour', ''])(
    'is told 400 for a window of %s seconds',
    async windowSeconds => {
      const response = await request(backend.server)
        .get(`${ROUTE}/traffic`)
        .query({ windowSeconds });
      expect(response.status).toBe(400);
      expect(response.body.error.name).toBe('InputError');
    },
  );

  it('gives the window as a number, or none for an hour, and no other parameter', async () => {
    const { server } = backend;
    const asked = await request(server).get(
      `${ROUTE}/traffic?windowSeconds=900`,
    );
    expect(asked.body).toMatchObject({ windowSeconds: 900, stepSeconds: 15 });
    const unasked = await request(server).get(`${ROUTE}/traffic`);
    expect(unasked.body).toMatchObject({ windowSeconds: 3600 });
    const other = await request(server).get(`${ROUTE}/traffic?window=1`);
    expect(other.status).toBe(400);
  });

  it('is told what to switch on where no traffic source is', async () => {
    const { body } = await request(backend.server).get(`${ROUTE}/traffic`);
    expect(body.total).toEqual({});
    expect(body.points).toEqual([]);
    expect(body.sources).toEqual([
      expect.objectContaining({
        cluster: 'production',
        source: 'none',
        problem: expect.objectContaining({ reason: 'NotConfigured' }),
      }),
    ]);
  });
});

describe('a caller who may not', () => {
  let backend: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    backend = await start({ permissions: AuthorizeResult.DENY });
  });

  it.each(ENDPOINTS)('is refused $path, and audited', async endpoint => {
    const { server, event } = backend;
    jest.clearAllMocks();

    const response = await request(server).get(endpoint.path);

    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(endpoint.permission);
    expect(Object.keys(response.body).sort()).toEqual([
      'error',
      'request',
      'response',
    ]);
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
    });
    expect(event.success).not.toHaveBeenCalled();
  });
});

describe('a caller who does not say who they are', () => {
  let backend: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    backend = await start({ credentials: mockCredentials.none() });
  });

  it.each(ENDPOINTS)('is not let in to $path', async ({ path }) => {
    const response = await request(backend.server).get(path);

    expect(response.status).toBe(401);
    expect(backend.permissions.authorize).not.toHaveBeenCalled();
    expect(backend.event.success).not.toHaveBeenCalled();
  });
});

it('names the API entity of a route only where that entity stands for it', async () => {
  const forged = routeEntity('payments', 'payments');
  forged.metadata.annotations!['backstage.io/managed-by-origin-location'] =
    'url:https://git.example.com/evil.yaml';
  for (const [entities, entityRef] of [
    [ENTITIES, 'api:default/payments.payments'],
    [[componentEntity('payments-service')], undefined],
    [[componentEntity('payments-service'), forged], undefined],
  ] as const) {
    const { server } = await start({ entities: [...entities] });
    const { body } = await request(server).get(`${COMPONENT}/overview`);
    expect(body.routes).toHaveLength(1);
    expect(body.routes[0].entityRef).toBe(entityRef);
  }
});

describe('gateways', () => {
  it('lists those of our controllers, and the clusters that may have more', async () => {
    const mock = inventory();
    mock.setCluster({
      name: 'staging',
      objects: [],
      hasSynced: ['HTTPRoute'],
      status: { phase: 'unreachable', error: 'connection refused' },
    });
    mock.upsert('production', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { namespace: 'platform', name: 'foreign' },
      spec: {
        gatewayClassName: 'istio',
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      },
    });
    const { server } = await start({ inventory: mock });

    const { body } = await request(server).get('/api/envoy-gateway/gateways');

    expect(body.gateways).toEqual([
      expect.objectContaining({
        cluster: 'production',
        name: 'public',
        addresses: ['192.0.2.10'],
        listeners: [
          expect.objectContaining({
            name: 'http',
            from: 'All',
            attachedRoutes: 1,
          }),
        ],
      }),
    ]);
    expect(body.incomplete).toEqual([
      { cluster: 'staging', reason: 'connection refused' },
    ]);
  });
});

describe('modules', () => {
  const clusterSource = { start: jest.fn(async () => {}) };
  const addsClusters = createBackendModule({
    pluginId: 'envoy-gateway',
    moduleId: 'clusters',
    register(env) {
      env.registerInit({
        deps: { inventory: envoyGatewayInventoryExtensionPoint },
        async init({ inventory: point }) {
          point.addClusterSource(clusterSource);
        },
      });
    },
  });

  it('add traffic sources, which are asked first', async () => {
    const { server } = await start({
      features: [
        createBackendModule({
          pluginId: 'envoy-gateway',
          moduleId: 'traffic',
          register(env) {
            env.registerInit({
              deps: { traffic: envoyGatewayTrafficExtensionPoint },
              async init({ traffic }) {
                traffic.addTrafficSource({
                  title: 'Broken',
                  handles: ({ name }) => name === 'staging',
                  read: async () => {
                    throw new Error('never asked');
                  },
                });
                traffic.addTrafficSource({
                  title: 'My metrics',
                  handles: () => true,
                  read: async ({ routes }) => ({
                    generated: false,
                    rules: routes.map(({ namespace, name }) => ({
                      namespace,
                      name,
                      index: 0,
                      window: { requests: 12 },
                      steps: [],
                    })),
                  }),
                });
              },
            });
          },
        }),
      ],
    });
    const { body } = await request(server).get(`${ROUTE}/traffic`);
    expect(body.total).toEqual({ requests: 12 });
    expect(body.sources).toEqual([
      {
        cluster: 'production',
        source: 'custom',
        title: 'My metrics',
        generated: false,
      },
    ]);
  });

  it('add clusters to the inventory', async () => {
    const addClusterSource = jest.fn();
    await start({
      features: [addsClusters],
      inventory: {
        factory: createServiceFactory({
          service: envoyGatewayInventoryServiceRef,
          deps: {},
          factory: () => ({ ...inventory(), addClusterSource }),
        }),
      },
    });
    expect(addClusterSource).toHaveBeenCalledWith(clusterSource);
  });

  it('are told when the inventory takes no clusters', async () => {
    await expect(start({ features: [addsClusters] })).rejects.toThrow(
      'takes none',
    );
  });
});

it('signals changes of the inventory, collected, without their content', async () => {
  const mock = inventory();
  const { signals } = await start({ inventory: mock });

  mock.upsert('production', httpRoute('secret-route'), service('other'));
  mock.delete('production', {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    namespace: 'payments',
    name: 'secret-route',
  });
  expect(signals.publish).not.toHaveBeenCalled();
  await new Promise(resolve => setTimeout(resolve, 1_200));

  expect(signals.publish.mock.calls).toEqual([
    [
      {
        recipients: { type: 'broadcast' },
        channel: 'envoy-gateway',
        message: { cluster: 'production', kinds: ['HTTPRoute', 'Service'] },
      },
    ],
  ]);
});
