import {
  apiKeyPolicy,
  BASICS,
  condition,
  gateway,
  httpRoute,
} from '../__testUtils__/manifests';
import {
  GATEWAY,
  REJECTED,
  overview,
  oneCluster,
} from '../__testUtils__/overviewOf';

describe('routes', () => {
  it('have the policies in force by the rules of their own Envoy Gateway', () => {
    const extension = (
      namespace: string,
      name: string,
      target: { kind: string; name: string },
      spec: object,
    ) => ({
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'EnvoyExtensionPolicy',
      metadata: { namespace, name },
      spec: {
        targetRefs: [{ group: 'gateway.networking.k8s.io', ...target }],
        ...spec,
      },
    });
    const [cluster] =
      oneCluster(
        httpRoute('payments'),
        extension(
          'platform',
          'whole',
          { kind: 'Gateway', name: 'public' },
          { lua: [{ type: 'Inline', inline: 'x = 1' }] },
        ),
        extension(
          'payments',
          'own',
          { kind: 'HTTPRoute', name: 'payments' },
          { mergeType: 'StrategicMerge', wasm: [] },
        ),
      ) ?? [];
    const mergedIn = (envoyGatewayVersion?: '1.8' | '1.9') => {
      const {
        routes: [route],
      } = overview([{ ...cluster, envoyGatewayVersion }]);
      return route.rules[0].effective.map(({ name, mergeType }) => [
        name,
        mergeType,
      ]);
    };
    expect(mergedIn('1.8')).toEqual([['own', undefined]]);
    expect(mergedIn('1.9')).toEqual([['own', 'StrategicMerge']]);
    expect(mergedIn()).toEqual(mergedIn('1.9'));
  });

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
    const source = (path: string) => ({
      kind: 'HTTPRoute',
      namespace: 'payments',
      name: 'payments',
      path: `spec.rules[0].${path}`,
    });
    expect(route.rules.map(({ own }) => own)).toEqual([
      [
        {
          listeners: [
            { namespace: 'platform', gateway: 'public', name: 'http' },
          ],
          values: [
            {
              path: 'timeout.http.requestTimeout',
              value: '"10s"',
              source: source('timeouts.request'),
              overridden: [],
            },
            {
              path: 'retry.numRetries',
              value: '3',
              source: source('retry.attempts'),
              overridden: [],
            },
          ],
        },
      ],
      [],
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

  it('tells each value in force, where it came from and what it stands above', () => {
    const traffic = (name: string, targetRef: object, spec: object) => ({
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'BackendTrafficPolicy',
      metadata: { name, namespace: name === 'wide' ? 'platform' : 'payments' },
      spec: {
        targetRefs: [{ group: 'gateway.networking.k8s.io', ...targetRef }],
        ...spec,
      },
    });
    const {
      routes: [route],
    } = overview(
      oneCluster(
        apiKeyPolicy(),
        traffic(
          'wide',
          { kind: 'Gateway', name: 'public' },
          {
            timeout: { http: { requestTimeout: '15s' } },
            retry: { numRetries: 1 },
          },
        ),
        traffic(
          'narrow',
          { kind: 'HTTPRoute', name: 'payments' },
          { mergeType: 'StrategicMerge', retry: { numRetries: 3 } },
        ),
        httpRoute('payments'),
      ),
    );
    const [{ effective, without }] = route.rules;
    expect(without).toEqual(['rateLimit']);
    expect(
      effective.map(({ kind, name, level }) => [kind, name, level]),
    ).toEqual([
      ['SecurityPolicy', 'keys', 'route'],
      ['BackendTrafficPolicy', 'narrow', 'route'],
    ]);
    const [, merged] = effective;
    expect(merged).toMatchObject({
      mergeType: 'StrategicMerge',
      mergedWith: { namespace: 'platform', name: 'wide' },
      listeners: [{ namespace: 'platform', gateway: 'public', name: 'http' }],
    });
    expect(merged.values).toContainEqual({
      path: 'retry.numRetries',
      value: '3',
      source: {
        kind: 'BackendTrafficPolicy',
        namespace: 'payments',
        name: 'narrow',
        path: 'spec.retry.numRetries',
      },
      overridden: [
        expect.objectContaining({
          value: '1',
          source: expect.objectContaining({ name: 'wide' }),
        }),
      ],
    });
    expect(merged.values).toContainEqual(
      expect.objectContaining({
        path: 'timeout.http.requestTimeout',
        value: '"15s"',
        source: expect.objectContaining({ name: 'wide' }),
      }),
    );
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
