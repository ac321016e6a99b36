import { mockServices } from '@backstage/backend-test-utils';
import {
  InventoryMock,
  inventoryMock,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { parseInput } from '../../parseInput';
import { httpRouteGenerateInput } from '../input';
import { checkAgainstCluster } from './checkAgainstCluster';

const OWNER = 'envoy-gateway.backstage.io/owner';

const gatewayApi = (kind: string, metadata: object, spec: object) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata,
  spec,
});
const namespace = (name: string, labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const service = (ns: string, name: string, port: number) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: ns, name },
  spec: { ports: [{ port }] },
});
const from = (value: object) => ({ allowedRoutes: { namespaces: value } });

const objects = [
  gatewayApi(
    'GatewayClass',
    { name: 'eg' },
    {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
    },
  ),
  gatewayApi(
    'GatewayClass',
    { name: 'other' },
    { controllerName: 'example.com/other' },
  ),
  gatewayApi(
    'Gateway',
    { namespace: 'platform', name: 'public' },
    {
      gatewayClassName: 'eg',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          hostname: '*.example.com',
          ...from({ from: 'All' }),
        },
        {
          name: 'shop',
          port: 80,
          protocol: 'HTTP',
          hostname: 'shop.example.org',
          ...from({ from: 'All' }),
        },
      ],
    },
  ),
  gatewayApi(
    'Gateway',
    { namespace: 'platform', name: 'inside' },
    {
      gatewayClassName: 'eg',
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          ...from({
            from: 'Selector',
            selector: { matchLabels: { inside: 'yes' } },
          }),
        },
      ],
    },
  ),
  gatewayApi(
    'Gateway',
    { namespace: 'platform', name: 'foreign' },
    {
      gatewayClassName: 'other',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    },
  ),
  namespace('platform'),
  namespace('payments'),
  namespace('orders', { inside: 'yes' }),
  service('payments', 'payments', 8080),
  service('orders', 'orders', 80),
];

const valid = {
  name: 'payments',
  namespace: 'payments',
  gateway: 'platform/public',
  hostnames: ['api.example.com'],
  paths: ['/payments'],
  backend: { service: 'payments', port: 8080 },
  owner: 'group:default/payments',
};

