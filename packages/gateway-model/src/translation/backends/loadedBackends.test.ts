import { backend, backendsOf, layer4Route } from '../../__testUtils__/backends';
import { grpc, http } from '../../__testUtils__/httpRoutes';
import { gateway, listener, policy } from '../../__testUtils__/objects';
import { judgeHttpRoutes } from '../routes';

const GROUP = 'gateway.envoyproxy.io';
const ref = (name: string, more: object = {}) => ({
  group: GROUP,
  kind: 'Backend',
  name,
  ...more,
});

const BACKENDS = ['one', 'two'].map(name =>
  backend(`apps/${name}`, {
    endpoints: [{ fqdn: { hostname: 'api.example', port: 80 } }],
  }),
);

/** Names of the Backends something refers to. */
function used(objects: unknown[], translatorOnly = false): string[] {
  const { backends } = backendsOf(
    [
      gateway('infra/eg', [
        listener('http'),
        listener('tcp', { port: 90, protocol: 'TCP' }),
      ]),
      ...BACKENDS,
      ...objects,
    ],
    { translatorOnly },
  );
  return backends.backends.filter(one => one.used).map(({ item }) => item.name);
}

const PARENTS = [{ namespace: 'infra', name: 'eg' }];
const mirror = (name: string) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: ref(name) },
});
describe('Backends Envoy Gateway knows of', () => {
  it.each<[string, object]>([
    [
      'a route of its Gateways',
      http('apps/r', {
        parentRefs: PARENTS,
        rules: [{ backendRefs: [ref('one')] }],
      }),
    ],
    [
      'what an HTTPRoute mirrors to',
      http('apps/r', {
        parentRefs: PARENTS,
        rules: [{ filters: [mirror('one')] }],
      }),
    ],
    [
      'a TCPRoute',
      layer4Route('TCPRoute', 'apps/r', {
        parentRefs: PARENTS,
        rules: [{ backendRefs: [ref('one')] }],
      }),
    ],
    [
      'a SecurityPolicy, attached or not',
      policy('SecurityPolicy', 'apps/p', {
        extAuth: { http: { backendRefs: [ref('one')] } },
      }),
    ],
    [
      'an EnvoyExtensionPolicy',
      policy('EnvoyExtensionPolicy', 'apps/p', {
        extProc: [{ backendRefs: [ref('one')] }],
      }),
    ],
    [
      'the telemetry of an EnvoyProxy',
      policy('EnvoyProxy', 'infra/p', {
        telemetry: {
          tracing: {
            provider: { backendRefs: [ref('one', { namespace: 'apps' })] },
          },
        },
      }),
    ],
  ])('are those referred to by %s', (_, object) => {
    expect(used([object])).toEqual(['one']);
  });

  it('are not those of routes to other Gateways', () => {
    const other = http('apps/r', {
      parentRefs: [{ name: 'mesh' }],
      rules: [{ backendRefs: [ref('one')] }],
    });
    expect(used([other])).toEqual([]);
  });

  it('are all that are given, for the translation by itself', () => {
    expect(used([], true)).toEqual(['one', 'two']);
  });

  it('are not those a GRPCRoute mirrors to, so that they are not found', () => {
    const problems = (...filters: object[]) => {
      const { world, listeners, backends } = backendsOf([
        gateway('infra/eg', [listener('http')]),
        ...BACKENDS,
        grpc('apps/r', {
          parentRefs: PARENTS,
          rules: [{ backendRefs: [ref('one')], filters }],
        }),
      ]);
      const [{ parents }] = judgeHttpRoutes(world, listeners, backends);
      return parents[0].conditions.find(({ type }) => type === 'ResolvedRefs')
        ?.reason;
    };
    expect(problems(mirror('two'))).toBe('BackendNotFound');
    expect(problems(mirror('one'))).toBe('ResolvedRefs');
  });
});
