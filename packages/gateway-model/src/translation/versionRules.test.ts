import { gatewayWith, listenerSet, shortly } from '../__testUtils__/listeners';
import {
  gatewayClass,
  httpRoute,
  listener,
  namespace,
  policy,
  RawObject,
} from '../__testUtils__/objects';
import { createSnapshot } from '../snapshot';
import { translate } from './translate';
import { EnvoyGatewayVersion } from './types';

const GATEWAY_API = 'gateway.networking.k8s.io';

const VERSIONS: readonly EnvoyGatewayVersion[] = ['1.8', '1.9'];

const gw = (...listeners: unknown[]) =>
  gatewayWith('infra/eg', listeners, {
    allowedListeners: { namespaces: { from: 'All' } },
  });

const service = (name: string, spec: Record<string, unknown> = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'infra', name },
  spec: { ports: [{ name: 'http', port: 80 }], ...spec },
});

const route = (
  kind: string,
  name: string,
  rule: Record<string, unknown> = {},
  parent: Record<string, unknown> = { name: 'eg' },
): RawObject => ({
  ...httpRoute(`infra/${name}`, { parentRefs: [parent], rules: [rule] }),
  kind,
});

const backend = (more: Record<string, unknown> = {}) => ({
  backendRefs: [{ name: 'svc', port: 80, ...more }],
});

const on = (
  kind: string,
  name: string,
  target: Record<string, unknown>,
  spec: Record<string, unknown> = {},
) =>
  policy(kind, `infra/${name}`, {
    targetRefs: [{ group: GATEWAY_API, ...target }],
    ...spec,
  });

const translated = (
  version: EnvoyGatewayVersion | undefined,
  objects: readonly unknown[],
) =>
  translate(
    createSnapshot(
      [gatewayClass(), namespace('infra'), service('svc'), ...objects],
      { order: 'given' },
    ),
    { version, unread: new Set(['discovery.k8s.io/EndpointSlice']) },
  );

/** What is told of each, by version. */
function each<T>(
  objects: readonly unknown[],
  told: (translation: ReturnType<typeof translated>) => T,
  versions: readonly EnvoyGatewayVersion[] = VERSIONS,
): T[] {
  return versions.map(version => told(translated(version, objects)));
}

const routeConditions =
  (name: string) =>
  ({ routes }: ReturnType<typeof translated>) =>
    shortly(
      routes.find(({ item }) => item.name === name)?.parents[0].conditions,
    );

const policyAncestors =
  (name: string) =>
  ({ policies }: ReturnType<typeof translated>) =>
    policies.statuses
      .find(({ item }) => item.name === name)
      ?.ancestors.map(
        ({ ancestorRef, conditions }) =>
          `${ancestorRef.kind}#${ancestorRef.sectionName ?? ''} ${shortly(
            conditions,
          ).join(' ')}`,
      );

const GOOD_ROUTE = ['Accepted=True/Accepted', 'ResolvedRefs=True/ResolvedRefs'];

