import {
  apiKeyPolicy,
  BASICS,
  condition,
  gateway,
  httpRoute,
  rule,
  service,
} from '../__testUtils__/manifests';
import {
  NOW,
  ACCEPTED,
  RESOLVED,
  REJECTED,
  NOT_FOUND,
  Clusters,
  overview,
  oneCluster,
} from '../__testUtils__/overviewOf';
import { EntityTarget } from '../entities/entityTarget';

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
