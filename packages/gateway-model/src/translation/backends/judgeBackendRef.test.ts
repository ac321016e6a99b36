import {
  backend,
  backendsOf,
  configMap,
  endpointSlice,
  judgeRef,
  secret,
  tlsPolicy,
} from '../../__testUtils__/backends';
import {
  gateway,
  grant,
  policy,
  service,
  target,
} from '../../__testUtils__/objects';
import { JsonObject } from '../../json';
import { RouteKind, TranslationSettings } from '../types';

const ENVOY = 'gateway.envoyproxy.io';
const BACKEND = { group: ENVOY, kind: 'Backend', name: 'api' };
const API = { name: 'api', port: 80 };

const ready = (path = 'apps/api') =>
  endpointSlice(path, { port: 8080 }, ['10.0.0.1']);

function judge(
  backendRef: JsonObject,
  objects: readonly unknown[],
  more: {
    routeKind?: RouteKind;
    ruleName?: string;
    filtersProblem?: string;
  } = {},
  settings: Partial<TranslationSettings> = {},
) {
  const stages = backendsOf([gateway('infra/eg'), ...objects], settings);
  return judgeRef(stages, backendRef, more);
}

describe('a reference to a backend', () => {
  const apps = [service('apps/api', 80), ready()];

  it('is of use when everything is there', () => {
    expect(judge(API, apps)).toEqual({
      ref: { group: '', kind: 'Service', namespace: 'apps', ...API },
      weight: 1,
      dynamicResolver: false,
      usable: true,
    });
  });

  it.each<[string, JsonObject, string]>([
    ['a group', { ...API, group: 'a.example' }, 'InvalidKind'],
    ['a kind', { ...API, kind: 'Pod' }, 'InvalidKind'],
    ['a namespace', { ...API, namespace: 'infra' }, 'RefNotPermitted'],
    ['no port', { name: 'api' }, 'PortNotSpecified'],
    ['a name', { name: 'other', port: 80 }, 'BackendNotFound'],
    ['a port', { name: 'api', port: 81 }, 'PortNotFound'],
    ['no Backend', { ...BACKEND, name: 'other' }, 'BackendNotFound'],
  ])('fails for %s', (_, backendRef, reason) => {
    expect(judge(backendRef, apps)).toMatchObject({
      usable: false,
      problem: { type: 'ResolvedRefs', reason },
    });
  });

  it('reaches into a namespace that permits it', () => {
    const objects = [
      service('infra/api', 80),
      ready('infra/api'),
      grant(
        'infra/grant',
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespace: 'apps',
        },
        { group: '', kind: 'Service' },
      ),
    ];
    const backendRef = { ...API, namespace: 'infra' };
    expect(judge(backendRef, objects).usable).toBe(true);
    const { problem } = judge(backendRef, objects, { routeKind: 'GRPCRoute' });
    expect(problem?.reason).toBe('RefNotPermitted');
  });

  it('needs a port of the protocol of its route', () => {
    const { problem } = judge(API, apps, { routeKind: 'UDPRoute' });
    expect(problem?.reason).toBe('PortNotFound');
  });

  it('does not reach a Service of type ExternalName', () => {
    const external = service('apps/api', 80);
    const objects = [
      { ...external, spec: { ...external.spec, type: 'ExternalName' } },
    ];
    expect(judge(API, objects).problem?.reason).toBe('UnsupportedValue');
  });

  it('may name a kind of an extension server', () => {
    const kinds = { extensionKinds: new Set(['a.example/Queue']) };
    const backendRef = { group: 'a.example', kind: 'Queue', name: 'jobs' };
    const queue = {
      apiVersion: 'a.example/v1',
      kind: 'Queue',
      metadata: { namespace: 'apps', name: 'jobs' },
    };
    expect(judge(backendRef, [queue], {}, kinds).usable).toBe(true);
    const { problem } = judge(backendRef, [], {}, kinds);
    expect(problem?.reason).toBe('BackendNotFound');
  });

  describe('with filters', () => {
    it.each([
      ['RequestMirror', {}],
      [
        'ExtensionRef',
        { extensionRef: { group: 'a.example', kind: 'X', name: 'x' } },
      ],
      ['URLRewrite', { urlRewrite: { path: { type: 'ReplaceFullPath' } } }],
      ['Unheard', {}],
    ])('fails for a %s', (type, fields) => {
      const backendRef = { ...API, filters: [{ type, ...fields }] };
      const { problem } = judge(backendRef, apps);
      expect(problem?.reason).toBe('UnsupportedRefValue');
    });

    it('takes other rewrites, and HTTPRouteFilters', () => {
      const filters = [
        { type: 'URLRewrite', urlRewrite: { hostname: 'a.example' } },
        {
          type: 'ExtensionRef',
          extensionRef: { group: ENVOY, kind: 'HTTPRouteFilter', name: 'x' },
        },
      ];
      expect(judge({ ...API, filters }, apps).usable).toBe(true);
      const { problem } = judge({ ...API, filters }, apps, {
        routeKind: 'GRPCRoute',
      });
      expect(problem?.reason).toBe('UnsupportedRefValue');
    });

    it('tells what is wrong with their content only of a backend that is there', () => {
      const wrong = { filtersProblem: 'The header is empty' };
      expect(judge(API, apps, wrong).problem).toMatchObject({
        reason: 'InvalidBackendFilters',
        message: 'The header is empty.',
      });
      const { problem } = judge(API, [service('apps/api', 80)], wrong);
      expect(problem?.reason).toBe('EndpointsNotFound');
    });
  });

  describe('by its endpoints', () => {
    const empty = [service('apps/api', 80)];

    it('tells of missing ones as its kind of route does', () => {
      expect(judge(API, empty).problem).toMatchObject({
        type: 'BackendsAvailable',
        reason: 'EndpointsNotFound',
      });
      expect(
        judge(API, empty, { routeKind: 'TCPRoute' }).problem,
      ).toMatchObject({ type: 'ResolvedRefs', reason: 'EndpointsNotFound' });
    });

    it('does not count those of other ports', () => {
      const slice = endpointSlice('apps/api', { name: 'admin', port: 9 }, [
        '10.0.0.1',
      ]);
      const { problem } = judge(API, [...empty, slice]);
      expect(problem?.reason).toBe('EndpointsNotFound');
    });

    it('asks for none where its weight is 0', () => {
      const outcome = judge({ ...API, weight: 0 }, empty);
      expect(outcome).toMatchObject({ weight: 0, usable: false });
      expect(outcome.problem).toBeUndefined();
    });

    it('cannot mix FQDNs and IP addresses', () => {
      const fqdns = endpointSlice(
        'apps/api',
        { port: 8080 },
        ['a.example'],
        'FQDN',
      );
      const { problem } = judge(API, [...apps, fqdns]);
      expect(problem?.reason).toBe('UnsupportedAddressType');
    });

    it('presumes them where they are not read', () => {
      const unread = new Set(['discovery.k8s.io/EndpointSlice']);
      const outcome = judge(API, empty, {}, { unread });
      expect(outcome.unknown?.reason).toBe('NotRead');
      expect(outcome.problem).toBeUndefined();
    });

    describe('or by its Service', () => {
      const traffic = (
        name: string,
        targetRef: unknown,
        spec: Record<string, unknown> = {},
      ) =>
        policy('BackendTrafficPolicy', name, {
          targetRefs: [targetRef],
          ...spec,
        });
      const ROUTE = target('HTTPRoute', 'route');
      const RULE = target('HTTPRoute', 'route', 'first');
      const GATEWAY = target('Gateway', 'eg');
      const BY_SERVICE = { routingType: 'Service' };

      it.each<[string, unknown[], boolean]>([
        ['its Gateway', [traffic('infra/a', GATEWAY, BY_SERVICE)], true],
        ['the route', [traffic('apps/a', ROUTE, BY_SERVICE)], true],
        ['the rule', [traffic('apps/a', RULE, BY_SERVICE)], true],
        [
          'the oldest of a scope',
          [traffic('apps/a', ROUTE), traffic('apps/b', ROUTE, BY_SERVICE)],
          false,
        ],
        [
          'the route, which says nothing and replaces',
          [traffic('apps/a', ROUTE), traffic('infra/b', GATEWAY, BY_SERVICE)],
          false,
        ],
        [
          'the route, which says nothing and merges',
          [
            traffic('apps/a', ROUTE, { mergeType: 'StrategicMerge' }),
            traffic('infra/b', GATEWAY, BY_SERVICE),
          ],
          true,
        ],
        [
          'the rule before the route',
          [
            traffic('apps/a', RULE, { routingType: 'Endpoint' }),
            traffic('apps/b', ROUTE, BY_SERVICE),
          ],
          false,
        ],
        [
          'a selector',
          [
            policy('BackendTrafficPolicy', 'infra/a', {
              targetSelectors: [{ kind: 'Gateway' }],
              ...BY_SERVICE,
            }),
          ],
          true,
        ],
      ])('is decided by the policy of %s', (_, policies, byService) => {
        const outcome = judge(API, [...empty, ...policies], {
          ruleName: 'first',
        });
        expect(outcome.usable).toBe(byService);
      });

      it('goes to the endpoints of a headless one all the same', () => {
        const headless = service('apps/api', 80);
        const objects = [
          { ...headless, spec: { ...headless.spec, clusterIP: 'None' } },
          traffic('infra/a', GATEWAY, BY_SERVICE),
        ];
        expect(judge(API, objects).problem?.reason).toBe('EndpointsNotFound');
      });
    });
  });

  describe('to a Backend', () => {
    const fqdn = { fqdn: { hostname: 'api.example', port: 443 } };
    const address = { ip: { address: '10.0.0.1', port: 443 } };
    const socket = { unix: { path: '/run/api' } };

    it.each<[string, JsonObject, string]>([
      [
        'an invalid one',
        { endpoints: [{ fqdn: { hostname: 'api' } }] },
        'InvalidAddress',
      ],
      [
        'one without trust',
        { endpoints: [fqdn], tls: {} },
        'InvalidBackendRef',
      ],
      ['a socket', { endpoints: [socket] }, 'UnsupportedAddressType'],
      ['a mix', { endpoints: [fqdn, address] }, 'UnsupportedAddressType'],
    ])('fails for %s', (_, spec, reason) => {
      const { problem } = judge(BACKEND, [backend('apps/api', spec)]);
      expect(problem?.reason).toBe(reason);
    });

    it('knows a dynamic resolver, and one with nowhere to go', () => {
      const dynamic = backend('apps/api', { type: 'DynamicResolver' });
      expect(judge(BACKEND, [dynamic])).toMatchObject({
        dynamicResolver: true,
        usable: true,
      });
      const empty = judge(BACKEND, [backend('apps/api', {})]);
      expect(empty).toMatchObject({ dynamicResolver: false, usable: false });
      expect(empty.problem).toBeUndefined();
    });

    it('fails where Backends are not enabled', () => {
      const objects = [backend('apps/api', { endpoints: [fqdn] })];
      const { problem } = judge(
        BACKEND,
        objects,
        {},
        { backendEnabled: false },
      );
      expect(problem?.reason).toBe('UnsupportedValue');
    });

    it.each<[string, JsonObject]>([
      [
        'certificates of authorities',
        { caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }] },
      ],
      [
        'a client certificate',
        { insecureSkipVerify: true, clientCertificateRef: { name: 'client' } },
      ],
    ])('needs the %s it names', (_, tls) => {
      const objects = [backend('apps/api', { endpoints: [fqdn], tls })];
      const { problem } = judge(BACKEND, objects);
      expect(problem?.reason).toBe('InvalidBackendTLS');
      const found = judge(BACKEND, [
        ...objects,
        configMap('apps/ca', { 'ca.crt': 'PEM' }),
        secret('apps/client', { 'tls.crt': 'UEVN', 'tls.key': 'UEVN' }),
      ]);
      expect(found.usable).toBe(true);
    });
  });

  describe('with TLS by a BackendTLSPolicy', () => {
    const TARGET = { group: '', kind: 'Service', name: 'api' };
    const named = {
      ...service('apps/api'),
      spec: { ports: [{ name: 'web', port: 80 }] },
    };
    const slice = endpointSlice('apps/api', { name: 'web', port: 8080 }, [
      '10.0.0.1',
    ]);
    const broken = { caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }] };

    it('fails with its certificates, before it asks for endpoints', () => {
      const { problem } = judge(API, [
        named,
        tlsPolicy('apps/p', [TARGET], broken),
      ]);
      expect(problem?.reason).toBe('InvalidBackendTLS');
    });

    it.each<[string, unknown[], boolean]>([
      ['another port', [{ ...TARGET, sectionName: 'admin' }], true],
      ['its port', [{ ...TARGET, sectionName: 'web' }], false],
      ['another namespace', [], true],
    ])('goes by a policy for %s', (_, targetRefs, usable) => {
      const objects = [
        named,
        slice,
        tlsPolicy('apps/p', targetRefs, broken),
        tlsPolicy('infra/p', [TARGET], broken),
      ];
      expect(judge(API, objects).usable).toBe(usable);
    });

    it('prefers the policy for its port to an older one for the whole Service', () => {
      const objects = [
        named,
        slice,
        tlsPolicy('apps/whole', [TARGET], broken),
        tlsPolicy('apps/port', [{ ...TARGET, sectionName: 'web' }]),
      ];
      expect(judge(API, objects).usable).toBe(true);
    });

    it('needs the client certificate of its Gateway then', () => {
      const eg = gateway('infra/eg');
      const asking = {
        ...eg,
        spec: {
          ...eg.spec,
          infrastructure: {
            parametersRef: { group: ENVOY, kind: 'EnvoyProxy', name: 'proxy' },
          },
        },
      };
      const proxy = policy('EnvoyProxy', 'infra/proxy', {
        backendTLS: { clientCertificateRef: { name: 'client' } },
      });
      const outcome = (...objects: unknown[]) =>
        judgeRef(backendsOf([asking, proxy, named, slice, ...objects]), API);
      expect(outcome().usable).toBe(true);
      const withPolicy = outcome(tlsPolicy('apps/p', [TARGET]));
      expect(withPolicy.problem?.reason).toBe('InvalidBackendTLS');
    });

    it('presumes what is in a Secret that is not read', () => {
      const certificates = {
        caCertificateRefs: [{ kind: 'Secret', name: 'ca' }],
      };
      const objects = [
        named,
        slice,
        tlsPolicy('apps/p', [TARGET], certificates),
      ];
      const outcome = judge(API, objects, {}, { unread: new Set(['/Secret']) });
      expect(outcome).toMatchObject({
        usable: true,
        unknown: { reason: 'NotRead' },
      });
    });
  });
});
