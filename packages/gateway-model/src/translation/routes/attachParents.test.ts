import { backendsOf } from '../../__testUtils__/backends';
import { ACCEPTED, http } from '../../__testUtils__/httpRoutes';
import { gateway, listener, namespace } from '../../__testUtils__/objects';
import { RouteKind, TranslationSettings } from '../types';
import { gatewayApiItems } from '../world';
import { attachParents } from './attachParents';

type Spec = Record<string, unknown>;

function attach(
  spec: Spec,
  listeners: unknown[],
  more: {
    kind?: RouteKind;
    objects?: unknown[];
    settings?: Partial<TranslationSettings>;
  } = {},
) {
  const { world, listeners: stage } = backendsOf(
    [
      gateway('infra/eg', listeners),
      http('apps/web', spec),
      ...(more.objects ?? []),
    ],
    more.settings,
  );
  const [route] = gatewayApiItems(world, 'HTTPRoute');
  return attachParents(
    world,
    stage,
    route,
    more.kind ?? 'HTTPRoute',
    (spec.hostnames as string[] | undefined) ?? [],
  ).map(({ accepted, listeners: attached, sharesStatusWith }) => ({
    accepted: `Accepted=${accepted.status}/${accepted.reason}${
      accepted.unknown ? '?' : ''
    }`,
    served: Object.fromEntries(
      attached.map(one => [one.listener.name, one.hostnames]),
    ),
    sharesStatusWith,
  }));
}

const on = (more: Spec = {}) => ({ namespace: 'infra', name: 'eg', ...more });

const only = (more: Spec) => ({
  allowedRoutes: { namespaces: { from: 'All' }, ...more },
});

