import {
  backendsOf,
  configMap,
  endpointSlice,
  layer4Route,
  tlsPolicy,
} from '../../__testUtils__/backends';
import { classWith, envoyProxy } from '../../__testUtils__/listeners';
import { gateway, listener, service } from '../../__testUtils__/objects';
import { judgeLayer4Routes } from '../layer4';

const API = { group: '', kind: 'Service', name: 'api' };
const ca = (kind: string, name = 'ca') => ({
  caCertificateRefs: [{ kind, name }],
});

const tcpRoute = (name: string, parentRefs?: unknown[]) =>
  layer4Route('TCPRoute', `apps/${name}`, {
    ...(parentRefs && { parentRefs }),
    rules: [{ backendRefs: [{ name: 'api', port: 80 }] }],
  });

function statuses(...objects: unknown[]) {
  const { world, listeners, backends } = backendsOf([
    gateway('infra/eg', [listener('tcp', { protocol: 'TCP' })]),
    service('apps/api', 80),
    endpointSlice('apps/api', { port: 8080 }, ['10.0.0.1']),
    ...objects,
  ]);
  const routes = judgeLayer4Routes(world, listeners, backends);
  return backends.backendTlsPolicies(routes).map(({ item, ancestors }) => ({
    name: item.name,
    ancestors: ancestors.map(({ ancestorRef, conditions }) => ({
      of: ancestorRef.sectionName ?? ancestorRef.name,
      says: conditions.map(({ type, status, reason }) =>
        [type, status, reason].join(' '),
      ),
    })),
  }));
}

const GOOD = ['ResolvedRefs True ResolvedRefs', 'Accepted True Accepted'];
const parent = (sectionName: string) => ({
  namespace: 'infra',
  name: 'eg',
  sectionName,
});

describe('statuses of BackendTLSPolicies', () => {
  it('are written where a route uses them, by its parents', () => {
    const routes = [
      tcpRoute('a', [parent('tcp'), parent('missing')]),
      tcpRoute('b', [parent('tcp')]),
    ];
    expect(statuses(tlsPolicy('apps/p', [API]), ...routes)).toEqual([
      {
        name: 'p',
        ancestors: [
          { of: 'tcp', says: GOOD },
          { of: 'missing', says: GOOD },
        ],
      },
    ]);
    expect(statuses(tlsPolicy('apps/p', [API]))).toEqual([]);
  });

  it("tell the port of the first of a Gateway's parentRefs, which stands for all", () => {
    const { world, listeners, backends } = backendsOf([
      gateway('infra/eg', [listener('tcp', { protocol: 'TCP' })]),
      service('apps/api', 80),
      tlsPolicy('apps/p', [API]),
      tcpRoute('a', [
        { namespace: 'infra', name: 'eg', port: 80 },
        { namespace: 'infra', name: 'eg', port: 81 },
      ]),
    ]);
    const routes = judgeLayer4Routes(world, listeners, backends);
    const [{ ancestors }] = backends.backendTlsPolicies(routes);
    expect(ancestors.map(({ ancestorRef }) => ancestorRef.port)).toEqual([80]);
  });

  it('take what a parentRef leaves out for its default, unless the translator is alone', () => {
    const names = (settings: { translatorOnly?: boolean }) => {
      const { world, listeners, backends } = backendsOf(
        [
          gateway('infra/eg', [listener('tcp', { protocol: 'TCP' })]),
          service('apps/api', 80),
          tlsPolicy('apps/p', [API]),
          tcpRoute('a', [{ namespace: 'infra', name: 'eg' }]),
          tcpRoute('b', [{ kind: 'Gateway', namespace: 'infra', name: 'eg' }]),
        ],
        settings,
      );
      const routes = judgeLayer4Routes(world, listeners, backends);
      const [{ ancestors }] = backends.backendTlsPolicies(routes);
      return ancestors.map(({ ancestorRef }) => ancestorRef.name);
    };
    expect(names({})).toEqual(['eg']);
    expect(names({ translatorOnly: true })).toEqual(['eg', 'eg']);
  });

  it.each([
    ['ConfigMap', 'InvalidCACertificateRef'],
    ['Pod', 'InvalidKind'],
  ])('tell of certificates a %s does not hold', (kind, reason) => {
    expect(
      statuses(tlsPolicy('apps/p', [API], ca(kind)), tcpRoute('a')),
    ).toEqual([
      {
        name: 'p',
        ancestors: [
          {
            of: 'eg',
            says: [
              'Accepted False NoValidCACertificate',
              `ResolvedRefs False ${reason}`,
            ],
          },
        ],
      },
    ]);
  });

  it('tell of an older policy for the same target, on its ancestors', () => {
    const objects = [
      configMap('apps/ca', { 'ca.crt': 'PEM' }),
      tlsPolicy('apps/older', [API], ca('ConfigMap')),
      tlsPolicy('apps/younger', [API]),
      tcpRoute('a'),
    ];
    expect(statuses(...objects)).toEqual([
      { name: 'older', ancestors: [{ of: 'eg', says: GOOD }] },
      {
        name: 'younger',
        ancestors: [{ of: 'eg', says: ['Accepted False Conflicted'] }],
      },
    ]);
  });

  it.each([
    [{}, ['p']],
    [{ matches: ['not CEL ('] }, []],
    [{ backendSettings: { connection: { bufferLimit: '5Gi' } } }, []],
  ])(
    'are written where an EnvoyProxy sends telemetry, with %j',
    (fault, of) => {
      const { matches, ...settings } = fault as { matches?: string[] };
      const als = { backendRefs: [{ name: 'api', port: 80 }], ...settings };
      const sinks = [{ type: 'ALS', als }];
      const proxy = envoyProxy('apps/proxy', {
        telemetry: { accessLog: { settings: [{ matches, sinks }] } },
      });
      expect(
        statuses(
          tlsPolicy('apps/p', [API]),
          classWith('apps/proxy'),
          proxy,
        ).map(({ name }) => name),
      ).toEqual(of);
    },
  );

  it('hold 16 ancestors and say so', () => {
    const sections = Array.from({ length: 20 }, (_, index) => `s${index}`);
    const [{ ancestors }] = statuses(
      tlsPolicy('apps/p', [API]),
      tcpRoute('a', sections.map(parent)),
    );
    expect(ancestors).toHaveLength(16);
    expect(ancestors[15].says).toEqual([...GOOD, 'Aggregated True Aggregated']);
  });
});