describe('checkAgainstCluster', () => {
  let inventory: InventoryMock;
  beforeEach(() => {
    inventory = inventoryMock({ clusters: [{ name: 'production', objects }] });
  });

  /** Everything logged, one line each. */
  function check(input: object = {}): string[] {
    const logs: string[] = [];
    const logger = mockServices.logger.mock();
    logger.info.mockImplementation(
      message => void logs.push(`info ${message}`),
    );
    logger.warn.mockImplementation(
      message => void logs.push(`warn ${message}`),
    );
    checkAgainstCluster({
      request: parseInput(httpRouteGenerateInput, { ...valid, ...input }),
      inventory,
      logger,
    });
    return logs;
  }

  it('has nothing to say about a route that fits', () => {
    expect(check()).toEqual([]);
    expect(check({ cluster: 'production' })).toEqual([]);
    expect(
      check({
        gateway: 'platform/inside',
        namespace: 'orders',
        hostnames: ['anything.at.all'],
        backend: { service: 'orders', port: 80 },
      }),
    ).toEqual([]);
  });

  it('names the clusters there are, and chooses none of several', () => {
    expect(() => check({ cluster: 'prod' })).toThrow(
      /cluster: prod is not a cluster of this portal, which has production: choose/,
    );
    inventory.setCluster({ name: 'staging' });
    expect(check({ gateway: 'platform/nowhere' })).toEqual([
      'info Not checked against a cluster: the input names none, and this portal has production, staging',
    ]);
    expect(() =>
      check({
        gateway: { cluster: 'staging', namespace: 'platform', name: 'public' },
      }),
    ).toThrow(
      /Gateway platform\/public does not exist in cluster staging, which has none/,
    );
  });

  it('names the Gateways there are', () => {
    expect(() => check({ gateway: 'platform/publik' })).toThrow(
      /^gateway: Gateway platform\/publik does not exist in cluster production, which has platform\/foreign, platform\/inside, platform\/public: choose one that exists$/,
    );
  });

  it('names each hostname no listener serves, and what the listeners serve', () => {
    expect(() =>
      check({
        hostnames: ['api.example.com', 'api.example.org', 'example.com'],
      }),
    ).toThrow(
      /^hostnames: api\.example\.org, example\.com cannot be served by Gateway platform\/public of cluster production, whose listeners serve \*\.example\.com \(https\), shop\.example\.org \(shop\): choose a hostname under one of those/,
    );
    expect(() =>
      check({
        gateway: { namespace: 'platform', name: 'public', sectionName: 'shop' },
      }),
    ).toThrow(/whose listeners serve shop\.example\.org \(shop\):/);
  });

  it('refuses Gateways that do not let the route in', () => {
    expect(() => check({ gateway: 'platform/inside' })).toThrow(
      /gateway: Gateway platform\/inside does not let the route in\. Listener http .* choose another Gateway/,
    );
    expect(() => check({ gateway: 'platform/foreign' })).toThrow(
      /class other, which Envoy Gateway does not control/,
    );
    expect(() =>
      check({
        gateway: { namespace: 'platform', name: 'public', sectionName: 'http' },
      }),
    ).toThrow(/has no listener named http; it has https \(443\), shop \(80\)/);
  });

  it('says what a namespace that does not exist yet leaves open', () => {
    const input = {
      namespace: 'new',
      backend: { service: 'payments', port: 8080, namespace: 'payments' },
    };
    expect(check(input)[0]).toMatch(
      /^warn Namespace new does not exist in cluster production/,
    );
    expect(check({ ...input, gateway: 'platform/inside' })[1]).toMatch(
      /^warn Not checked against cluster production: whether Gateway platform\/inside takes routes of namespace new/,
    );
    expect(() => check({ ...input, hostnames: ['a.org'] })).toThrow(
      /cannot be served/,
    );
  });

  it('lets the owner write a route again, and nobody else', () => {
    const existing = (annotations?: object) =>
      inventory.upsert(
        'production',
        gatewayApi(
          'HTTPRoute',
          { namespace: 'payments', name: 'payments', annotations },
          {},
        ),
      );
    existing({ [OWNER]: 'payments' });
    expect(check()).toEqual([
      'info HTTPRoute payments/payments exists in cluster production and belongs to group:default/payments; it is written again',
    ]);
    existing({ 'backstage.io/owner': 'group:default/orders' });
    expect(() => check()).toThrow(
      /^name: HTTPRoute payments\/payments exists in cluster production and belongs to group:default\/orders, not to group:default\/payments: choose another name/,
    );
    existing();
    expect(() => check()).toThrow(/says of no owner/);
    expect(check({ overwrite: true })).toEqual([
      expect.stringMatching(/^warn .*written again because overwrite is set/),
    ]);
  });

  it('warns of backends that do not answer yet', () => {
    expect(check({ backend: { service: 'later', port: 80 } })).toEqual([
      expect.stringMatching(
        /^warn backend: Service payments\/later does not exist in cluster production/,
      ),
    ]);
    expect(check({ backend: { service: 'payments', port: 80 } })).toEqual([
      expect.stringMatching(
        /^warn backend: Service payments\/payments of cluster production has no port 80, but 8080/,
      ),
    ]);
    const elsewhere = {
      backend: { service: 'orders', port: 80, namespace: 'orders' },
    };
    expect(check(elsewhere)).toEqual([
      expect.stringMatching(
        /^warn backend: no ReferenceGrant in namespace orders of cluster production lets HTTPRoutes of payments use Service orders/,
      ),
    ]);
    inventory.upsert('production', {
      ...gatewayApi(
        'ReferenceGrant',
        { namespace: 'orders', name: 'payments' },
        {
          from: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              namespace: 'payments',
            },
          ],
          to: [{ group: '', kind: 'Service' }],
        },
      ),
    });
    expect(check(elsewhere)).toEqual([]);
  });

  it('guesses nothing about what it cannot read', () => {
    inventory.setStatus('production', {
      phase: 'unreachable',
      error: 'connection refused',
    });
    const wrong = {
      gateway: 'platform/nowhere',
      backend: { service: 'nothing', port: 1 },
    };
    expect(check(wrong)).toEqual(
      [
        'the Gateway',
        'whether the name is free',
        'the backend',
        'ReferenceGrants',
      ].map(
        what =>
          `warn Not checked against cluster production: ${what}. Reason: connection refused`,
      ),
    );

    inventory = inventoryMock({
      clusters: [
        {
          name: 'production',
          objects,
          hasSynced: ['Gateway', 'GatewayClass', 'Service'],
        },
      ],
    });
    expect(check({ gateway: 'platform/inside' })).toEqual([
      expect.stringMatching(
        /^warn Not checked .* whether Gateway platform\/inside takes routes of namespace payments/,
      ),
      'warn Not checked against cluster production: whether the name is free. Reason: HTTPRoute objects have not been listed yet',
      'warn Not checked against cluster production: ReferenceGrants. Reason: ReferenceGrant objects have not been listed yet',
    ]);

    inventory = inventoryMock({ clusters: [{ name: 'production', objects }] });
    const { kinds } = inventory.cluster('production')!.status;
    inventory.setStatus('production', {
      phase: 'degraded',
      kinds: kinds.map(kind =>
        kind.kind === 'Gateway'
          ? {
              ...kind,
              phase: 'forbidden' as const,
              error: 'may not list gateways',
            }
          : kind,
      ),
    });
    expect(check(wrong)[0]).toBe(
      'warn Not checked against cluster production: the Gateway. Reason: may not list gateways',
    );
    inventory = inventoryMock({
      clusters: [
        {
          name: 'production',
          objects: [
            ...objects,
            gatewayApi(
              'Gateway',
              { namespace: 'platform', name: 'broken' },
              { listeners: 'x' },
            ),
          ],
        },
      ],
    });
    expect(check({ gateway: 'platform/broken' })[0]).toMatch(
      /^warn Not checked .* whether Gateway platform\/broken takes the route. Reason: it exists but could not be understood/,
    );
  });
});
