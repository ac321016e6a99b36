import { configMap } from '../../__testUtils__/backends';
import {
  GOOD,
  gatewayWith,
  listenerSet,
  listenersOf,
  shortly,
  tlsSecret,
} from '../../__testUtils__/listeners';
import { gateway, listener, namespace } from '../../__testUtils__/objects';
import { TranslationSettings } from '../types';

type Spec = Record<string, unknown>;

const CERTIFICATE = tlsSecret('infra/cert', 'RSA a.example');
const TERMINATE = { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] };

function one(
  spec: Spec,
  more: unknown[] = [CERTIFICATE],
  settings: Partial<TranslationSettings> = {},
) {
  const { stage } = listenersOf(
    [gateway('infra/eg', [listener('one', spec)]), ...more],
    settings,
  );
  return stage.gateways[0].listeners[0];
}

const kindsOf = ({ supportedKinds }: ReturnType<typeof one>) =>
  supportedKinds.map(({ kind }) => kind);

describe('a listener', () => {
  it('of HTTP serves', () => {
    const http = one({ hostname: 'a.example' });
    expect(shortly(http.conditions)).toEqual(GOOD);
    expect(http).toMatchObject({
      key: 'Gateway/infra/eg/one',
      irName: 'infra/eg/one',
      hostname: 'a.example',
      port: 80,
      ready: true,
    });
    expect(http.unknown).toBeUndefined();
  });

  it.each<[Spec, string[]]>([
    [{ protocol: 'HTTP' }, ['HTTPRoute', 'GRPCRoute']],
    [{ protocol: 'HTTPS', tls: TERMINATE }, ['HTTPRoute', 'GRPCRoute']],
    [{ protocol: 'TLS', tls: TERMINATE }, ['TCPRoute', 'TLSRoute']],
    [{ protocol: 'TLS', tls: { mode: 'Passthrough' } }, ['TLSRoute']],
    [{ protocol: 'TCP' }, ['TCPRoute']],
    [{ protocol: 'UDP' }, ['UDPRoute']],
  ])('%j takes %j', (spec, kinds) => {
    const judged = one(spec);
    expect(kindsOf(judged)).toEqual(kinds);
    expect(shortly(judged.conditions)).toEqual(GOOD);
  });

  it('of an unknown protocol is not accepted', () => {
    const judged = one({ protocol: 'QUIC' });
    expect(shortly(judged.conditions)).toEqual([
      'Accepted=False/UnsupportedProtocol',
      'Programmed=False/Invalid',
      'ResolvedRefs=True/ResolvedRefs',
    ]);
    expect(judged.supportedKinds).toEqual([]);
  });

  it('takes the kinds it lists, as far as it can', () => {
    const kinds = [{ kind: 'GRPCRoute' }, { kind: 'TCPRoute' }];
    const judged = one({ allowedRoutes: { kinds } });
    expect(kindsOf(judged)).toEqual(['GRPCRoute']);
    expect(shortly(judged.conditions)).toEqual([
      'Programmed=False/Invalid',
      'ResolvedRefs=False/InvalidRouteKinds',
    ]);
    const foreign = one({
      allowedRoutes: { kinds: [{ group: 'x', kind: 'HTTPRoute' }] },
    });
    expect(kindsOf(foreign)).toEqual([]);
    expect(shortly(foreign.conditions)).toEqual(shortly(judged.conditions));
  });

  it.each<Spec>([
    { allowedRoutes: { namespaces: { from: 'Selector' } } },
    {
      allowedRoutes: {
        namespaces: {
          from: 'Selector',
          selector: { matchLabels: { team: '/' } },
        },
      },
    },
    { tls: TERMINATE },
    { protocol: 'TCP', hostname: 'a.example' },
    { protocol: 'UDP', hostname: '' },
    { protocol: 'HTTPS' },
    { protocol: 'HTTPS', tls: { mode: 'Terminate' } },
    { protocol: 'TLS' },
    { protocol: 'TLS', tls: { mode: 'Terminate' } },
    { protocol: 'TLS', tls: { ...TERMINATE, mode: 'Passthrough' } },
  ])('%j is invalid', spec => {
    const judged = one(spec);
    expect(shortly(judged.conditions)).toEqual([
      'Programmed=False/Invalid',
      'ResolvedRefs=True/ResolvedRefs',
    ]);
    expect(judged.ready).toBe(false);
  });

  it('of HTTPS cannot pass TLS through', () => {
    const judged = one({ protocol: 'HTTPS', tls: { mode: 'Passthrough' } });
    expect(shortly(judged.conditions)).toContain(
      'Programmed=False/UnsupportedTLSMode',
    );
  });

  it('is accepted without its certificate, but does not serve', () => {
    const judged = one({ protocol: 'HTTPS', tls: TERMINATE }, []);
    expect(shortly(judged.conditions)).toEqual([
      'Accepted=True/Accepted',
      'Programmed=False/Invalid',
      'ResolvedRefs=False/InvalidCertificateRef',
    ]);
  });

  it('serves with one of its certificates', () => {
    const certificateRefs = [{ name: 'cert' }, { name: 'none' }];
    const judged = one({ protocol: 'HTTPS', tls: { certificateRefs } });
    expect(shortly(judged.conditions)).toEqual([
      'Accepted=True/Accepted',
      'Programmed=True/Programmed',
      'ResolvedRefs=False/PartiallyInvalidCertificateRef',
    ]);
    expect(judged).toMatchObject({
      ready: true,
      unknown: { reason: 'SecretBytes' },
    });
  });

  it('is presumed to serve where Secrets are not read', () => {
    const unread = new Set(['/Secret']);
    const judged = one({ protocol: 'TLS', tls: TERMINATE }, [], { unread });
    expect(shortly(judged.conditions)).toEqual(GOOD);
    expect(
      judged.conditions
        .filter(({ unknown }) => unknown)
        .map(({ type }) => type),
    ).toEqual(['Programmed', 'ResolvedRefs']);
    expect(judged.unknown?.reason).toBe('NotRead');
  });
});

