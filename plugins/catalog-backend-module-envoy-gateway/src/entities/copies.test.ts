import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import {
  gateway,
  gatewayClass,
  httpRoute,
  platform,
  view,
} from '../__testUtils__/objects';
import { ClusterView } from './clusterView';
import { gatewayCopy, routeCopy } from './copies';

const controllers = [ENVOY_GATEWAY_CONTROLLER];
const route = {
  kind: 'HTTPRoute' as const,
  namespace: 'payments',
  name: 'payments',
};
const publicGateway = {
  kind: 'Gateway' as const,
  namespace: 'platform',
  name: 'public',
};

const ofRoute = (one: ClusterView) => routeCopy(one, route, controllers);
const ofGateway = (one: ClusterView) =>
  gatewayCopy(one, publicGateway, controllers);

describe('what a cluster says of an HTTPRoute', () => {
  const foreign = [
    gatewayClass('istio', 'istio.io/gateway-controller'),
    gateway({ namespace: 'mesh', name: 'istio', className: 'istio' }),
  ];
  const meshRef = { name: 'istio', namespace: 'mesh' };

  it.each([
    ['is ours by its Gateway', [...platform(), httpRoute()], 'present'],
    ['does not exist', platform(), 'absent'],
    [
      'belongs to another controller',
      [...platform(), ...foreign, httpRoute({ parentRefs: [meshRef] })],
      'absent',
    ],
    [
      'belongs to ours as well',
      [
        ...platform(),
        ...foreign,
        httpRoute({
          parentRefs: [meshRef, { name: 'public', namespace: 'platform' }],
        }),
      ],
      'present',
    ],
    [
      'has a mesh parent alone',
      [
        ...platform(),
        httpRoute({ parentRefs: [{ group: '', kind: 'Service', name: 'x' }] }),
      ],
      'absent',
    ],
    ['has no parent', [...platform(), httpRoute({ parentRefs: [] })], 'absent'],
    [
      'names a Gateway that does not exist, beside a class of ours',
      [gatewayClass(), httpRoute()],
      'present',
    ],
    ['names one where nothing is ours', [...foreign, httpRoute()], 'unknown'],
    [
      'names a Gateway whose class does not exist',
      [gateway(), httpRoute()],
      'unknown',
    ],
    [
      'names a Gateway that could not be understood',
      [gatewayClass(), { ...gateway(), spec: 'nonsense' }, httpRoute()],
      'unknown',
    ],
    [
      'could itself not be understood',
      [...platform(), httpRoute({ hostnames: 'not a list' })],
      'unknown',
    ],
    [
      'has a ListenerSet nobody has judged',
      [
        ...platform(),
        httpRoute({ parentRefs: [{ kind: 'ListenerSet', name: 'own' }] }),
      ],
      'unknown',
    ],
    [
      'has a ListenerSet our controller judged',
      [
        ...platform(),
        httpRoute({
          parentRefs: [{ kind: 'ListenerSet', name: 'own' }],
          status: {
            parents: [
              {
                parentRef: { kind: 'ListenerSet', name: 'own' },
                controllerName: ENVOY_GATEWAY_CONTROLLER,
                conditions: [],
              },
            ],
          },
        }),
      ],
      'present',
    ],
  ])('when it %s', (_, objects, state) => {
    expect(ofRoute(view(objects)).state).toBe(state);
  });

  it.each([
    ['HTTPRoute', 'absent'],
    ['HTTPRoute', 'forbidden'],
    ['HTTPRoute', 'failing'],
    ['Gateway', 'absent'],
    ['Gateway', 'forbidden'],
    ['GatewayClass', 'forbidden'],
  ] as const)('cannot tell when %ss are %s', (kind, phase) => {
    const state = ofRoute(
      view([...platform(), httpRoute()], { phases: { [kind]: { phase } } }),
    );
    expect(state).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining(`${kind}s of cluster production`),
    });
  });

  it('is sure of an absence only while it watches', () => {
    const watched = view(platform());
    const interrupted: ClusterView = {
      ...watched,
      kinds: new Map([
        ...watched.kinds,
        ['HTTPRoute', { phase: 'failing', hasSynced: true }],
      ]),
    };
    expect(ofRoute(watched).state).toBe('absent');
    expect(ofRoute(interrupted).state).toBe('unknown');
  });

  it('tells what is missing around a route it has', () => {
    const selecting = [
      gatewayClass(),
      gateway({
        listeners: [
          {
            name: 'http',
            protocol: 'HTTP',
            port: 80,
            allowedRoutes: {
              namespaces: {
                from: 'Selector',
                selector: { matchLabels: { team: 'a' } },
              },
            },
          },
        ],
      }),
      httpRoute(),
    ];
    expect(
      ofRoute(
        view(selecting, { phases: { Namespace: { phase: 'forbidden' } } }),
      ),
    ).toMatchObject({
      state: 'present',
      gap: 'Namespaces of cluster production may not be listed with the configured credentials',
    });
    expect(
      ofRoute(
        view([...platform(), httpRoute()], {
          phases: { Namespace: { phase: 'forbidden' } },
        }),
      ),
    ).toMatchObject({ state: 'present', gap: undefined });
  });
});

describe('what a cluster says of a Gateway', () => {
  it.each([
    ['is ours', platform(), 'present'],
    ['does not exist', [gatewayClass()], 'absent'],
    [
      'belongs to another controller',
      [gatewayClass('eg', 'example.com/other'), gateway()],
      'absent',
    ],
    ['has a class that does not exist', [gateway()], 'unknown'],
    [
      'has a class that could not be understood',
      [{ ...gatewayClass(), spec: [] }, gateway()],
      'unknown',
    ],
  ])('when it %s', (_, objects, state) => {
    expect(ofGateway(view(objects)).state).toBe(state);
  });

  it('misses its routes where they may not be read, and only there', () => {
    expect(
      ofGateway(
        view(platform(), { phases: { HTTPRoute: { phase: 'forbidden' } } }),
      ),
    ).toMatchObject({ state: 'present', gap: expect.any(String) });
    expect(
      ofGateway(
        view(platform(), { phases: { HTTPRoute: { phase: 'absent' } } }),
      ),
    ).toMatchObject({ state: 'present', gap: undefined });
  });
});
