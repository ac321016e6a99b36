import {
  classWith,
  envoyProxy,
  gatewayWith,
  listenerSet,
  listenersOf,
  tlsSecret,
} from '../../__testUtils__/listeners';
import { gateway, listener } from '../../__testUtils__/objects';

type Spec = Record<string, unknown>;

const TLS = { mode: 'Passthrough' };
const http = (name: string, more: Spec = {}) => listener(name, more);
const tcp = (name: string, more: Spec = {}) =>
  listener(name, { protocol: 'TCP', ...more });
const udp = (name: string) => listener(name, { protocol: 'UDP' });
const tls = (name: string, more: Spec = {}) =>
  listener(name, { protocol: 'TLS', tls: TLS, ...more });
const https = (name: string, more: Spec = {}) =>
  listener(name, {
    protocol: 'HTTPS',
    tls: { certificateRefs: [{ name: 'cert' }] },
    ...more,
  });

/** Each listener by name, with the reason of its conflict. */
function conflicts(own: unknown[], ...sets: unknown[][]) {
  const { stage } = listenersOf([
    gatewayWith('infra/eg', own, {
      allowedListeners: { namespaces: { from: 'All' } },
    }),
    ...sets.map((listeners, i) => listenerSet(`apps/set-${i}`, listeners)),
    tlsSecret('infra/cert', 'RSA cert.example'),
  ]);
  return reasons(stage.gateways[0].listeners);
}

function reasons(
  listeners: ReturnType<
    typeof listenersOf
  >['stage']['gateways'][0]['listeners'],
) {
  return Object.fromEntries(
    listeners.map(({ name, conditions }) => {
      const conflict = conditions.find(({ type }) => type === 'Conflicted');
      return [name, conflict?.status === 'True' ? conflict.reason : ''];
    }),
  );
}

describe('listeners of one Gateway', () => {
  it('with different protocols on a port are all out', () => {
    expect(
      conflicts([http('a'), tcp('b'), udp('c'), http('d', { port: 81 })]),
    ).toEqual({ a: 'ProtocolConflict', b: 'ProtocolConflict', c: '', d: '' });
  });

  it('of HTTPS and TLS share a port', () => {
    expect(
      conflicts([
        https('a', { hostname: 'a.example' }),
        tls('b', { hostname: 'b.example' }),
      ]),
    ).toEqual({ a: '', b: '' });
  });

  it('with one hostname on a port are all out', () => {
    const hostname = 'a.example';
    expect(
      conflicts([
        http('a', { hostname }),
        http('b', { hostname }),
        http('c', { hostname: '*.example' }),
      ]),
    ).toEqual({ a: 'HostnameConflict', b: 'HostnameConflict', c: '' });
  });

  it('of layer 4 leave a port to the first', () => {
    expect(conflicts([tcp('a'), tcp('b'), udp('c'), udp('d')])).toEqual({
      a: '',
      b: 'ProtocolConflict',
      c: '',
      d: 'ProtocolConflict',
    });
  });

  it('that are at fault themselves are in nobody’s way', () => {
    expect(conflicts([http('a', { tls: TLS }), http('b')])).toEqual({
      a: '',
      b: '',
    });
  });
});

describe('listeners of ListenerSets', () => {
  it('give way to those of the Gateway, in all conditions', () => {
    expect(conflicts([http('a')], [tcp('b')], [http('c')])).toEqual({
      a: '',
      b: 'ProtocolConflict',
      c: 'HostnameConflict',
    });
    const { stage } = listenersOf([
      gatewayWith('infra/eg', [http('a')], {
        allowedListeners: { namespaces: { from: 'All' } },
      }),
      listenerSet('apps/set', [http('b')]),
    ]);
    expect(stage.gateways[0].listeners[1].conditions).toEqual(
      ['Conflicted', 'Accepted', 'Programmed']
        .map(type =>
          expect.objectContaining({ type, reason: 'HostnameConflict' }),
        )
        .concat(expect.objectContaining({ type: 'ResolvedRefs' })),
    );
  });

  it('give way to the ListenerSet before', () => {
    expect(
      conflicts([], [tcp('a')], [http('b')], [tcp('c', { port: 81 })]),
    ).toEqual({ a: '', b: 'ProtocolConflict', c: '' });
    expect(conflicts([], [http('a')], [http('b')])).toEqual({
      a: '',
      b: 'HostnameConflict',
    });
  });

  it('of a ListenerSet at odds with itself are all out', () => {
    expect(conflicts([], [tcp('a'), http('b')], [http('c')])).toEqual({
      a: 'ProtocolConflict',
      b: 'ProtocolConflict',
      c: '',
    });
    expect(conflicts([], [http('a'), http('b')], [http('c')])).toEqual({
      a: 'HostnameConflict',
      b: 'HostnameConflict',
      c: 'HostnameConflict',
    });
    expect(conflicts([http('own')], [http('a'), http('b')])).toEqual({
      own: '',
      a: 'HostnameConflict',
      b: 'HostnameConflict',
    });
  });

  it('that lost by protocol take no hostname from others', () => {
    expect(
      conflicts(
        [http('own', { hostname: 'x.example' })],
        [tls('a')],
        [http('b')],
      ),
    ).toEqual({ own: '', a: 'ProtocolConflict', b: '' });
  });
});

describe('listeners of merged Gateways', () => {
  const merged = (...gateways: unknown[]) =>
    listenersOf([
      classWith('infra/proxy'),
      envoyProxy('infra/proxy', { mergeGateways: true }),
      ...gateways,
    ]).stage.gateways.map(({ listeners }) => reasons(listeners));

  it('give way to an equal one before', () => {
    expect(
      merged(
        gateway('infra/one', [http('a'), tcp('t', { port: 1 })]),
        gateway('infra/two', [http('b'), tcp('u', { port: 1 })]),
        gateway('infra/three', [http('c', { hostname: 'c.example' })]),
      ),
    ).toEqual([
      { a: '', t: '' },
      { b: 'HostnameConflict', u: 'HostnameConflict' },
      { c: '' },
    ]);
  });

  it('must agree on a protocol', () => {
    expect(
      merged(
        gateway('infra/one', [http('a')]),
        gateway('infra/two', [tcp('b')]),
      ),
    ).toEqual([{ a: 'ProtocolConflict' }, { b: 'ProtocolConflict' }]);
  });
});
