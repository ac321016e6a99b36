import {
  httpRoute,
  listener,
  policy,
  RawObject,
} from '../__testUtils__/objects';
import { gatewayClass, namespace } from '../__testUtils__/objects';
import {
  gatewayWith,
  listenerSet,
  readCertificates,
  shortly,
  tlsSecret,
} from '../__testUtils__/listeners';
import { attachRoute } from '../attachment';
import { createSnapshot } from '../snapshot';
import { predictStatus } from '../status';
import { translate } from './translate';
import { EnvoyGatewayVersion } from './types';

const GROUP = 'gateway.networking.x-k8s.io';

/** As Envoy Gateway 1.7 knows ListenerSets. */
const experimental = (set: RawObject): RawObject => ({
  ...set,
  apiVersion: `${GROUP}/v1alpha1`,
  kind: 'XListenerSet',
});

const SET = listenerSet('apps/extra', [listener('extra', { port: 8080 })]);
const PARENT = { group: GROUP, kind: 'XListenerSet', name: 'extra' };

const BASICS = [
  gatewayClass(),
  namespace('infra'),
  namespace('apps'),
  gatewayWith('infra/eg', [listener('http')], {
    allowedListeners: { namespaces: { from: 'All' } },
  }),
];

const routeTo = (parent: Record<string, unknown>) =>
  httpRoute('apps/shop', { parentRefs: [parent], rules: [{}] });

function translated(
  objects: readonly unknown[],
  version?: EnvoyGatewayVersion,
) {
  return translate(createSnapshot([...BASICS, ...objects]), {
    version,
    unread: new Set(),
    readCertificates,
  });
}

