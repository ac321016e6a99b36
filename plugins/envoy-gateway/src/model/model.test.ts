import {
  apiKeyOfRoute,
  cluster,
  defaultsOfGateway,
  exposure,
  generatedTraffic,
  hostileOverview,
  httpsListener,
  jwtOfRoute,
  limitOfRule,
  noSourceTraffic,
  noVerdict,
  oidcOfGateway,
  rejected,
  responseError,
  route,
  stale,
  traffic,
} from '../fixtures';
import {
  addressText,
  coveredSeconds,
  describeFailure,
  exposureRows,
  foremostRows,
  missingFigure,
  missingTotal,
  policiesOnRule,
  requestsPerStep,
  ruleAccess,
  ruleTraffic,
  unconfirmedPolicies,
} from '.';

describe('exposureRows', () => {
  it('says once what several rules share, and any method swallows the others', () => {
    const rows = exposureRows([
      route({
        exposures: [
          exposure({ method: 'POST', rule: 0 }),
          exposure({ method: 'GET', rule: 1 }),
          exposure({ path: '/any', method: 'GET' }),
          exposure({ path: '/any' }),
        ],
      }),
    ]);
    expect(rows.map(row => [row.path, row.methods])).toEqual([
      ['/any', []],
      ['/payments', ['GET', 'POST']],
    ]);
  });

  it('keeps clusters, listeners and path types apart', () => {
    const rows = exposureRows([
      route({
        exposures: [
          exposure(),
          exposure({ pathType: 'Exact' }),
          exposure({ listener: 'other' }),
        ],
      }),
      route({ cluster: 'staging', exposures: [exposure()] }),
    ]);
    expect(rows).toHaveLength(4);
  });

  it('shows the worst verdict of an address, and shows broken addresses first', () => {
    const rows = exposureRows([
      route({
        exposures: [
          ...['/a', '/b', '/c'].map(path => exposure({ path })),
          exposure({ path: '/z' }),
          exposure({ path: '/z', verdict: rejected }),
        ],
      }),
    ]);
    expect(rows.map(row => row.verdict.state)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'rejected',
    ]);
    expect(foremostRows(rows, 2).map(row => row.path)).toEqual(['/a', '/z']);
  });

  it('gives no link to what is not safe to follow, and leaves out implied ports', () => {
    const rows = exposureRows(hostileOverview.routes);
    expect(rows.every(row => row.url === undefined)).toBe(true);
    const [plain] = exposureRows([
      route({ exposures: [exposure({ scheme: 'http', port: 80 })] }),
    ]);
    expect(addressText(plain)).toBe('http://api.example.com/payments');
    const [odd] = exposureRows([
      route({ exposures: [exposure({ port: 8443 })] }),
    ]);
    expect(addressText(odd)).toBe('https://api.example.com:8443/payments');
  });
});

describe('ruleAccess', () => {
  const access = (
    policies: (typeof jwtOfRoute)[],
    inCluster = cluster('production'),
  ) => {
    const base = route();
    const rule = { ...base.rules[0], policies };
    return ruleAccess({ ...base, rules: [rule] }, rule, inCluster);
  };

  it('counts only what is in force', () => {
    expect(access([jwtOfRoute, oidcOfGateway])).toMatchObject({
      grade: 'restricted',
      effects: [{ type: 'jwt' }],
      differs: false,
    });
    expect(access([oidcOfGateway]).grade).toBe('anyone');
    expect(access([]).grade).toBe('anyone');
  });

  it('does not take a JWT that may be left out, or a default to allow, for protection', () => {
    const optional = {
      ...jwtOfRoute,
      effects: [{ type: 'jwt' as const, optional: true, providers: [] }],
    };
    expect(access([optional]).grade).toBe('anyone');
    const authorization = (defaultAction: string, rules: number) => ({
      ...jwtOfRoute,
      effects: [{ type: 'authorization' as const, defaultAction, rules }],
    });
    expect(access([authorization('Allow', 2)]).grade).toBe('anyone');
    expect(access([authorization('Deny', 2)]).grade).toBe('restricted');
    expect(access([authorization('Deny', 0)]).grade).toBe('noOne');
  });

  it('is as open as the most open listener, and says that they differ', () => {
    const base = route({
      exposures: [
        exposure({ rule: 0 }),
        exposure({ rule: 0, scheme: 'http', listener: 'http' }),
      ],
    });
    const result = ruleAccess(base, base.rules[0], cluster('production'));
    expect(result).toMatchObject({ grade: 'anyone', differs: true });
  });

  it('does not conclude "anyone" from policies it cannot read', () => {
    const forbidden = cluster('production', {
      kinds: [
        {
          kind: 'SecurityPolicy',
          phase: 'forbidden',
          objects: 0,
          unreadable: 0,
        },
      ],
    });
    expect(access([], forbidden).grade).toBe('unknown');
    expect(access([jwtOfRoute], forbidden).grade).toBe('restricted');
    const absent = cluster('production', {
      kinds: [{ ...forbidden.kinds[0], phase: 'absent' }],
    });
    expect(access([], absent).grade).toBe('anyone');
  });

  it('counts a client certificate the listener asks for', () => {
    const base = route();
    const clients = {
      ...defaultsOfGateway,
      kind: 'ClientTrafficPolicy',
      effects: [{ type: 'other' as const, field: 'tls' }],
    };
    const asked = { ...base.rules[0], policies: [clients], without: [] };
    expect(ruleAccess(base, asked, cluster('production'))).toMatchObject({
      grade: 'restricted',
      effects: [{ type: 'clientCertificate' }],
      differs: false,
    });
    const unasked = { ...asked, without: ['authentication' as const] };
    expect(ruleAccess(base, unasked, cluster('production')).grade).toBe(
      'anyone',
    );
  });

  it('names policies that no controller stands behind', () => {
    const doubtful = { ...jwtOfRoute, verdict: stale };
    expect(access([doubtful, doubtful]).unconfirmed).toEqual([doubtful]);
    expect(
      unconfirmedPolicies(
        [{ ...limitOfRule, verdict: noVerdict }, apiKeyOfRoute],
        'BackendTrafficPolicy',
      ),
    ).toHaveLength(1);
  });
});