describe('the tls of a Gateway', () => {
  const https = (port: number) =>
    listener(`on-${port}`, { protocol: 'HTTPS', port, tls: TERMINATE });
  const ca = (name: string, mode?: string) => ({
    validation: {
      caCertificateRefs: [{ group: '', kind: 'ConfigMap', name }],
      mode,
    },
  });
  const judge = (tls: Spec) =>
    listenersOf(
      [
        gatewayWith('infra/eg', [https(443), https(8443), listener('http')], {
          tls,
        }),
        CERTIFICATE,
        configMap('infra/ca', { 'ca.crt': 'pem' }),
      ],
      { translatorOnly: true },
    ).stage.gateways[0];

  it('says when it resolves, and when it lets everybody in', () => {
    expect(
      shortly(
        judge({ frontend: { default: ca('ca', 'AllowInsecureFallback') } })
          .conditions,
      ),
    ).toEqual([
      'InsecureFrontendValidationMode=True/ConfigurationChanged',
      'ResolvedRefs=True/ResolvedRefs',
    ]);
    expect(shortly(judge({}).conditions)).toEqual([
      'ResolvedRefs=True/ResolvedRefs',
    ]);
  });

  it('takes HTTPS listeners down that cannot validate their clients', () => {
    const { conditions, listeners } = judge({
      frontend: { default: ca('none'), perPort: [{ port: 8443, tls: {} }] },
    });
    expect(shortly(conditions)).toEqual([
      'ResolvedRefs=False/InvalidParameters',
    ]);
    expect(shortly(listeners[0].conditions)).toEqual([
      'Accepted=False/NoValidCACertificate',
      'Programmed=False/InvalidCACertificateRef',
      'ResolvedRefs=False/InvalidCACertificateRef',
    ]);
    expect(listeners.map(({ ready }) => ready)).toEqual([false, true, true]);
  });

  it('is judged port by port', () => {
    const { listeners } = judge({
      frontend: {
        default: ca('ca'),
        perPort: [{ port: 8443, tls: ca('none') }],
      },
    });
    expect(listeners.map(({ ready }) => ready)).toEqual([true, false, true]);
  });

  it.each<[Spec, string]>([
    [{ kind: 'ConfigMap', name: 'cert' }, 'InvalidClientCertificateRef'],
    [{ name: 'none' }, 'InvalidClientCertificateRef'],
    [{ namespace: 'apps', name: 'cert' }, 'RefNotPermitted'],
  ])('has a client certificate %j: %s', (clientCertificateRef, reason) => {
    const { conditions, listeners } = judge({
      frontend: { default: ca('none') },
      backend: { clientCertificateRef },
    });
    expect(shortly(conditions)).toEqual([`ResolvedRefs=False/${reason}`]);
    expect(listeners[2].ready).toBe(true);
  });

  it('takes an empty namespace for none', () => {
    const { conditions } = judge({
      backend: { clientCertificateRef: { namespace: '', name: 'cert' } },
    });
    expect(shortly(conditions)).toEqual(['ResolvedRefs=True/ResolvedRefs']);
  });
});

