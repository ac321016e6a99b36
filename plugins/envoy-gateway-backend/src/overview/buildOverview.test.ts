import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import {
  Overview,
  overviewSchema,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EntityTarget } from '../entities/entityTarget';
import {
  apiKeyPolicy,
  BASICS,
  condition,
  gateway,
  httpRoute,
  rule,
  service,
} from '../testing/manifests';
import { buildOverview } from './buildOverview';

const NOW = new Date('2026-11-20T12:00:00Z');
const ROUTE: EntityTarget = {
  type: 'route',
  namespace: 'payments',
  name: 'payments',
};
const GATEWAY: EntityTarget = {
  type: 'gateway',
  namespace: 'platform',
  name: 'public',
};
const ACCEPTED = condition('Accepted', 'True', 'Accepted');
const RESOLVED = condition('ResolvedRefs', 'True', 'ResolvedRefs');
const REJECTED = condition(
  'Accepted',
  'False',
  'NoMatchingListenerHostname',
  'There were no hostname intersections between the HTTPRoute and this parent ref',
);
const NOT_FOUND = condition(
  'ResolvedRefs',
  'False',
  'BackendNotFound',
  'Failed to process route rule 0 backendRef 0: service payments/gone not found',
);

type Clusters = NonNullable<Parameters<typeof inventoryMock>[0]>['clusters'];

function overview(clusters: Clusters, target: EntityTarget = ROUTE): Overview {
  const inventory = inventoryMock({ clusters });
  const built = buildOverview({
    entityRef: 'api:default/payments.payments',
    target,
    clusters: inventory.clusters(),
    controllerNames: inventory.controllerNames,
    now: NOW,
  });
  // What leaves over the wire is what is judged.
  const sent = JSON.parse(JSON.stringify(built));
  expect(overviewSchema.parse(sent)).toEqual(sent);
  return sent;
}

function oneCluster(...objects: object[]): Clusters {
  return [
    {
      name: 'production',
      objects: [...BASICS, service('payments'), ...objects],
    },
  ];
}

