import {
  gateway,
  listener,
  policy,
  RawObject,
  target,
} from '../../__testUtils__/objects';
import { judging, policiesOf, problem } from '../../__testUtils__/policies';

const ctp = (path: string, targetRef: object, spec: object = {}): RawObject =>
  policy('ClientTrafficPolicy', path, { targetRefs: [targetRef], ...spec });

const onGateway = target('Gateway', 'eg');
const onA = target('Gateway', 'eg', 'a');
const onSet = target('ListenerSet', 'set');
const onEntry = target('ListenerSet', 'set', 'c');

const eg = (...listeners: unknown[]): RawObject => {
  const raw = gateway('infra/eg', listeners);
  return {
    ...raw,
    spec: { ...raw.spec, allowedListeners: { namespaces: { from: 'All' } } },
  };
};

const both = eg(listener('a'), listener('b', { port: 81 }));

const set: RawObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'ListenerSet',
  metadata: { namespace: 'infra', name: 'set' },
  spec: {
    parentRef: { name: 'eg' },
    listeners: [listener('c', { port: 82 }), listener('d', { port: 83 })],
  },
};

describe('client traffic policies', () => {
  it('are presumed accepted on a port where a listener may be served after all', () => {
    const secure = listener('a', {
      port: 443,
      protocol: 'HTTPS',
      tls: { certificateRefs: [{ name: 'cert' }] },
    });
    const acceptance = (port: number) => {
      const { policies } = policiesOf([
        eg(secure, listener('b', { port })),
        ctp('infra/policy', target('Gateway', 'eg', 'b')),
      ]);
      return policies.statuses[0].ancestors[0].conditions[0];
    };
    // In conflict with the other, unless that has no valid certificate.
    expect(acceptance(443)).toMatchObject({
      status: 'True',
      unknown: { reason: 'NotRead' },
    });
    expect(acceptance(80).unknown).toBeUndefined();
  });

  it('are put onto listeners, then ListenerSets, then Gateways', () => {
    const {
      policies,
      listener: at,
      status,
      message,
    } = policiesOf([
      both,
      set,
      ctp('infra/gateway', onGateway),
      ctp('infra/set', onSet),
      ctp('infra/entry', onEntry),
      ctp('infra/a', onA),
    ]);
    const winner = (name: string) => {
      const found = policies.clientTraffic(at(name));
      return [found?.winner.name, found?.level];
    };
    expect(winner('a')).toEqual(['a', 'listener']);
    expect(winner('b')).toEqual(['gateway', 'gateway']);
    expect(winner('c')).toEqual(['entry', 'listener']);
    expect(winner('d')).toEqual(['set', 'listenerSet']);
    expect(
      policies.clientTraffic(at('c'))?.replaced.map(one => one.policy.name),
    ).toEqual(['set', 'gateway']);
    expect(status('a')).toEqual(['Gateway infra/eg#a: Accepted=True/Accepted']);
    expect(status('entry')).toEqual([
      'ListenerSet infra/set#c: Accepted=True/Accepted',
    ]);
    expect(status('set')).toEqual([
      'ListenerSet infra/set: Overridden=True/Overridden Accepted=True/Accepted',
    ]);
    expect(status('gateway')).toEqual([
      'Gateway infra/eg: Overridden=True/Overridden Accepted=True/Accepted',
    ]);
    expect(message('gateway', 'Overridden')).toMatch('a, c, d');
  });

  it('conflict where another is attached', () => {
    const { status } = policiesOf([
      both,
      set,
      ctp('infra/gateway', onGateway),
      ctp('infra/gateway-2', onGateway),
      ctp('infra/a', onA),
      ctp('infra/a-2', onA),
      ctp('infra/set', onSet),
      ctp('infra/set-2', onSet),
    ]);
    expect(status('gateway-2')).toEqual([
      'Gateway infra/eg: Accepted=False/Conflicted',
    ]);
    expect(status('a-2')).toEqual([
      'Gateway infra/eg#a: Accepted=False/Conflicted',
    ]);
    expect(status('set-2')).toEqual([
      'ListenerSet infra/set: Accepted=False/Conflicted',
    ]);
  });

  it('say so where a listener is not there', () => {
    const { status } = policiesOf([
      both,
      set,
      ctp('infra/a', target('Gateway', 'eg', 'none')),
      ctp('infra/c', target('ListenerSet', 'set', 'none')),
    ]);
    expect(status('a')).toEqual([
      'Gateway infra/eg#none: Accepted=False/TargetNotFound',
    ]);
    expect(status('c')).toEqual([
      'ListenerSet infra/set#none: Accepted=False/TargetNotFound',
    ]);
  });

  it('are not put onto one of several listeners that share a port', () => {
    const { policies, listener: at } = policiesOf([
      eg(
        listener('a', { hostname: 'a.example.com' }),
        listener('b', { hostname: 'b.example.com' }),
      ),
      ctp('infra/a', onA),
      ctp('infra/gateway', onGateway),
    ]);
    expect(policies.clientTraffic(at('a'))).toBeUndefined();
    expect(policies.clientTraffic(at('b'))?.winner.name).toBe('gateway');
  });

  it('fail with 500 for HTTP', () => {
    const {
      policies,
      listener: at,
      status,
    } = policiesOf(
      [
        eg(listener('a'), listener('t', { port: 81, protocol: 'TCP' })),
        ctp('infra/gateway', onGateway),
      ],
      judging({ gateway: problem() }),
    );
    expect(policies.clientTraffic(at('a'))?.failure?.answers).toBe(500);
    expect(policies.clientTraffic(at('t'))?.failure).toMatchObject({
      message: 'it is wrong',
    });
    expect(policies.clientTraffic(at('t'))?.failure?.answers).toBeUndefined();
    expect(status('gateway')).toEqual([
      'Gateway infra/eg: Accepted=False/Invalid',
    ]);
  });

  it('collect their warnings under one reason', () => {
    const { status } = policiesOf(
      [both, ctp('infra/gateway', onGateway, { enableProxyProtocol: false })],
      () => ({
        problems: [],
        warnings: [{ reason: 'UnsupportedHTTP3', message: 'no HTTP/3' }],
      }),
    );
    expect(status('gateway')).toEqual([
      'Gateway infra/eg: Accepted=True/Accepted Warning=True/Warnings',
    ]);
  });
});
