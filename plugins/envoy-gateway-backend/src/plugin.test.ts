import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  clustersResponseSchema,
  gatewaysResponseSchema,
  overviewSchema,
  trafficSchema,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import request from 'supertest';
import { componentEntity, routeEntity } from './__testUtils__/entities';
import { ENTITIES, inventory, startPlugin } from './__testUtils__/startPlugin';

const ROUTE = '/api/envoy-gateway/entities/api/default/payments.payments';
const COMPONENT =
  '/api/envoy-gateway/entities/component/default/payments-service';

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
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  beforeAll(async () => {
    backend = await startPlugin();
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
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  beforeAll(async () => {
    backend = await startPlugin({ permissions: AuthorizeResult.DENY });
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
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  beforeAll(async () => {
    backend = await startPlugin({ credentials: mockCredentials.none() });
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
    const { server } = await startPlugin({ entities: [...entities] });
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
    const { server } = await startPlugin({ inventory: mock });

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
