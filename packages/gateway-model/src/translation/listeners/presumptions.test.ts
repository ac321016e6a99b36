import {
  gatewayWith,
  listenerSet,
  listenersOf,
  shortly,
  tlsSecret,
} from '../../__testUtils__/listeners';
import { listener } from '../../__testUtils__/objects';
import { PredictedCondition } from '../types';

type Spec = Record<string, unknown>;

const https = (name: string, certificate: string, more: Spec = {}) =>
  listener(name, {
    protocol: 'HTTPS',
    port: 443,
    tls: {
      certificateRefs: certificate.split(',').map(one => ({ name: one })),
    },
    ...more,
  });

/** A Secret whose certificate can be read, and whose key nobody looks into. */
const CERTIFICATES = ['a', 'b'].map(name =>
  tlsSecret(`infra/${name}`, `RSA ${name}.example`),
);

function stageOf(own: unknown[], ...sets: unknown[]) {
  return listenersOf([
    gatewayWith('infra/eg', own, {
      allowedListeners: { namespaces: { from: 'All' } },
    }),
    ...sets,
    ...CERTIFICATES,
    tlsSecret('apps/a', 'RSA a.example'),
  ]);
}

/** The conditions that are presumed only. */
function presumed(conditions: readonly PredictedCondition[]): string[] {
  return shortly(conditions.filter(({ unknown }) => unknown));
}

describe('what hangs on a private key', () => {
  it('is a conflict with the listener that has it, for both', () => {
    const { stage, statuses } = stageOf([
      listener('plain', { port: 443 }),
      https('tls', 'a'),
    ]);
    const [plain, tls] = stage.gateways[0].listeners;
    expect(presumed(plain.conditions)).toEqual([
      'Conflicted=True/ProtocolConflict',
      'Programmed=False/Invalid',
    ]);
    expect(presumed(tls.conditions)).toEqual([
      'Conflicted=True/ProtocolConflict',
      'ResolvedRefs=True/ResolvedRefs',
    ]);
    expect(plain).toMatchObject({
      ready: false,
      unknown: { reason: 'SecretBytes' },
    });
    expect(tls.unknown).toBeUndefined();
    expect(
      statuses.gateways[0].conditions.find(({ type }) => type === 'Accepted'),
    ).toMatchObject({ status: 'False', unknown: { reason: 'SecretBytes' } });
  });

  it('is no conflict that stands without it', () => {
    const { stage } = stageOf([
      listener('plain', { port: 443 }),
      listener('raw', { port: 443, protocol: 'TCP' }),
      https('tls', 'a'),
    ]);
    const [plain, raw] = stage.gateways[0].listeners;
    expect(presumed(plain.conditions)).toEqual([]);
    expect(presumed(raw.conditions)).toEqual([]);
  });

  it('is a conflict of listeners that both have one, whichever is no good', () => {
    const { stage } = stageOf([https('one', 'a'), https('two', 'b')]);
    for (const { conditions } of stage.gateways[0].listeners) {
      expect(presumed(conditions)).toContain(
        'Conflicted=True/HostnameConflict',
      );
    }
  });

  it('is nothing on another port', () => {
    const { stage } = stageOf([
      https('tls', 'a'),
      listener('plain', { port: 80 }),
      listener('raw', { port: 80, protocol: 'TCP' }),
    ]);
    const [, plain, raw] = stage.gateways[0].listeners;
    expect(presumed([...plain.conditions, ...raw.conditions])).toEqual([]);
  });

  it('may hide what else is wrong, where one certificate of several is no good', () => {
    const kinds = { allowedRoutes: { kinds: [{ kind: 'TLSRoute' }] } };
    const { stage } = stageOf([https('tls', 'a,b', kinds)]);
    const [tls] = stage.gateways[0].listeners;
    expect(shortly(tls.conditions)).toEqual(presumed(tls.conditions));
    expect(tls).toMatchObject({ ready: false, unknown: expect.anything() });
  });

  it('is whether a ListenerSet is accepted', () => {
    const { stage } = stageOf(
      [https('tls', 'a')],
      listenerSet('apps/more', [listener('plain', { port: 443 })]),
    );
    expect(presumed(stage.listenerSets[0].conditions)).toEqual([
      'Accepted=False/ListenersNotValid',
      'Programmed=False/ListenersNotValid',
    ]);
  });
});
