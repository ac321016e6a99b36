import { contentOf, paths } from '../../../__testUtils__/content';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
) => contentOf('SecurityPolicy', spec, more);

describe('authorization', () => {
  const rules = (...some: object[]) => ({ authorization: { rules: some } });

  it.each<[string, object]>([
    ['principal.clientCIDRs[0]', { principal: { clientCIDRs: ['10.0.0.1'] } }],
    [
      'operation.path.value',
      { operation: { path: { type: 'RegularExpression', value: '(' } } },
    ],
    ['operation.path.type', { operation: { path: { type: 'Suffix' } } }],
    ['cel', { cel: 'request.path ==' }],
  ])('is wrong at %s', (path, rule) => {
    const inOrder = { principal: { clientCIDRs: ['10.0.0.0/8'] } };
    expect(paths(judge(rules(inOrder, rule)))).toEqual([
      `authorization.rules[1].${path}`,
    ]);
  });

  const inSpain = rules({
    principal: { clientIPGeoLocations: [{ country: 'ES' }] },
  });
  const geoIP = (maxMind: object) => ({
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyProxy',
    metadata: { namespace: 'infra', name: 'proxy' },
    spec: { geoIP: { provider: { type: 'MaxMind', maxMind } } },
  });
  const eg = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: 'infra', name: 'eg' },
    spec: {
      gatewayClassName: 'eg',
      infrastructure: {
        parametersRef: {
          group: 'gateway.envoyproxy.io',
          kind: 'EnvoyProxy',
          name: 'proxy',
        },
      },
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    },
  };
  const detected = (detection: object) => ({
    clientTraffic: { clientIPDetection: detection },
  });
  const source = { local: { path: '/db' } };

  it('by place needs a database, and to know where clients are', () => {
    const objects = [eg, geoIP({ countryDbSource: source })];
    const direct = detected({ directSourceIP: {} });
    expect(paths(judge(inSpain, { objects, ...direct }))).toEqual([]);
    const wrong: Parameters<typeof contentOf>[2][] = [
      { objects },
      { objects, ...detected({}) },
      { objects, ...detected({ directSourceIP: {}, customHeader: {} }) },
      { objects, ...detected({ xForwardedFor: { trustedCIDRs: ['::/0'] } }) },
      { ...direct },
      { objects: [eg, geoIP({ asnDbSource: source })], ...direct },
    ];
    for (const circumstances of wrong) {
      expect(paths(judge(inSpain, circumstances))).toEqual([
        'authorization.rules',
      ]);
    }
  });
});

describe('on TCPRoutes', () => {
  const onTcp = (spec: Record<string, unknown>) =>
    judge(spec, { route: 'TCPRoute' });

  it('addresses alone are known', () => {
    const principal = { clientCIDRs: ['10.0.0.0/8'] };
    expect(paths(onTcp({ authorization: { rules: [{ principal }] } }))).toEqual(
      [],
    );
    expect(paths(onTcp({}))).toEqual([]);
  });

  it.each<[string, object]>([
    ['cors', { cors: {} }],
    ['extAuth', { extAuth: {} }],
    [
      'authorization.rules[0].cel',
      { authorization: { rules: [{ cel: 'true' }] } },
    ],
    [
      'authorization.rules[0].principal.headers',
      { authorization: { rules: [{ principal: { headers: [{}] } }] } },
    ],
    [
      'authorization.rules[0].principal.clientCIDRs[0]',
      { authorization: { rules: [{ principal: { clientCIDRs: ['x'] } }] } },
    ],
  ])('%s is refused', (path, spec) => {
    expect(onTcp({ ...spec }).problems).toEqual([
      expect.objectContaining({ path, phase: 'validation' }),
    ]);
  });
});