describe('summary', () => {
  it('is live when every place is', () => {
    const { summary, routes, gateways, generatedAt } = overview([
      ...oneCluster(httpRoute('payments'))!,
      {
        name: 'staging',
        objects: [...BASICS, service('payments'), httpRoute('payments')],
      },
    ]);
    expect(summary).toEqual({
      state: 'live',
      places: 2,
      livePlaces: 2,
      problems: [],
    });
    expect(routes.map(({ cluster }) => cluster)).toEqual([
      'production',
      'staging',
    ]);
    expect(gateways).toHaveLength(2);
    expect(generatedAt).toBe(NOW.toISOString());
  });

  it.each([
    [
      'rejected by its only parent',
      [httpRoute('payments', { conditions: [[REJECTED]] })],
      'down',
      'NoMatchingListenerHostname',
    ],
    [
      'accepted, but its only backend does not exist',
      [
        httpRoute('payments', {
          rules: [rule('/', 'gone')],
          conditions: [[ACCEPTED, NOT_FOUND]],
        }),
      ],
      'down',
      'BackendNotFound',
    ],
    [
      'accepted, but one of its rules has no backend',
      [
        httpRoute('payments', {
          rules: [rule('/', 'payments'), rule('/gone', 'gone')],
          conditions: [[ACCEPTED, NOT_FOUND]],
        }),
      ],
      'partlyLive',
      'BackendNotFound',
    ],
    [
      'accepted by one Gateway, rejected by another',
      [
        gateway({ name: 'internal' }),
        httpRoute('payments', {
          parentRefs: [
            { namespace: 'platform', name: 'public' },
            { namespace: 'platform', name: 'internal' },
          ],
          conditions: [[ACCEPTED, RESOLVED], [REJECTED]],
        }),
      ],
      'partlyLive',
      'NoMatchingListenerHostname',
    ],
    [
      'not judged yet',
      [httpRoute('payments', { conditions: [undefined] })],
      'noVerdict',
      'noVerdict',
    ],
    [
      'changed since it was judged',
      [httpRoute('payments', { generation: 2 })],
      'noVerdict',
      'stale',
    ],
    [
      'accepted by a Gateway without proxies',
      [
        gateway({
          conditions: [
            ACCEPTED,
            condition(
              'Programmed',
              'False',
              'NoResources',
              'Envoy replicas unavailable',
            ),
          ],
        }),
        httpRoute('payments'),
      ],
      'down',
      'NoResources',
    ],
    [
      'accepted by a listener whose certificate is missing',
      [
        gateway({
          listenerConditions: [
            ACCEPTED,
            condition('Programmed', 'False', 'Invalid', 'Listener is invalid'),
            condition('ResolvedRefs', 'False', 'InvalidCertificateRef'),
          ],
        }),
        httpRoute('payments'),
      ],
      'down',
      'Invalid',
    ],
    [
      'accepted, but its policy is rejected',
      [
        httpRoute('payments'),
        apiKeyPolicy([
          condition('Accepted', 'False', 'Invalid', 'secret clients not found'),
        ]),
      ],
      'partlyLive',
      'Invalid',
    ],
  ])('tells a route that is %s', (_, objects, state, reason) => {
    const { summary } = overview(oneCluster(...objects));
    expect(summary.state).toBe(state);
    const [worst] = summary.problems;
    expect(worst.reason).toBe(reason);
    expect(worst.cluster).toBe('production');
    expect(worst.message).toContain('production');
    expect(worst.message).toContain(worst.object.split(', ')[0]);
    expect(worst.message).toMatch(/[.!?…]$/);
    expect(worst.remedy).toEqual(expect.any(String));
  });

  it('puts the worst first and tells each problem once', () => {
    const { summary } = overview(
      oneCluster(
        gateway({ name: 'internal' }),
        httpRoute('payments', {
          parentRefs: [
            { namespace: 'platform', name: 'internal' },
            { namespace: 'platform', name: 'public' },
          ],
          conditions: [undefined, [REJECTED]],
          rules: [rule('/a', 'payments'), rule('/b', 'payments')],
        }),
      ),
    );
    expect(summary.problems.map(({ reason }) => reason)).toEqual([
      'NoMatchingListenerHostname',
      'noVerdict',
    ]);
  });

  it('tells "none" from "not known"', () => {
    const state = (clusters: Clusters, target?: EntityTarget) =>
      overview(clusters, target).summary.state;
    expect(state(oneCluster())).toBe('notExposed');
    expect(state([{ name: 'production', hasSynced: false }])).toBe('unknown');
    expect(state([])).toBe('unknown');
    expect(state([], { type: 'nothing' })).toBe('notExposed');
    expect(
      state([...oneCluster()!, { name: 'staging', hasSynced: false }]),
    ).toBe('unknown');
    expect(
      state(
        [
          {
            name: 'production',
            objects: [...BASICS, httpRoute('payments')],
            hasSynced: ['HTTPRoute'],
          },
        ],
        { type: 'services', kubernetesId: 'payments-service' },
      ),
    ).toBe('unknown');
  });

  it('shows what was known last of a cluster that cannot be reached', () => {
    const { summary, routes, clusters } = overview([
      {
        name: 'production',
        objects: [...BASICS, service('payments'), httpRoute('payments')],
        status: {
          phase: 'unreachable',
          error: 'connect ECONNREFUSED',
          lastContact: '2026-11-20T11:00:00Z',
        },
      },
    ]);
    expect(routes).toHaveLength(1);
    expect(summary).toMatchObject({ places: 1, livePlaces: 1 });
    expect(summary.problems).toEqual([
      expect.objectContaining({
        reason: 'Unreachable',
        message: expect.stringContaining('2026-11-20T11:00:00Z'),
      }),
    ]);
    expect(clusters).toEqual([
      expect.objectContaining({
        phase: 'unreachable',
        error: 'connect ECONNREFUSED',
      }),
    ]);
  });

  it('tells of a route that exists and cannot be understood', () => {
    const broken = httpRoute('payments');
    const { summary } = overview(
      oneCluster({ ...broken, spec: { ...broken.spec, rules: 'all of them' } }),
    );
    expect(summary.state).toBe('unknown');
    expect(summary.problems).toEqual([
      expect.objectContaining({
        object: 'HTTPRoute payments/payments',
        reason: 'Unreadable',
      }),
    ]);
  });

  it('leaves parents of other controllers out of the count', () => {
    const { summary, routes } = overview(
      oneCluster(
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'GatewayClass',
          metadata: { name: 'istio' },
          spec: { controllerName: 'istio.io/gateway-controller' },
        },
        gateway({ name: 'mesh', gatewayClassName: 'istio' }),
        httpRoute('payments', {
          parentRefs: [
            { namespace: 'platform', name: 'public' },
            { namespace: 'platform', name: 'mesh' },
          ],
          conditions: [[ACCEPTED, RESOLVED], undefined],
        }),
      ),
    );
    expect(summary).toMatchObject({ state: 'live', places: 1, problems: [] });
    expect(routes[0].parents.map(({ verdict }) => verdict.state)).toEqual([
      'accepted',
      'notOurs',
    ]);
  });
});