describe('policiesOnRule', () => {
  it('lists a policy once for the listeners it reaches the same way, in force first', () => {
    const onHttp = {
      ...jwtOfRoute,
      listener: { ...httpsListener, name: 'http' },
    };
    const joined = policiesOnRule([oidcOfGateway, jwtOfRoute, onHttp]);
    expect(
      joined.map(policy => [policy.name, policy.listeners.length]),
    ).toEqual([
      ['jwt', 2],
      ['oidc', 1],
    ]);
  });
});

describe('traffic', () => {
  const ready = { state: 'ready' as const, traffic: traffic() };

  it('finds the figures of a rule by cluster, route and position', () => {
    expect(ruleTraffic(ready, route(), 0)).toMatchObject({
      state: 'figures',
      figures: { requestRate: 22 },
    });
    expect(ruleTraffic(ready, route({ cluster: 'staging' }), 0)).toEqual({
      state: 'noSource',
    });
    expect(ruleTraffic(ready, route({ cluster: 'unheard of' }), 0)).toEqual({
      state: 'noSource',
    });
  });

  it('tells a rule without requests from a source that failed', () => {
    expect(ruleTraffic(ready, route({ name: 'quiet' }), 0)).toEqual({
      state: 'figures',
      figures: {},
      points: [],
    });
    const failing = traffic();
    failing.sources[0].problem = {
      reason: 'Unreachable',
      message: 'Prometheus does not answer',
      remedy: 'Start it',
    };
    expect(
      ruleTraffic(
        { state: 'ready', traffic: failing },
        route({ name: 'quiet' }),
        0,
      ),
    ).toEqual({ state: 'failed' });
    expect(
      missingTotal({ state: 'ready', traffic: { ...failing, total: {} } }),
    ).toBe('failed');
  });

  it('says why a figure is missing', () => {
    expect(missingTotal({ state: 'loading' })).toBe('loading');
    expect(missingTotal({ state: 'denied' })).toBe('denied');
    expect(missingTotal({ state: 'ready', traffic: noSourceTraffic })).toBe(
      'noSourceAnywhere',
    );
    expect(missingFigure({ requests: 0, requestRate: 0 })).toBe('noRequests');
    expect(missingFigure({ requests: 10 })).toBe('notReported');
  });

  it('keeps gaps as gaps', () => {
    expect(
      requestsPerStep([{ time: 1, requestRate: 2 }, { time: 2 }], 15),
    ).toEqual([30, undefined]);
  });
});

describe('describeFailure', () => {
  it.each([
    [responseError(403, 'Unauthorized'), 'denied', 'Unauthorized'],
    [responseError(401, 'No token'), 'signedOut', 'No token'],
    [responseError(404, 'No such entity'), 'notFound', 'No such entity'],
    [responseError(503, 'Starting'), 'unreachable', 'Starting'],
    [responseError(500, 'Broken'), 'failed', 'Broken'],
    [new TypeError('Failed to fetch'), 'unreachable', 'Failed to fetch'],
    [new Error('Not of the agreed form'), 'failed', 'Not of the agreed form'],
  ])('sorts %s', (error, kind, message) => {
    expect(describeFailure(error)).toEqual({ kind, message });
  });
});

describe('coveredSeconds', () => {
  it('is the window, unless no source covers it', () => {
    expect(coveredSeconds(traffic())).toBe(900);
    expect(coveredSeconds(generatedTraffic)).toBe(240);
    expect(coveredSeconds(noSourceTraffic)).toBe(900);
  });
});
