import { backend, secret } from '../../../__testUtils__/backends';
import { contentOf, paths } from '../../../__testUtils__/content';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
) => contentOf('SecurityPolicy', spec, more);

const NAMES = 'envoy-gateway-system';
const hmac = secret(`${NAMES}/envoy-oidc-hmac`, { 'hmac-secret': 'eA==' });
const client = secret('apps/oidc', { 'client-secret': 'eA==' });
const auth = backend('apps/auth', {
  endpoints: [{ fqdn: { hostname: 'auth.example', port: 443 } }],
});

const authRef = {
  group: 'gateway.envoyproxy.io',
  kind: 'Backend',
  name: 'auth',
};

describe('logging in', () => {
  const provider = {
    issuer: 'https://login.example',
    authorizationEndpoint: 'https://login.example/auth',
    tokenEndpoint: 'https://login.example/token',
  };
  const oidc = (more: object = {}) => ({
    oidc: {
      provider,
      clientID: 'portal',
      clientSecret: { name: 'oidc' },
      ...more,
    },
  });
  const objects = [hmac, client, auth];

  it('is in order', () => {
    const outcome = judge(
      oidc({
        redirectURL: '%REQ(x-forwarded-proto)%://%REQ(:authority)%/cb',
        provider: { ...provider, backendRefs: [authRef] },
      }),
      { objects },
    );
    expect(outcome).toEqual({ problems: [], warnings: [] });
  });

  it('depends on what the issuer says, unless the policy does', () => {
    const { issuer } = provider;
    expect(judge(oidc({ provider: { issuer } }), { objects })).toMatchObject({
      problems: [],
      unknown: { reason: 'ExternalFetch' },
    });
  });

  it.each<[string, object]>([
    [
      'provider.tokenEndpoint',
      { provider: { ...provider, tokenEndpoint: 'https://10.0.0.1/t' } },
    ],
    [
      'provider.tokenEndpoint',
      { provider: { ...provider, tokenEndpoint: 'https://[::1]/t' } },
    ],
    [
      'provider.tokenEndpoint',
      { provider: { ...provider, tokenEndpoint: 'https://a b' } },
    ],
    ['provider.issuer', { provider: { issuer: ':x' } }],
    [
      'provider.backendRefs',
      { provider: { ...provider, backendRefs: [{ name: 'none', port: 80 }] } },
    ],
    [
      'provider.backendSettings.retry.perRetry.timeout',
      {
        provider: {
          ...provider,
          backendSettings: { retry: { perRetry: { timeout: 'x' } } },
        },
      },
    ],
    ['clientID', { clientID: undefined }],
    ['clientIDRef', { clientID: undefined, clientIDRef: { name: 'oidc' } }],
    ['clientSecret', { clientSecret: { name: 'none' } }],
    ['redirectURL', { redirectURL: 'https://a.example' }],
    ['redirectURL', { redirectURL: 'https://a.example/' }],
    ['redirectURL', { redirectURL: 'ftp://a.example/x' }],
    ['defaultTokenTTL', { defaultTokenTTL: 'x' }],
    ['csrfTokenTTL', { csrfTokenTTL: 'x' }],
  ])('is wrong at %s', (path, more) => {
    expect(paths(judge(oidc(more), { objects }))).toEqual([`oidc.${path}`]);
  });

  it("needs Envoy Gateway's own Secret, where its namespace is seen", () => {
    expect(judge(oidc(), { objects: [client] })).toMatchObject({
      problems: [],
      unknown: { reason: 'NotRead' },
    });
    const other = secret(`${NAMES}/envoy`, {});
    expect(paths(judge(oidc(), { objects: [client, other] }))).toEqual([
      'oidc',
    ]);
  });

  it('lets tokens pass only if something reads them', () => {
    const pass = { passThroughAuthHeader: true };
    const onRoute = (spec: Record<string, unknown>) =>
      paths(judge(spec, { objects, route: 'HTTPRoute' }));
    const jwt = (more: object) => ({
      jwt: { providers: [{ name: 'p', localJWKS: { inline: 'x' }, ...more }] },
    });
    const named = (name: string) => ({ extractFrom: { headers: [{ name }] } });
    expect(onRoute({ ...oidc(pass), ...jwt({}) })).toEqual([]);
    expect(onRoute(oidc(pass))).toEqual(['oidc.passThroughAuthHeader']);
    expect(
      onRoute({ ...oidc(pass), ...jwt({ extractFrom: { cookies: ['c'] } }) }),
    ).toEqual(['oidc.passThroughAuthHeader']);
    const forward = (header: string) =>
      oidc({ ...pass, forwardIDToken: { header } });
    expect(onRoute({ ...forward('authorization'), ...jwt({}) })).toEqual([
      'oidc.forwardIDToken.header',
    ]);
    expect(onRoute({ ...forward('x-id'), ...jwt(named('X-ID')) })).toEqual([
      'oidc.forwardIDToken.header',
    ]);
    expect(onRoute({ ...forward('x-id'), ...jwt(named('x-a')) })).toEqual([]);
  });
});
