import { backend, configMap, secret } from '../../../__testUtils__/backends';
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

const users = { basicAuth: { users: { name: 'users' } } };

describe('a service that authorizes', () => {
  const extAuth = (more: object = {}) => ({
    extAuth: { http: { backendRefs: [authRef] }, ...more },
  });
  const told = (...contextExtensions: object[]) =>
    extAuth({ contextExtensions });
  const from = (kind: string, key = 'a') => ({
    name: 'x',
    type: 'ValueRef',
    valueRef: { kind, name: 'values', key },
  });
  const objects = [
    auth,
    configMap('apps/values', { a: 'x' }),
    secret('apps/values', { a: 'eA==' }),
  ];

  it('is in order', () => {
    const spec = told(
      { name: 'x', type: 'Value', value: 'y' },
      from('ConfigMap'),
    );
    expect(judge(spec, { objects })).toEqual({ problems: [], warnings: [] });
  });

  it.each<[string, object]>([
    ['', { http: undefined }],
    ['', { grpc: {} }],
    ['.http', { http: {} }],
    [
      '.http.backendRefs',
      { http: { backendRef: { name: 'missing', port: 80 } } },
    ],
    [
      '.grpc.backendSettings.timeout.tcp.connectTimeout',
      {
        http: undefined,
        grpc: {
          backendRefs: [authRef],
          backendSettings: { timeout: { tcp: { connectTimeout: 'x' } } },
        },
      },
    ],
    [
      '.contextExtensions[0].valueRef',
      { contextExtensions: [from('ConfigMap', 'b')] },
    ],
    [
      '.contextExtensions[0].valueRef',
      { contextExtensions: [from('Secret', 'b')] },
    ],
    [
      '.contextExtensions[0].valueRef',
      { contextExtensions: [from('Service')] },
    ],
  ])('is wrong at extAuth%s', (path, more) => {
    expect(paths(judge(extAuth(more), { objects }))).toEqual([
      `extAuth${path}`,
    ]);
  });

  it('may be passed by when it is wrong, and nothing else is', () => {
    const spec = extAuth({ http: {}, failOpen: true });
    const failOpen = ({ problems }: ReturnType<typeof judge>) =>
      problems.map(problem => problem.failOpen ?? false);
    expect(failOpen(judge(spec))).toEqual([true]);
    expect(failOpen(judge({ ...users, ...spec }))).toEqual([false, true]);
    expect(failOpen(judge(extAuth({ http: {} })))).toEqual([false]);
  });

  it('is told what a Secret holds, if that is base64', () => {
    expect(judge(told(from('Secret')), { objects })).toMatchObject({
      problems: [],
      unknown: { reason: 'SecretBytes' },
    });
  });
});