describe('decisions of Envoy Gateway 1.8 that 1.9 takes otherwise', () => {
  it('are those of 1.9 where nobody has said', () => {
    const objects = [gw({ name: 'odd', port: 80, protocol: 'x.io/odd' })];
    const accepted = (version: EnvoyGatewayVersion | undefined) =>
      shortly(translated(version, objects).statuses.gateways[0].conditions)[0];
    expect(accepted('1.8')).toBe('Accepted=True/Accepted');
    expect(accepted('1.9')).toBe('Accepted=False/ListenersNotValid');
    expect(accepted(undefined)).toBe(accepted('1.9'));
  });

  it('are those of 1.9 where nonsense is said', () => {
    const version = 'toString' as EnvoyGatewayVersion;
    const objects = [gw({ name: 'odd', port: 80, protocol: 'x.io/odd' })];
    const [{ conditions }] = translated(version, objects).statuses.gateways;
    expect(shortly(conditions)[0]).toBe('Accepted=False/ListenersNotValid');
  });

  it('concern the status of EnvoyProxies', () => {
    const objects = [
      gatewayWith('infra/eg', [listener('http')], {
        infrastructure: {
          parametersRef: {
            group: 'gateway.envoyproxy.io',
            kind: 'EnvoyProxy',
            name: 'proxy',
          },
        },
      }),
      policy('EnvoyProxy', 'infra/proxy', {}),
    ];
    expect(
      each(objects, ({ listeners }) => listeners.envoyProxies.length),
    ).toEqual([0, 1]);
  });

  it('concern routes with equal matches', () => {
    const objects = [
      gw(listener('http')),
      route('HTTPRoute', 'a', backend()),
      route('HTTPRoute', 'b', backend()),
    ];
    expect(each(objects, routeConditions('b'))).toEqual([
      GOOD_ROUTE,
      [
        GOOD_ROUTE[0],
        GOOD_ROUTE[1],
        'RouteRulesOverlap=True/RouteRulesOverlap',
      ],
    ]);
  });

  it.each(['HTTPRoute', 'GRPCRoute'])(
    'concern a %s without a listener that is ready',
    kind => {
      const tls = { certificateRefs: [{ name: 'missing' }] };
      const objects = [
        gw(listener('https', { port: 443, protocol: 'HTTPS', tls })),
        route(kind, 'a', backend()),
      ];
      expect(each(objects, routeConditions('a'))).toEqual([
        ['Accepted=False/NoReadyListeners', GOOD_ROUTE[1]],
        GOOD_ROUTE,
      ]);
    },
  );

  it('concern the second TCPRoute on a listener', () => {
    const objects = [
      gw(listener('tcp', { port: 9000, protocol: 'TCP' })),
      route('TCPRoute', 'a', backend()),
      route('TCPRoute', 'b', backend()),
    ];
    expect(each(objects, routeConditions('a'))).toEqual([
      GOOD_ROUTE,
      GOOD_ROUTE,
    ]);
    expect(each(objects, routeConditions('b'))).toEqual([
      ['Accepted=False/UnsupportedValue', GOOD_ROUTE[1]],
      GOOD_ROUTE,
    ]);
    expect(
      each(
        objects,
        ({ statuses }) => statuses.gateways[0].listeners[0].attachedRoutes,
      ),
    ).toEqual([1, 2]);
  });

  it('concern conflicts with listeners of ListenerSets', () => {
    const objects = [
      gw(listener('own', { hostname: 'a.com' })),
      listenerSet(
        'infra/set',
        [
          listener('name', { hostname: 'a.com' }),
          listener('tcp', { protocol: 'TCP' }),
        ],
        { name: 'eg' },
      ),
    ];
    const conflicts = each(objects, ({ listeners }) =>
      listeners.gateways[0].listeners.map(({ name, conditions }) => [
        name,
        ...shortly(conditions).filter(one => !one.startsWith('ResolvedRefs')),
      ]),
    );
    expect(conflicts).toEqual([
      [
        ['own', 'Conflicted=True/HostnameConflict', 'Programmed=False/Invalid'],
        [
          'name',
          'Conflicted=True/HostnameConflict',
          'Programmed=False/ListenersNotValid',
        ],
        [
          'tcp',
          'Conflicted=True/ProtocolConflict',
          'Programmed=False/ListenersNotValid',
        ],
      ],
      [
        ['own', 'Accepted=True/Accepted', 'Programmed=True/Programmed'],
        [
          'name',
          'Accepted=False/HostnameConflict',
          'Conflicted=True/HostnameConflict',
          'Programmed=False/HostnameConflict',
        ],
        [
          'tcp',
          'Accepted=False/ProtocolConflict',
          'Conflicted=True/ProtocolConflict',
          'Programmed=False/ProtocolConflict',
        ],
      ],
    ]);
  });

  it('concern several listeners of a Gateway against one of a ListenerSet', () => {
    const objects = [
      gw(
        listener('a', { hostname: 'a.com' }),
        listener('b', { hostname: 'b.com' }),
      ),
      listenerSet('infra/set', [listener('tcp', { protocol: 'TCP' })], {
        name: 'eg',
      }),
    ];
    expect(
      each(objects, ({ listeners }) =>
        listeners.gateways[0].listeners
          .filter(({ conditions }) =>
            conditions.some(({ reason }) => reason === 'ProtocolConflict'),
          )
          .map(({ name }) => name),
      ),
    ).toEqual([['a', 'b', 'tcp'], ['tcp']]);
  });

  it('concern backends', () => {
    const objects = (rule: Record<string, unknown>) => [
      gw(listener('http')),
      service('ext', { type: 'ExternalName', externalName: 'example.com' }),
      route('HTTPRoute', 'a', rule),
    ];
    expect(
      each(objects(backend({ name: 'ext' })), routeConditions('a')),
    ).toEqual([
      ['Accepted=True/Accepted', GOOD_ROUTE[1]],
      [GOOD_ROUTE[0], 'ResolvedRefs=False/UnsupportedValue'],
    ]);
    const path = { type: 'ReplaceFullPath', replaceFullPath: '/x' };
    const filters = [{ type: 'URLRewrite', urlRewrite: { path } }];
    const [old, now] = each(
      objects(backend({ filters })),
      routeConditions('a'),
    );
    expect(old).not.toContain(now[now.length - 1]);
    expect(now).toContain('ResolvedRefs=False/UnsupportedRefValue');
  });

  it('concern how Services are routed to', () => {
    const objects = [
      gw(listener('http')),
      route('HTTPRoute', 'a', backend()),
      on(
        'BackendTrafficPolicy',
        'whole',
        { kind: 'Gateway', name: 'eg' },
        { routingType: 'Service' },
      ),
      on('BackendTrafficPolicy', 'own', { kind: 'HTTPRoute', name: 'a' }),
    ];
    // Endpoints are not read here: what goes to them is presumed.
    expect(
      each(objects, ({ routes: [{ parents }] }) =>
        parents[0].rules[0].backends.map(({ unknown }) => unknown?.reason),
      ),
    ).toEqual([[undefined], ['NotRead']]);
  });

  it('concern sessions and filters of GRPCRoutes', () => {
    const session = { sessionName: 'x', idleTimeout: '1s' };
    const extensionRef = {
      group: 'gateway.envoyproxy.io',
      kind: 'HTTPRouteFilter',
      name: 'answer',
    };
    const objects = [
      gw(listener('http')),
      policy('HTTPRouteFilter', 'infra/answer', {
        matches: [{ cookies: [{ name: 'a', value: 'b' }] }],
      }),
      route('HTTPRoute', 'a', { ...backend(), sessionPersistence: session }),
      route('GRPCRoute', 'g', {
        ...backend(),
        filters: [{ type: 'ExtensionRef', extensionRef }],
        matches: [{ method: { service: 'x', method: 'y' } }],
      }),
    ];
    const refused = 'Accepted=False/UnsupportedValue';
    for (const name of ['a', 'g']) {
      const [old, now] = each(objects, routeConditions(name));
      expect(old).toContain(refused);
      expect(now).toEqual(GOOD_ROUTE);
    }
  });

  it('concern policies around ListenerSets', () => {
    const objects = [
      gw(listener('http')),
      listenerSet('infra/set', [listener('extra', { port: 81 })], {
        name: 'eg',
      }),
      route('HTTPRoute', 'a', backend(), {
        group: GATEWAY_API,
        kind: 'ListenerSet',
        name: 'set',
      }),
      on('BackendTrafficPolicy', 'set', { kind: 'ListenerSet', name: 'set' }),
      on('BackendTrafficPolicy', 'entry', {
        kind: 'Gateway',
        name: 'eg',
        sectionName: 'extra',
      }),
      on('BackendTrafficPolicy', 'route', { kind: 'HTTPRoute', name: 'a' }),
      on('ClientTrafficPolicy', 'client', { kind: 'ListenerSet', name: 'set' }),
    ];
    expect(each(objects, policyAncestors('set'))).toEqual([
      undefined,
      ['ListenerSet# Accepted=True/Accepted Overridden=True/Overridden'],
    ]);
    expect(each(objects, policyAncestors('entry'))).toEqual([
      ['Gateway#extra Accepted=True/Accepted'],
      ['Gateway#extra Accepted=False/TargetNotFound'],
    ]);
    expect(each(objects, policyAncestors('route'))).toEqual([
      [],
      ['ListenerSet# Accepted=True/Accepted'],
    ]);
    // It holds all the same: what is missing is a place to say so.
    const winners = (all: readonly unknown[]) =>
      each(all, ({ policies, routes: [found], listeners }) => {
        const [, extra] = listeners.gateways[0].listeners;
        return policies.effective('BackendTrafficPolicy', extra, found, 0)
          ?.winner.name;
      });
    expect(winners(objects)).toEqual(['route', 'route']);
    const withoutRoute = objects.filter(
      one => (one as RawObject).metadata.name !== 'route',
    );
    expect(winners(withoutRoute)).toEqual(['entry', 'set']);
    expect(each(objects, policyAncestors('client'))).toEqual([
      undefined,
      ['ListenerSet# Accepted=True/Accepted'],
    ]);
  });

  it('concern merged policies', () => {
    const merge = { mergeType: 'StrategicMerge' };
    const whole = { kind: 'Gateway', name: 'eg' };
    const target = { kind: 'HTTPRoute', name: 'a' };
    const broken = { telemetry: { metrics: { routeStatName: '%NOPE%' } } };
    const objects = [
      gw(listener('http')),
      route('HTTPRoute', 'a', backend(), { name: 'eg', sectionName: 'http' }),
      on('BackendTrafficPolicy', 'whole', whole),
      on('BackendTrafficPolicy', 'section', { ...whole, sectionName: 'http' }),
      on('BackendTrafficPolicy', 'child', target, { ...merge, ...broken }),
      on('EnvoyExtensionPolicy', 'extWhole', whole),
      on('EnvoyExtensionPolicy', 'extChild', target, merge),
    ];
    expect(each(objects, policyAncestors('child'))).toEqual([
      ['Gateway#http Accepted=True/Accepted Merged=True/Merged'],
      ['Gateway#http Accepted=False/Invalid'],
    ]);
    expect(each(objects, policyAncestors('whole'))[0]).toEqual([
      'Gateway# Accepted=True/Accepted Merged=True/Merged Overridden=True/Overridden',
    ]);
    expect(each(objects, policyAncestors('extChild'))).toEqual([
      ['Gateway#http Accepted=True/Accepted'],
      ['Gateway#http Accepted=True/Accepted Merged=True/Merged'],
    ]);
    const security = [
      ...objects,
      on('SecurityPolicy', 'spWhole', whole, {
        cors: { allowMethods: ['GET'] },
      }),
      on('SecurityPolicy', 'spChild', target, {
        ...merge,
        cors: { allowMethods: ['PUT'] },
      }),
    ];
    const merged = (version: EnvoyGatewayVersion) =>
      policyAncestors('spChild')(translated(version, security))?.join();
    expect(merged('1.7')).not.toContain('Merged');
    expect(merged('1.8')).toContain('Merged');
  });

  it('concern which BackendTLSPolicy holds', () => {
    const tls = (name: string, sectionName?: string) => ({
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'BackendTLSPolicy',
      metadata: { namespace: 'infra', name },
      spec: {
        targetRefs: [{ group: '', kind: 'Service', name: 'svc', sectionName }],
        validation: { hostname: 'a.com', wellKnownCACertificates: 'System' },
      },
    });
    const objects = [
      gw(listener('http')),
      route('HTTPRoute', 'a', backend()),
      tls('older'),
      tls('section', 'http'),
    ];
    expect(
      each(objects, ({ backends, routes }) =>
        backends.backendTlsPolicies(routes).map(({ item }) => item.name),
      ),
    ).toEqual([['older'], ['section']]);
  });

  it('concern deprecated fields of policies on Gateways', () => {
    const targetRef = { group: GATEWAY_API, kind: 'Gateway', name: 'eg' };
    const objects = [
      gw(listener('http')),
      policy('SecurityPolicy', 'infra/sp', { targetRef }),
      policy('ClientTrafficPolicy', 'infra/ctp', {
        targetRef: { ...targetRef, sectionName: 'http' },
      }),
    ];
    for (const name of ['sp', 'ctp']) {
      const [old, now] = each(objects, policyAncestors(name));
      expect(old?.join()).not.toContain('Warning');
      expect(now?.join()).toContain('Warning=True/DeprecatedField');
    }
  });

  it('concern policies with more ancestors than can be told', () => {
    const names = Array.from({ length: 20 }, (_, index) => `g${index + 10}`);
    const parentRefs = names.map(name => ({ name }));
    const objects = [
      ...names.map(name =>
        gatewayWith(`infra/${name}`, [listener('http')], {}),
      ),
      httpRoute('infra/a', {
        parentRefs,
        rules: [{ ...backend(), name: 'r' }],
      }),
      on('BackendTrafficPolicy', 'rule', {
        kind: 'HTTPRoute',
        name: 'a',
        sectionName: 'r',
      }),
      on('BackendTrafficPolicy', 'many', { kind: 'HTTPRoute', name: 'a' }),
    ];
    const [old, now] = each(objects, policyAncestors('many'));
    expect(old).toHaveLength(16);
    expect(now).toHaveLength(16);
    // What 1.9 forgot as it went comes back without its acceptance.
    expect(old?.every(one => one.includes('Accepted=True'))).toBe(true);
  });
});

