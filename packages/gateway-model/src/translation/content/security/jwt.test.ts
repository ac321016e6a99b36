import { backend, configMap } from '../../../__testUtils__/backends';
import { contentOf, paths } from '../../../__testUtils__/content';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
) => contentOf('SecurityPolicy', spec, more);

const auth = backend('apps/auth', {
  endpoints: [{ fqdn: { hostname: 'auth.example', port: 443 } }],
});

const authRef = {
  group: 'gateway.envoyproxy.io',
  kind: 'Backend',
  name: 'auth',
};

describe('providers of tokens', () => {
  const jwt = (...providers: object[]) => ({
    jwt: {
      providers: providers.map((provider, i) => ({
        name: `p${i}`,
        localJWKS: { inline: '{}' },
        ...provider,
      })),
    },
  });
  const remote = (more: object) => ({
    localJWKS: undefined,
    remoteJWKS: { uri: 'https://issuer.example/keys', ...more },
  });

  it('are in order', () => {
    const objects = [auth, configMap('apps/keys', { any: '{}' })];
    const valueRef = { kind: 'ConfigMap', name: 'keys' };
    const spec = jwt(
      { issuer: 'issuer' },
      { issuer: 'a@b.example', localJWKS: { type: 'ValueRef', valueRef } },
      { issuer: 'https://issuer.example', ...remote({}) },
      remote({ backendRefs: [authRef], cacheDuration: '5m' }),
    );
    expect(judge(spec, { objects })).toMatchObject({ problems: [] });
  });

  it.each<[string, object[]]>([
    ['[0].name', [{ name: '-a' }]],
    ['[1].name', [{}, { name: 'p0' }]],
    ['[0].issuer', [{ issuer: 'a b:c' }]],
    ['[0].issuer', [{ issuer: 'a@' }]],
    ['[0]', [{ localJWKS: undefined }]],
    ['[0]', [{ remoteJWKS: { uri: 'https://a.example' } }]],
    ['[0].localJWKS.inline', [{ localJWKS: { type: 'Inline' } }]],
    ['[0].localJWKS.valueRef', [{ localJWKS: { type: 'ValueRef' } }]],
    [
      '[0].localJWKS.valueRef',
      [{ localJWKS: { type: 'ValueRef', valueRef: { name: 'none' } } }],
    ],
    ['[0].remoteJWKS.uri', [remote({ uri: 'a.example' })]],
    ['[0].remoteJWKS.uri', [remote({ uri: 'https://a.example/#%' })]],
    [
      '[0].remoteJWKS.backendRefs',
      [remote({ backendRefs: [{ name: 'none', port: 80 }] })],
    ],
    [
      '[0].remoteJWKS.backendSettings.circuitBreaker.maxConnections',
      [remote({ backendSettings: { circuitBreaker: { maxConnections: -1 } } })],
    ],
    ['[0].remoteJWKS.cacheDuration', [remote({ cacheDuration: '5' })]],
    ['[0].claimToHeaders[0]', [{ claimToHeaders: [{ claim: 'sub' }] }]],
  ])('are wrong at %s', (path, providers) => {
    expect(paths(judge(jwt(...providers)))).toEqual([`jwt.providers${path}`]);
  });

  it('are told of together', () => {
    const outcome = judge(jwt({ issuer: 'a@' }, { name: '-a' }));
    expect(outcome.problems).toMatchObject([
      {
        path: 'jwt.providers[0].issuer',
        message: expect.stringMatching(/"a@".*"-a"/),
      },
    ]);
  });
});