describe('routes', () => {
  it('shows exposures, rules, backends and policies of a route', () => {
    const {
      routes: [route],
    } = overview(
      oneCluster(
        apiKeyPolicy(),
        httpRoute('payments', {
          rules: [
            {
              name: 'pay',
              matches: [
                {
                  path: { type: 'Exact', value: '/pay' },
                  method: 'POST',
                  headers: [
                    { name: 'x-env', value: 'canary' },
                    { type: 'RegularExpression', name: 'x-id', value: '\\d+' },
                  ],
                  queryParams: [{ name: 'v', value: '2' }],
                },
              ],
              filters: [
                { type: 'RequestRedirect', requestRedirect: { port: 443 } },
              ],
              timeouts: { request: '10s' },
              retry: { attempts: 3 },
            },
            {
              backendRefs: [
                { name: 'payments', port: 8080, weight: 9 },
                { name: 'gone', port: 8080, weight: 1 },
                {
                  group: 'multicluster.x-k8s.io',
                  kind: 'ServiceImport',
                  name: 'far',
                },
              ],
            },
          ],
        }),
      ),
    );
    expect(route.parents).toEqual([
      {
        gateway: { namespace: 'platform', name: 'public' },
        verdict: expect.objectContaining({ state: 'accepted' }),
        listeners: ['http'],
      },
    ]);
    expect(route.exposures[0]).toMatchObject({
      scheme: 'http',
      host: 'api.example.com',
      port: 80,
      path: '/pay',
      pathType: 'Exact',
      method: 'POST',
      listener: 'http',
      rule: 0,
      url: 'http://api.example.com/pay',
      addresses: ['192.0.2.10'],
      verdict: { state: 'accepted' },
    });
    expect(route.rules[0]).toMatchObject({
      name: 'pay',
      filters: ['RequestRedirect'],
      timeouts: { request: '10s' },
      retryAttempts: 3,
      matches: [
        {
          conditions: [
            'header x-env: canary',
            'header x-id matches \\d+',
            'query v: 2',
          ],
        },
      ],
    });
    expect(
      route.rules[1].backends.map(({ name, weight, exists }) => [
        name,
        weight,
        exists,
      ]),
    ).toEqual([
      ['payments', 9, 'yes'],
      ['gone', 1, 'no'],
      ['far', 1, 'unknown'],
    ]);
    expect(route.rules[0].policies).toEqual([
      expect.objectContaining({
        kind: 'SecurityPolicy',
        namespace: 'payments',
        name: 'keys',
        level: 'route',
        inForce: true,
        listener: { namespace: 'platform', gateway: 'public', name: 'http' },
        effects: [
          {
            type: 'apiKey',
            in: expect.any(Array),
            secrets: ['payments/clients'],
          },
        ],
      }),
    ]);
  });

  it('does not call a backend missing before its kind was listed', () => {
    const { routes } = overview([
      {
        name: 'production',
        objects: [...BASICS, httpRoute('payments')],
        hasSynced: ['HTTPRoute', 'Gateway', 'GatewayClass'],
      },
    ]);
    expect(routes[0].rules[0].backends[0].exists).toBe('unknown');
  });

  it('reaches a listener once, by however many parentRefs', () => {
    const parentRef = { namespace: 'platform', name: 'public' };
    const { routes } = overview(
      oneCluster(
        apiKeyPolicy(),
        httpRoute('payments', {
          parentRefs: [
            parentRef,
            { ...parentRef, sectionName: 'http' } as never,
          ],
        }),
      ),
    );
    expect(routes[0].rules[0].policies).toHaveLength(1);
    expect(routes[0].exposures).toHaveLength(1);
  });
});

describe('a Gateway', () => {
  it('shows its routes as seen from it, and itself without any', () => {
    const bare = overview(oneCluster(), GATEWAY);
    expect(bare.summary.state).toBe('notExposed');
    expect(bare.gateways).toEqual([
      expect.objectContaining({ name: 'public', cluster: 'production' }),
    ]);

    const { routes } = overview(
      oneCluster(
        gateway({ name: 'internal' }),
        httpRoute('payments', {
          parentRefs: [
            { namespace: 'platform', name: 'public' },
            { namespace: 'platform', name: 'internal' },
          ],
        }),
      ),
      GATEWAY,
    );
    expect(routes[0].parents.map(({ gateway: { name } }) => name)).toEqual([
      'public',
    ]);
    expect(routes[0].exposures.map(({ gateway: { name } }) => name)).toEqual([
      'public',
    ]);
  });

  it('keeps the worst of very many routes and counts them all', () => {
    const many = Array.from({ length: 300 }, (_, i) =>
      httpRoute(`route-${String(i).padStart(3, '0')}`, {
        conditions: i === 299 ? [[REJECTED]] : undefined,
      }),
    );
    const { routes, routesOmitted, summary } = overview(
      oneCluster(...many),
      GATEWAY,
    );
    expect(routes).toHaveLength(200);
    expect(routesOmitted).toBe(100);
    expect(routes[0].name).toBe('route-299');
    expect(routes[0].exposures).toHaveLength(1);
    expect(summary).toMatchObject({
      state: 'partlyLive',
      places: 300,
      livePlaces: 299,
    });
  });
});

describe('hostile clusters', () => {
  it('keeps what controllers and routes say on one line and short', () => {
    const { summary, routes } = overview(
      oneCluster(
        httpRoute('payments', {
          hostnames: ['<script>alert(1)</script>'],
          conditions: [
            [
              condition(
                'Accepted',
                'False',
                '__proto__',
                `one\r\ntwo\u0000\u001b[31m${'x'.repeat(40_000)}`,
              ),
            ],
          ],
        }),
      ),
    );
    const [{ message, remedy }] = summary.problems;
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(1_000);
    expect(remedy).toBeUndefined();
    expect(routes[0].exposures.every(({ url }) => !url?.includes('<'))).toBe(
      true,
    );
  });
});
