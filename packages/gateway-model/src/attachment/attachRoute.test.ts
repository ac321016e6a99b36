import {
  gateway,
  gatewayClass,
  httpRoute,
  listener,
  namespace,
  routeIn,
  service,
  snapshotOf,
} from '../__testUtils__/objects';
import { createSnapshot } from '../snapshot';
import { attachRoute } from './attachRoute';
import { backendExists, isKnownBackendKind } from './backends';
import { gatewayIsOurs } from './ownership';

/** What the only parentRef of the route comes to: listeners with hostnames, or the reason. */
function attached(
  listeners: unknown[],
  spec: Record<string, unknown> = {},
  more: unknown[] = [],
) {
  const snapshot = snapshotOf(
    gateway('infra/eg', listeners),
    httpRoute('payments/pay', spec),
    ...more,
  );
  return attachRoute(snapshot, routeIn(snapshot, 'payments/pay')).map(
    ({ listeners: found, reason }) =>
      reason ??
      Object.fromEntries(
        found.map(one => [one.listener.name, one.hostnames.join(' ')]),
      ),
  );
}

const http = (name: string, hostname?: string, more = {}) =>
  listener(name, { ...(hostname && { hostname }), ...more });

describe('attachRoute', () => {
  it.each<[string, string | undefined, string[], string | undefined]>([
    ['neither names a host', undefined, [], '*'],
    ['only the listener does', 'a.com', [], 'a.com'],
    ['only the listener does, by wildcard', '*.a.com', [], '*.a.com'],
    ['only the route does', undefined, ['b.com', 'a.com'], 'a.com b.com'],
    ['both name the same', 'a.com', ['a.com'], 'a.com'],
    ['they differ', 'a.com', ['b.com'], undefined],
    [
      'a wildcard listener covers one label or more',
      '*.a.com',
      ['x.a.com', 'x.y.a.com', 'a.com', 'xa.com'],
      'x.a.com x.y.a.com',
    ],
    [
      'a wildcard route is narrowed to the listener',
      'x.a.com',
      ['*.a.com', '*.com'],
      'x.a.com',
    ],
    ['equal wildcards', '*.a.com', ['*.a.com'], '*.a.com'],
    ['the narrower wildcard wins', '*.a.com', ['*.com'], '*.a.com'],
    [
      'the narrower wildcard wins, seen from the route',
      '*.com',
      ['*.a.com'],
      '*.a.com',
    ],
    ['wildcards apart', '*.a.com', ['*.b.com'], undefined],
    ['a wildcard is no suffix of letters', '*.a.com', ['*.aa.com'], undefined],
    [
      'a star within a label is no wildcard',
      '*.a.com',
      ['*x.a.com'],
      undefined,
    ],
  ])('intersects hostnames: %s', (_, hostname, hostnames, expected) => {
    expect(attached([http('l', hostname)], { hostnames })).toEqual([
      expected === undefined ? 'NoMatchingListenerHostname' : { l: expected },
    ]);
  });

  it('leaves a hostname to the listener of the same port that names it', () => {
    const hostnames = ['a.com', 'b.com'];
    expect(attached([http('any'), http('a', 'a.com')], { hostnames })).toEqual([
      { any: 'b.com', a: 'a.com' },
    ]);
    expect(
      attached([http('any'), http('a', 'a.com', { port: 81 })], { hostnames }),
    ).toEqual([{ any: 'a.com b.com', a: 'a.com' }]);
    expect(
      attached([http('wild', '*.com'), http('a', 'a.com')], {
        hostnames: ['a.com'],
        parentRefs: [{ namespace: 'infra', name: 'eg', sectionName: 'wild' }],
      }),
    ).toEqual(['NoMatchingListenerHostname']);
  });

  it('selects listeners by sectionName and port, per parentRef', () => {
    const parentRefs = [
      { sectionName: 'a' },
      { port: 81 },
      { sectionName: 'a', port: 81 },
      { sectionName: 'nope' },
      {},
    ].map(ref => ({ namespace: 'infra', name: 'eg', ...ref }));
    expect(
      attached([http('a'), http('b', undefined, { port: 81 })], { parentRefs }),
    ).toEqual([
      { a: '*' },
      { b: '*' },
      'NoMatchingParent',
      'NoMatchingParent',
      { a: '*', b: '*' },
    ]);
  });

  it('allows namespaces as the listener says', () => {
    const from = (namespaces: unknown) =>
      attached([listener('l', { allowedRoutes: { namespaces } })])[0];
    const expression = (operator: string, values?: string[]) =>
      from({
        from: 'Selector',
        selector: { matchExpressions: [{ key: 'team', operator, values }] },
      });
    const refused = 'NotAllowedByListeners';
    const allowed = { l: '*' };
    expect(from({ from: 'All' })).toEqual(allowed);
    expect(from({ from: 'Same' })).toEqual(refused);
    expect(from(undefined)).toEqual(refused);
    expect(from({ from: 'Selector' })).toEqual(refused);
    expect(from({ from: 'Selector', selector: {} })).toEqual(allowed);
    expect(
      from({
        from: 'Selector',
        selector: { matchLabels: { team: 'payments' } },
      }),
    ).toEqual(allowed);
    expect(
      from({ from: 'Selector', selector: { matchLabels: { team: 'orders' } } }),
    ).toEqual(refused);
    expect(expression('In', ['orders', 'payments'])).toEqual(allowed);
    expect(expression('In')).toEqual(refused);
    expect(expression('NotIn', ['orders'])).toEqual(allowed);
    expect(expression('NotIn', ['payments'])).toEqual(refused);
    expect(expression('NotIn')).toEqual(refused);
    expect(expression('Exists')).toEqual(allowed);
    expect(expression('DoesNotExist')).toEqual(refused);
    expect(expression('Near', ['payments'])).toEqual(refused);
  });

  it('does not take a prototype for a label', () => {
    const selector = (matchLabels: unknown) =>
      attached([
        listener('l', {
          allowedRoutes: {
            namespaces: { from: 'Selector', selector: { matchLabels } },
          },
        }),
      ]);
    expect(selector(JSON.parse('{"__proto__":"x"}'))).toEqual([
      'NotAllowedByListeners',
    ]);
    expect(selector({ constructor: 'x' })).toEqual(['NotAllowedByListeners']);
  });

  it('does not allow a namespace that does not exist, unless no Namespace could be read at all', () => {
    const objects = (from: string) => [
      gatewayClass(),
      gateway('infra/eg', [
        listener('l', {
          allowedRoutes: { namespaces: { from, selector: {} } },
        }),
      ]),
      httpRoute('ghost/r'),
    ];
    const reason = (...all: unknown[]) => {
      const snapshot = createSnapshot(all);
      return attachRoute(snapshot, routeIn(snapshot, 'ghost/r'))[0].reason;
    };
    expect(reason(...objects('All'), namespace('infra'))).toBe(
      'NotAllowedByListeners',
    );
    expect(reason(...objects('All'))).toBeUndefined();
    // Presumed: what decides is not to be read.
    expect(reason(...objects('Selector'))).toBeUndefined();
  });

  it('attaches HTTPRoutes to HTTP and HTTPS listeners that take the kind', () => {
    const kinds = (...list: unknown[]) => ({
      allowedRoutes: { namespaces: { from: 'All' }, kinds: list },
    });
    expect(
      attached([
        http('http'),
        http('https', undefined, { port: 443, protocol: 'HTTPS', tls: {} }),
        http('tls', undefined, { port: 444, protocol: 'TLS' }),
        http('tcp', undefined, { port: 445, protocol: 'TCP' }),
        http('own', undefined, { port: 446, protocol: 'acme.io/x' }),
        http('grpc', undefined, { port: 447, ...kinds({ kind: 'GRPCRoute' }) }),
        http('both', undefined, {
          port: 448,
          ...kinds({ kind: 'GRPCRoute' }, { kind: 'HTTPRoute' }),
        }),
        http('foreign', undefined, {
          port: 449,
          ...kinds({ group: 'acme.io', kind: 'HTTPRoute' }),
        }),
      ]),
    ).toEqual([{ http: '*', https: '*', both: '*' }]);
  });

  it('tells why a parent takes no route, and names the objects', () => {
    const parentRefs = [
      { namespace: 'infra', name: 'missing' },
      { namespace: 'infra', name: 'foreign' },
      { namespace: 'infra', name: 'classless' },
      { namespace: 'infra', name: 'broken' },
      { kind: 'ListenerSet', name: 'set' },
      { group: '', kind: 'Service', name: 'mesh' },
      { namespace: 'infra', name: 'eg', sectionName: 'web' },
      { namespace: 'infra', name: 'same' },
      { namespace: 'infra', name: 'eg' },
    ];
    const snapshot = snapshotOf(
      gatewayClass('other', 'acme.io/controller'),
      gateway('infra/eg', [http('http', 'a.com')]),
      gateway('infra/same', [{ name: 'x', port: 80, protocol: 'HTTP' }]),
      gateway('infra/foreign', [http('http')], 'other'),
      gateway('infra/classless', [http('http')], 'nowhere'),
      gateway('infra/broken', [{}]),
      httpRoute('payments/pay', { parentRefs, hostnames: ['b.com'] }),
    );
    const parents = attachRoute(snapshot, routeIn(snapshot, 'payments/pay'));
    expect(
      parents.map(({ reason, message }) => `${reason}: ${message}`),
    ).toEqual([
      'GatewayNotFound: Gateway infra/missing does not exist in this cluster.',
      'NotOurs: Gateway infra/foreign has class other, which Envoy Gateway does not control.',
      'NotOurs: Gateway infra/classless has class nowhere, which Envoy Gateway does not control.',
      'ParentNotRead: Gateway infra/broken exists but could not be understood: spec.listeners[0].name must be a string, is missing.',
      'GatewayNotFound: ListenerSet payments/set does not exist in this cluster.',
      'NotOurs: payments/mesh is a Service, not a Gateway.',
      'NoMatchingParent: Gateway eg has no listener named web; it has http (80).',
      'NotAllowedByListeners: Listener x takes routes from its own namespace infra only.',
      "NoMatchingListenerHostname: None of the route's hostnames b.com is left to it on listeners http (a.com).",
    ]);
    expect(parents.every(({ listeners }) => listeners.length === 0)).toBe(true);
    expect(parents[1].gateway).toEqual({ namespace: 'infra', name: 'foreign' });
    expect(parents[0].gateway).toBeUndefined();
  });

  it('counts the controllers it is told as ours', () => {
    const snapshot = snapshotOf(
      gatewayClass('other', 'acme.io/controller'),
      gateway('infra/eg', [http('http')], 'other'),
      httpRoute('payments/pay'),
    );
    const route = routeIn(snapshot, 'payments/pay');
    expect(attachRoute(snapshot, route)[0].reason).toBe('NotOurs');
    expect(
      attachRoute(snapshot, route, ['acme.io/controller'])[0].listeners,
    ).toHaveLength(1);
    const found = snapshot.gateway('infra', 'eg');
    expect(found && gatewayIsOurs(snapshot, found)).toBe(false);
  });

  it('keeps messages short when a route is full of hostnames', () => {
    const hostnames = [
      'x'.repeat(65_536),
      ...Array.from({ length: 5_000 }, (_, index) => `h${index}.example.com`),
    ];
    const snapshot = snapshotOf(
      gateway('infra/eg', [http('http', 'a.com')]),
      httpRoute('payments/pay', { hostnames }),
    );
    const [parent] = attachRoute(snapshot, routeIn(snapshot, 'payments/pay'));
    expect(parent.reason).toBe('NoMatchingListenerHostname');
    expect(parent.message).toContain('and 4996 more');
    expect(parent.message?.length).toBeLessThan(500);
  });
});