describe('decisions of Envoy Gateway 1.7 that 1.8 takes otherwise', () => {
  const OLD: readonly EnvoyGatewayVersion[] = ['1.7', '1.8'];

  const listenerConditions = ({ statuses }: ReturnType<typeof translated>) =>
    statuses.gateways[0].listeners.map(({ conditions }) => shortly(conditions));

  it('concern listeners without a certificate', () => {
    const tls = { certificateRefs: [{ name: 'missing' }] };
    const objects = [
      gw(listener('https', { port: 443, protocol: 'HTTPS', tls })),
    ];
    const refused = [
      'Programmed=False/Invalid',
      'ResolvedRefs=False/InvalidCertificateRef',
    ];
    expect(each(objects, listenerConditions, OLD)).toEqual([
      [refused],
      [['Accepted=True/Accepted', ...refused]],
    ]);
  });

  it('concern conflicts with listeners at fault, and between protocols', () => {
    const bad = { allowedRoutes: { kinds: [{ kind: 'Nonsense' }] } };
    const conflicted = (...listeners: unknown[]) =>
      each(
        [gw(...listeners)],
        translation =>
          listenerConditions(translation).map(told =>
            told.some(one => one.startsWith('Conflicted=True')),
          ),
        OLD,
      );
    expect(conflicted(listener('a', bad), listener('b'))).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(
      conflicted(listener('a'), listener('b', { protocol: 'TCP' })),
    ).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it("concern a Gateway's own TLS", () => {
    const objects = [
      gatewayWith('infra/eg', [listener('http')], {
        tls: { backend: { clientCertificateRef: { name: 'missing' } } },
      }),
    ];
    const [old, now] = each(
      objects,
      ({ statuses }) => shortly(statuses.gateways[0].conditions),
      OLD,
    );
    expect(old.join()).not.toContain('ResolvedRefs');
    expect(now).toContain('ResolvedRefs=False/InvalidClientCertificateRef');
  });

  it('concern addresses', () => {
    const asking = (type: string) => [
      gatewayWith('infra/eg', [listener('http')], {
        addresses: [{ type, value: 'a.com' }],
      }),
    ];
    const conditions = ({ statuses }: ReturnType<typeof translated>) =>
      shortly(statuses.gateways[0].conditions);
    expect(each(asking('x.io/odd'), conditions, OLD)).toEqual([
      ['Accepted=True/Accepted', 'Programmed=True/Programmed'],
      ['Accepted=False/UnsupportedAddress'],
    ]);
    expect(each(asking('Hostname'), conditions, OLD)).toEqual([
      ['Accepted=True/Accepted', 'Programmed=True/Programmed'],
      ['Accepted=True/Accepted', 'Programmed=False/AddressNotUsable'],
    ]);
  });

  it('concern how many routes a listener has', () => {
    const objects = [
      gw(listener('http', { hostname: 'a.com' })),
      httpRoute('infra/a', {
        parentRefs: [{ name: 'eg' }],
        hostnames: ['b.com'],
        rules: [backend()],
      }),
    ];
    expect(
      each(
        objects,
        ({ statuses }) => statuses.gateways[0].listeners[0].attachedRoutes,
        OLD,
      ),
    ).toEqual([1, 0]);
  });

  it('concern HTTPRoutes that are not accepted', () => {
    const rewrite = { type: 'URLRewrite', urlRewrite: { hostname: 'x.com' } };
    const objects = [
      gw(listener('http')),
      route('HTTPRoute', 'a', { ...backend(), filters: [rewrite, rewrite] }),
    ];
    expect(each(objects, routeConditions('a'), OLD)).toEqual([
      ['Accepted=False/UnsupportedValue', GOOD_ROUTE[1]],
      ['Accepted=False/UnsupportedValue', GOOD_ROUTE[1]],
    ]);
    expect(
      each(
        objects,
        ({ routes: [{ parents }] }) => parents[0].listeners[0].hostnames,
        OLD,
      ),
    ).toEqual([[], ['*']]);
    const unready = [
      gw({
        ...listener('https', { port: 443, protocol: 'HTTPS' }),
        hostname: 'a.com',
        tls: { certificateRefs: [{ name: 'missing' }] },
      }),
      httpRoute('infra/a', {
        parentRefs: [{ name: 'eg' }],
        hostnames: ['b.com'],
        rules: [backend()],
      }),
    ];
    expect(
      each(unready, routeConditions('a'), OLD).map(([one]) => one),
    ).toEqual([
      'Accepted=False/NoReadyListeners',
      'Accepted=False/NoMatchingListenerHostname',
    ]);
  });

  it('concern HTTPRoutes with some good rules, but without a listener', () => {
    const tls = { certificateRefs: [{ name: 'missing' }] };
    const unknown = { group: 'x.io', kind: 'Y', name: 'z' };
    const objects = [
      gw(listener('https', { port: 443, protocol: 'HTTPS', tls })),
      httpRoute('infra/a', {
        parentRefs: [{ name: 'eg' }],
        rules: [
          backend(),
          {
            ...backend(),
            filters: [{ type: 'ExtensionRef', extensionRef: unknown }],
          },
        ],
      }),
    ];
    expect(
      each(objects, routeConditions('a'), OLD).map(([accepted]) => accepted),
    ).toEqual([
      'Accepted=False/NoMatchingListenerHostname',
      'Accepted=True/Accepted',
    ]);
  });

  it('concern policies merged where no listener is ready, and what those count', () => {
    const tls = { certificateRefs: [{ name: 'missing' }] };
    const objects = [
      gw(listener('https', { port: 443, protocol: 'HTTPS', tls })),
      route('GRPCRoute', 'a', backend()),
      on('BackendTrafficPolicy', 'whole', { kind: 'Gateway', name: 'eg' }),
      on(
        'BackendTrafficPolicy',
        'child',
        { kind: 'GRPCRoute', name: 'a' },
        { mergeType: 'StrategicMerge' },
      ),
    ];
    expect(each(objects, policyAncestors('whole'), OLD)).toEqual([
      ['Gateway# Accepted=True/Accepted Overridden=True/Overridden'],
      ['Gateway# Accepted=True/Accepted Merged=True/Merged'],
    ]);
    expect(
      each(
        objects,
        ({ statuses }) => statuses.gateways[0].listeners[0].attachedRoutes,
        OLD,
      ),
    ).toEqual([1, 0]);
  });

  it("concern others' Gateways among the ancestors of policies", () => {
    const objects = [
      gw(listener('http')),
      httpRoute('infra/a', {
        parentRefs: [{ name: 'eg' }, { name: 'foreign' }],
        rules: [backend()],
      }),
      on('BackendTrafficPolicy', 'p', { kind: 'HTTPRoute', name: 'a' }),
    ];
    expect(
      each(
        objects,
        ({ policies }) =>
          policies.statuses[0].ancestors.map(
            ({ ancestorRef }) => ancestorRef.name,
          ),
        OLD,
      ),
    ).toEqual([['eg', 'foreign'], ['eg']]);
  });
});