describe('attachParents', () => {
  it('leaves out parentRefs to what is not ours', () => {
    const parentRefs = [
      on({ name: 'other' }),
      on({ kind: 'Service', group: '' }),
      on({ kind: 'ListenerSet', group: 'gateway.networking.k8s.io' }),
      { name: 'eg' },
    ];
    expect(attach({ parentRefs }, [listener('a')])).toEqual([]);
  });

  it('selects listeners by sectionName and port', () => {
    const listeners = [listener('a'), listener('b', { port: 81 })];
    const parentRefs = [
      on({ sectionName: 'b' }),
      on({ port: 80 }),
      on({ sectionName: 'a', port: 81 }),
    ];
    expect(attach({ parentRefs }, listeners)).toEqual([
      { accepted: ACCEPTED, served: { b: ['*'] } },
      { accepted: ACCEPTED, served: { a: ['*'] } },
      { accepted: 'Accepted=False/NoMatchingParent', served: {} },
    ]);
  });

  it('attaches through a ListenerSet to its own listeners alone', () => {
    const set = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ListenerSet',
      metadata: { namespace: 'apps', name: 'more' },
      spec: {
        parentRef: { namespace: 'infra', name: 'eg' },
        listeners: [listener('own', { port: 8080 })],
      },
    };
    const open = gateway('infra/eg', [listener('a')]);
    const parents = (
      parentRef: Spec,
      settings: Partial<TranslationSettings> = {},
    ) => {
      const { world, listeners } = backendsOf(
        [
          {
            ...open,
            spec: {
              ...open.spec,
              allowedListeners: { namespaces: { from: 'All' } },
            },
          },
          set,
          http('apps/web', { parentRefs: [parentRef] }),
        ],
        settings,
      );
      const [route] = gatewayApiItems(world, 'HTTPRoute');
      return attachParents(world, listeners, route, 'HTTPRoute', []);
    };
    const ref = { kind: 'ListenerSet', name: 'more' };
    const [parent] = parents({ ...ref, group: 'gateway.networking.k8s.io' });
    expect(parent.gateway.name).toBe('eg');
    expect(parent.listeners.map(one => one.listener.name)).toEqual(['own']);
    // The API server fills in the group.
    expect(parents(ref)).toHaveLength(1);
    expect(parents(ref, { translatorOnly: true })).toEqual([]);
  });

  it.each<[string, Spec, RouteKind, string]>([
    ['its namespace', {}, 'HTTPRoute', 'Accepted=False/NotAllowedByListeners'],
    [
      'a selector that does not match',
      {
        namespaces: { from: 'Selector', selector: { matchLabels: { a: 'c' } } },
      },
      'HTTPRoute',
      'Accepted=False/NotAllowedByListeners',
    ],
    [
      'a selector nobody can read',
      {
        namespaces: { from: 'Selector', selector: { matchLabels: { '': '' } } },
      },
      'HTTPRoute',
      'Accepted=False/NotAllowedByListeners',
    ],
    [
      'a selector that matches',
      {
        namespaces: { from: 'Selector', selector: { matchLabels: { a: 'b' } } },
      },
      'HTTPRoute',
      ACCEPTED,
    ],
    [
      'its own list of kinds',
      { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] },
      'HTTPRoute',
      'Accepted=False/NotAllowedByListeners',
    ],
    [
      'its protocol',
      { namespaces: { from: 'All' } },
      'TCPRoute',
      'Accepted=False/NotAllowedByListeners',
    ],
  ])('lets a listener judge by %s', (_, allowedRoutes, kind, accepted) => {
    const objects = [namespace('apps', { a: 'b' })];
    const [parent] = attach({}, [listener('a', { allowedRoutes })], {
      kind,
      objects,
    });
    expect(parent.accepted).toBe(accepted);
  });

  it('refuses routes of a namespace that does not exist', () => {
    const { world, listeners } = backendsOf([
      gateway('infra/eg', [listener('a')]),
      http('nowhere/web', {}),
    ]);
    const [route] = gatewayApiItems(world, 'HTTPRoute');
    const [parent] = attachParents(world, listeners, route, 'HTTPRoute', []);
    expect(parent.accepted.reason).toBe('NotAllowedByListeners');
  });

  it('presumes what only labels of an unread namespace would tell', () => {
    const selector = { matchLabels: { a: 'b' } };
    const namespaces = { from: 'Selector', selector };
    const { world, listeners } = backendsOf(
      [
        gateway('infra/eg', [listener('a', { allowedRoutes: { namespaces } })]),
        http('nowhere/web', {}),
      ],
      { unread: new Set(['/Namespace']) },
    );
    const [route] = gatewayApiItems(world, 'HTTPRoute');
    const [parent] = attachParents(world, listeners, route, 'HTTPRoute', []);
    expect(parent.accepted).toMatchObject({
      status: 'True',
      unknown: { reason: 'NotRead' },
    });
  });

  it.each([
    ['*.example.com', 'a.example.com', ['a.example.com']],
    ['*.example.com', 'a.b.example.com', ['a.b.example.com']],
    ['*.example.com', 'example.com', []],
    ['*.example.com', '*.com', ['*.example.com']],
    ['*.com', '*.example.com', ['*.example.com']],
    ['*.example.com', '*.example.com', ['*.example.com']],
    ['*.example.com', '*.other.com', []],
    ['a.example.com', '*.example.com', ['a.example.com']],
    ['a.example.com', 'b.example.com', []],
    [undefined, 'b.example.com', ['b.example.com']],
  ])('of %s and %s serves %s', (hostname, own, served) => {
    const [parent] = attach({ hostnames: [own] }, [
      listener('a', { hostname }),
    ]);
    expect(parent.served).toEqual({ a: served });
    expect(parent.accepted).toBe(
      served.length ? ACCEPTED : 'Accepted=False/NoMatchingListenerHostname',
    );
  });

  it('leaves a hostname to the listener of the same port that names it', () => {
    const hostnames = ['a.example.com', 'b.example.com', 'a.example.com'];
    const listeners = [
      listener('wide', { hostname: '*.example.com' }),
      listener('own', { hostname: 'a.example.com', ...only({ kinds: [] }) }),
      listener('other', { hostname: '*.example.com', port: 81 }),
    ];
    expect(attach({ hostnames }, listeners)[0].served).toEqual({
      wide: ['b.example.com'],
      own: ['a.example.com'],
      other: ['a.example.com', 'b.example.com'],
    });
  });

  it('serves the hostname of the listener where the route has none', () => {
    const listeners = [listener('a', { hostname: '*.example.com' })];
    expect(attach({}, listeners)[0].served).toEqual({ a: ['*.example.com'] });
  });

  it('takes parentRefs that differ in their port for one, and the last for all', () => {
    const listeners = [listener('a')];
    const parentRefs = [on({ port: 80 }), on({ port: 81 })];
    expect(attach({ parentRefs }, listeners)).toEqual([
      { accepted: 'Accepted=False/NoMatchingParent', served: { a: ['*'] } },
      {
        accepted: 'Accepted=False/NoMatchingParent',
        served: {},
        sharesStatusWith: 0,
      },
    ]);
    const reversed = [...parentRefs].reverse();
    expect(
      attach({ parentRefs: reversed }, listeners).map(one => one.accepted),
    ).toEqual([ACCEPTED, ACCEPTED]);
  });
});