describe('backendExists', () => {
  const ref = (kind: string, name: string, group = '') => ({
    group,
    kind,
    namespace: 'payments',
    name,
    weight: 1,
  });

  it('knows Services and Backends, unreadable ones too, and says so of which kinds it knows', () => {
    const snapshot = snapshotOf(
      service('payments/pay', 80),
      { ...service('payments/odd', 80), spec: { ports: [{ port: 'x' }] } },
      {
        apiVersion: 'gateway.envoyproxy.io/v1alpha1',
        kind: 'Backend',
        metadata: { name: 'fqdn', namespace: 'payments' },
      },
    );
    const group = 'gateway.envoyproxy.io';
    expect(backendExists(snapshot, ref('Service', 'pay'))).toBe(true);
    expect(backendExists(snapshot, ref('Service', 'odd'))).toBe(true);
    expect(backendExists(snapshot, ref('Backend', 'fqdn', group))).toBe(true);
    expect(backendExists(snapshot, ref('Service', 'fqdn'))).toBe(false);
    expect(backendExists(snapshot, ref('Namespace', 'payments'))).toBe(false);
    expect(isKnownBackendKind(ref('Backend', 'x', group))).toBe(true);
    expect(isKnownBackendKind(ref('Backend', 'x'))).toBe(false);
    expect(isKnownBackendKind(ref('ServiceImport', 'x'))).toBe(false);
  });
});