describe('a ListenerSet', () => {
  const from = (namespaces?: Spec) =>
    gatewayWith('infra/eg', [listener('own')], {
      ...(namespaces && { allowedListeners: { namespaces } }),
    });
  const set = listenerSet('apps/set', [listener('one', { port: 81 })]);
  const judge = (...objects: unknown[]) => listenersOf(objects).stage;

  it('names no namespace where it names an empty one', () => {
    const near = listenerSet('infra/set', [], { namespace: '', name: 'eg' });
    const [found] = judge(from({ from: 'All' }), near).listenerSets;
    expect(found.gateway?.name).toBe('eg');
  });

  it('belongs to no Gateway where it names another kind, but to the translator alone', () => {
    const other = listenerSet('infra/set', [], { kind: 'Service', name: 'eg' });
    const gatewayIn = (translatorOnly: boolean) =>
      listenersOf([from({ from: 'All' }), other], { translatorOnly }).stage
        .listenerSets[0].gateway?.name;
    expect(gatewayIn(false)).toBeUndefined();
    expect(gatewayIn(true)).toBe('eg');
  });

  it('adds its listeners to its Gateway', () => {
    const { gateways, listenerSets } = judge(from({ from: 'All' }), set);
    const [, added] = gateways[0].listeners;
    expect(added).toMatchObject({
      key: 'ListenerSet/apps/set/one',
      irName: 'infra/eg/apps/set/one',
      ownerNamespace: 'apps',
      ready: true,
    });
    expect(shortly(added.conditions)).toEqual(
      [...GOOD, 'Conflicted=False/NoConflicts'].sort(),
    );
    expect(listenerSets[0].listeners).toEqual([added]);
    expect(listenerSets[0].gateway).toBe(gateways[0]);
    expect(shortly(listenerSets[0].conditions)).toEqual(GOOD.slice(0, 2));
  });

  it.each<[Spec | undefined, boolean]>([
    [undefined, false],
    [{ from: 'None' }, false],
    [{ from: 'Same' }, false],
    [{ from: 'Selector' }, false],
    [{ from: 'Selector', selector: { matchLabels: { team: 'apps' } } }, true],
    [{ from: 'All' }, true],
  ])('is let in by %j: %s', (namespaces, allowed) => {
    const [judged] = judge(from(namespaces), set).listenerSets;
    expect(judged.listeners).toHaveLength(allowed ? 1 : 0);
    expect(shortly(judged.conditions)).toEqual(
      allowed
        ? GOOD.slice(0, 2)
        : ['Accepted=False/NotAllowed', 'Programmed=False/NotAllowed'],
    );
  });

  it('is as good as its listeners', () => {
    const of = (...listeners: unknown[]) =>
      shortly(
        judge(from({ from: 'All' }), listenerSet('apps/set', listeners))
          .listenerSets[0].conditions,
      );
    const good = listener('good', { port: 81 });
    const bad = listener('bad', { protocol: 'QUIC' });
    expect(of(good, bad)).toEqual([
      'Accepted=True/ListenersNotValid',
      'Programmed=True/Programmed',
    ]);
    expect(of(bad)).toEqual([
      'Accepted=False/ListenersNotValid',
      'Programmed=False/ListenersNotValid',
    ]);
  });

  it('names its own faults in its own words', () => {
    const bad = listener('bad', { protocol: 'TCP', hostname: 'a.example' });
    const { gateways } = judge(
      from({ from: 'All' }),
      listenerSet('apps/set', [bad]),
    );
    expect(shortly(gateways[0].listeners[1].conditions)).toEqual([
      'Programmed=False/ListenersNotValid',
      'ResolvedRefs=True/ResolvedRefs',
    ]);
  });

  it('of a Gateway that is not ours is left alone', () => {
    const [orphan] = judge(
      from({ from: 'All' }),
      listenerSet('apps/set', [], { name: 'other' }),
    ).listenerSets;
    expect(orphan.gateway).toBeUndefined();
    expect(orphan.conditions).toEqual([]);
  });

  it('of a Gateway that was refused counts as empty', () => {
    const refused = gatewayWith('infra/eg', [], {
      addresses: [{ type: 'a.example/Name', value: 'x' }],
    });
    const [judged] = judge(refused, set).listenerSets;
    expect(judged.listeners).toEqual([]);
    expect(shortly(judged.conditions)).toEqual(GOOD.slice(0, 2));
  });

  it('refers to certificates from its own namespace', () => {
    const own = listener('own', { protocol: 'HTTPS', tls: TERMINATE });
    const { gateways } = judge(
      from({ from: 'All' }),
      listenerSet('apps/set', [own]),
      CERTIFICATE,
      namespace('x'),
    );
    expect(shortly(gateways[0].listeners[1].conditions)).toContain(
      'ResolvedRefs=False/InvalidCertificateRef',
    );
  });
});
