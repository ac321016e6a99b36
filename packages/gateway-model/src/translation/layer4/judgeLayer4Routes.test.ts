import {
  backend,
  backendsOf,
  endpointSlice,
  layer4Route,
} from '../../__testUtils__/backends';
import { gateway, listener, service } from '../../__testUtils__/objects';
import { judgeLayer4Routes } from './judgeLayer4Routes';

const DYNAMIC = {
  group: 'gateway.envoyproxy.io',
  kind: 'Backend',
  name: 'dynamic',
};
const API = { name: 'api', port: 80 };

const LISTENERS = [
  listener('tcp', { protocol: 'TCP', port: 1 }),
  listener('tls', {
    protocol: 'TLS',
    port: 2,
    hostname: '*.a.example',
    tls: { mode: 'Passthrough' },
  }),
  listener('ending', {
    protocol: 'TLS',
    port: 3,
    tls: { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] },
  }),
  listener('modeless', { protocol: 'TLS', port: 4, tls: {} }),
];

function routes(...objects: unknown[]) {
  const { world, listeners, backends } = backendsOf(
    [
      gateway('infra/eg', LISTENERS),
      service('apps/api', 80),
      endpointSlice('apps/api', { port: 8080 }, ['10.0.0.1']),
      backend('apps/dynamic', { type: 'DynamicResolver' }),
      ...objects,
    ],
    { unread: new Set(['/Secret']) },
  );
  return judgeLayer4Routes(world, listeners, backends);
}

const parentRef = (sectionName: string) => ({
  namespace: 'infra',
  name: 'eg',
  sectionName,
});

const tls = (
  sectionName: string,
  hostname: string,
  ...backendRefs: unknown[]
) =>
  layer4Route('TLSRoute', 'apps/tls', {
    parentRefs: [parentRef(sectionName)],
    hostnames: [hostname],
    rules: [{ backendRefs }],
  });

const tcp = (name: string, rules: unknown[], sectionName = 'tcp') =>
  layer4Route('TCPRoute', `apps/${name}`, {
    parentRefs: [parentRef(sectionName)],
    rules,
  });

function conditions(route: unknown) {
  const [judged] = routes(route);
  return judged.parents[0].conditions.map(({ type, status, reason }) =>
    [type, status, reason].join(' '),
  );
}

describe('judgeLayer4Routes', () => {
  const rule = { backendRefs: [API] };

  it('accepts what is in order', () => {
    const good = ['Accepted True Accepted', 'ResolvedRefs True ResolvedRefs'];
    expect(conditions(tcp('a', [rule]))).toEqual(good);
    expect(conditions(tls('tls', 'x.a.example', API))).toEqual(good);
    expect(conditions(tls('tls', 'x.a.example', DYNAMIC))).toEqual(good);
  });

  it('tells every reason once, sorted', () => {
    const backendRefs = [
      { name: 'api', port: 81 },
      { name: 'other', port: 80 },
      { name: 'api', port: 82 },
    ];
    expect(conditions(tcp('a', [{ backendRefs }]))).toEqual([
      'Accepted True Accepted',
      'ResolvedRefs False BackendNotFound,PortNotFound',
    ]);
  });

  it('judges references of a route no listener takes', () => {
    const backendRefs = [{ name: 'other', port: 80 }];
    expect(conditions(tcp('a', [{ backendRefs }], 'tls'))).toEqual([
      'Accepted False NotAllowedByListeners',
      'ResolvedRefs False BackendNotFound',
    ]);
  });

  it('asks for exactly one rule, and counts the route nowhere otherwise', () => {
    expect(conditions(tcp('a', [rule, rule]))).toEqual([
      'Accepted False InvalidRule',
    ]);
    const [judged] = routes(tcp('a', []));
    expect(judged.parents[0].listeners[0].hostnames).toEqual([]);
  });

  it('gives a listener to the oldest TCPRoute alone', () => {
    const judged = routes(tcp('older', [rule]), tcp('younger', [rule]));
    expect(
      judged.map(({ parents }) => parents[0].rules[0].dropped?.reason),
    ).toEqual([undefined, 'ListenerTaken']);
  });

  it('goes by the hostnames of a TLSRoute', () => {
    expect(conditions(tls('tls', 'b.example', API))[0]).toBe(
      'Accepted False NoMatchingListenerHostname',
    );
  });

  it('has a dynamic resolver alone, and where TLS passes through', () => {
    expect(conditions(tls('tls', 'x.a.example', DYNAMIC, API))[1]).toBe(
      'ResolvedRefs False InvalidBackendRef',
    );
    expect(conditions(tls('ending', 'x.a.example', DYNAMIC))[1]).toBe(
      'ResolvedRefs False UnsupportedValue',
    );
    // Envoy Gateway itself has no default for the mode, and ends TLS only where it is told to.
    expect(conditions(tls('modeless', 'x.a.example', DYNAMIC))[1]).toBe(
      'ResolvedRefs True ResolvedRefs',
    );
  });

  it('leaves a listener to others where a dynamic resolver cannot be used', () => {
    const judged = routes(
      tls('ending', 'x.a.example', DYNAMIC),
      tcp('other', [rule], 'ending'),
    );
    expect(judged[1].parents[0].rules[0].dropped).toBeUndefined();
  });

  it('leaves out routes of other Gateways', () => {
    const other = layer4Route('UDPRoute', 'apps/u', {
      parentRefs: [{ name: 'other' }],
      rules: [rule],
    });
    expect(routes(other)).toEqual([]);
  });
});