describe('an XListenerSet', () => {
  it('gives its Gateway listeners, and routes name it by its own group and kind', () => {
    const objects = [experimental(SET), routeTo(PARENT)];
    const { listeners, routes } = translated(objects);
    const [set] = listeners.listenerSets;
    expect(set.item.kind).toBe('XListenerSet');
    expect(shortly(set.conditions)).toEqual([
      'Accepted=True/Accepted',
      'Programmed=True/Programmed',
    ]);
    const [{ parentRef, listeners: attached }] = routes[0].parents;
    expect(parentRef).toMatchObject({ group: GROUP, kind: 'XListenerSet' });
    expect(attached.map(one => one.listener.name)).toEqual(['extra']);

    const snapshot = createSnapshot([...BASICS, ...objects]);
    const [route] = snapshot.httpRoutes;
    expect(attachRoute(snapshot, route)).toMatchObject([
      {
        gateway: { namespace: 'infra', name: 'eg' },
        listeners: [{ listenerSet: { namespace: 'apps', name: 'extra' } }],
      },
    ]);
    const { group, kind } = { group: GROUP, kind: 'XListenerSet' };
    const told = predictStatus(snapshot, { now: '2026-01-01T00:00:00Z' });
    expect(told.map(({ ref }) => ref)).toContainEqual({
      group,
      kind,
      namespace: 'apps',
      name: 'extra',
    });
  });

  it('is none of the later kind: neither name stands for the other', () => {
    const parentRefs = [
      { ...PARENT, kind: 'ListenerSet' },
      { ...PARENT, group: 'gateway.networking.k8s.io' },
      { kind: 'ListenerSet', name: 'extra' },
    ];
    for (const parent of parentRefs) {
      const { routes } = translated([experimental(SET), routeTo(parent)]);
      expect(routes[0]?.parents ?? []).toEqual([]);
    }
    const { routes } = translated([SET, routeTo(PARENT)]);
    expect(routes[0]?.parents ?? []).toEqual([]);
  });

  it.each<[EnvoyGatewayVersion | undefined, string[]]>([
    ['1.7', ['XListenerSet']],
    ['1.8', ['ListenerSet']],
    ['1.9', ['ListenerSet']],
    [undefined, ['ListenerSet']],
  ])('is read by 1.7 alone: %s reads %s', (version, kinds) => {
    const { listeners } = translated([SET, experimental(SET)], version);
    expect(listeners.listenerSets.map(({ item }) => item.kind)).toEqual(kinds);
  });

  it('is who a ReferenceGrant must name for its certificates', () => {
    const withTls = experimental(
      listenerSet('apps/extra', [
        listener('https', {
          protocol: 'HTTPS',
          port: 443,
          tls: { certificateRefs: [{ namespace: 'infra', name: 'cert' }] },
        }),
      ]),
    );
    const grant = (group: string, kind: string) => ({
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { namespace: 'infra', name: kind.toLowerCase() },
      spec: {
        from: [{ group, kind, namespace: 'apps' }],
        to: [{ group: '', kind: 'Secret' }],
      },
    });
    const resolved = (...more: unknown[]) => {
      const secret = tlsSecret('infra/cert', 'RSA a.example.com');
      const { listeners } = translated([withTls, secret, ...more]);
      return shortly(listeners.listenerSets[0].listeners[0].conditions).find(
        one => one.startsWith('ResolvedRefs'),
      );
    };
    const refused = 'ResolvedRefs=False/RefNotPermitted';
    expect(resolved()).toBe(refused);
    expect(resolved(grant('gateway.networking.k8s.io', 'ListenerSet'))).toBe(
      refused,
    );
    expect(resolved(grant(GROUP, 'XListenerSet'))).toBe(
      'ResolvedRefs=True/ResolvedRefs',
    );
  });

  it('is the ancestor of policies on routes that attach by it, and no target of its own', () => {
    const on = (name: string, kind: string, target: string, group?: string) =>
      policy('BackendTrafficPolicy', `apps/${name}`, {
        targetRefs: [{ group, kind, name: target }],
      });
    const { policies } = translated([
      experimental(SET),
      routeTo(PARENT),
      on('a', 'HTTPRoute', 'shop', 'gateway.networking.k8s.io'),
      on('b', 'XListenerSet', 'extra', GROUP),
    ]);
    expect(
      policies.statuses.map(({ item, ancestors }) => [
        item.name,
        ...ancestors.map(({ ancestorRef }) => ancestorRef),
      ]),
    ).toEqual([
      [
        'a',
        {
          group: GROUP,
          kind: 'XListenerSet',
          namespace: 'apps',
          name: 'extra',
        },
      ],
    ]);
  });

  it('is programmed as far as it is accepted', () => {
    const told = (...listeners: unknown[]) =>
      shortly(
        translated([experimental(listenerSet('apps/extra', listeners))], '1.7')
          .listeners.listenerSets[0].conditions,
      );
    const odd = { name: 'odd', port: 81, protocol: 'x.io/odd' };
    const broken = listener('https', {
      protocol: 'HTTPS',
      port: 443,
      tls: { certificateRefs: [{ name: 'missing' }] },
    });
    expect(told(odd)).toEqual([
      'Accepted=False/ListenersNotValid',
      'Programmed=False/Invalid',
    ]);
    expect(told(odd, listener('fine', { port: 82 }))).toEqual([
      'Accepted=True/ListenersNotValid',
      'Programmed=True/Programmed',
    ]);
    expect(told(broken)).toEqual([
      'Accepted=False/ListenersNotValid',
      'Programmed=False/Invalid',
    ]);
  });

  it('is turned away in words of its own', () => {
    const closed = gatewayWith('infra/eg', [listener('http')], {});
    const { listeners } = translated([closed, experimental(SET)], '1.7');
    expect(shortly(listeners.listenerSets[0].conditions)).toEqual([
      'Accepted=False/NotAllowed',
      'Programmed=False/Programmed',
    ]);
  });

  it("takes routes of its Gateway's namespace, unless it says otherwise", () => {
    const own = experimental(
      listenerSet('apps/extra', [
        { name: 'extra', port: 81, protocol: 'HTTP' },
      ]),
    );
    const reasonOf = (path: string) => {
      const { routes } = translated([
        own,
        httpRoute(path, { parentRefs: [{ ...PARENT, namespace: 'apps' }] }),
      ]);
      return routes[0].parents[0].conditions[0].reason;
    };
    expect(reasonOf('apps/shop')).toBe('NotAllowedByListeners');
    expect(reasonOf('infra/shop')).toBe('Accepted');
  });

  it('may hold anything', () => {
    const nonsense: unknown[] = [undefined, 7, 'x', [[]], { listeners: {} }];
    for (const spec of [
      ...nonsense,
      ...nonsense.map(parentRef => ({ parentRef, listeners: [null, 3, {}] })),
      { parentRef: { name: 'eg', namespace: 'infra' }, listeners: nonsense },
      { parentRef: { name: 'eg', namespace: 'infra', kind: ['Gateway'] } },
    ]) {
      const broken = { ...experimental(SET), spec };
      expect(() => translated([broken, routeTo(PARENT)], '1.7')).not.toThrow();
    }
  });
});
