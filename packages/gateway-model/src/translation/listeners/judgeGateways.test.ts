import { backend } from '../../__testUtils__/backends';
import {
  classWith,
  envoyProxy,
  gatewayWith,
  listenerSet,
  listenersOf,
  shortly,
} from '../../__testUtils__/listeners';
import { gateway, listener, service } from '../../__testUtils__/objects';
import { itemOf } from '../world';
import { ListenerContext, RouteContext, RouteKind } from '../types';
import { judgeGateways } from './judgeGateways';

type Spec = Record<string, unknown>;

const BAD = { protocol: 'QUIC' };

function statusOf(objects: unknown[], translatorOnly = false) {
  return listenersOf(objects, { translatorOnly }).statuses.gateways[0];
}

describe('the status of a Gateway', () => {
  const of = (...listeners: unknown[]) =>
    shortly(statusOf([gateway('infra/eg', listeners)]).conditions);

  it('depends on its listeners, and on proxies nobody has seen', () => {
    const good = listener('good');
    const bad = listener('bad', BAD);
    expect(of(good)).toEqual([
      'Accepted=True/Accepted',
      'Programmed=True/Programmed',
    ]);
    expect(of(good, bad)).toEqual([
      'Accepted=True/ListenersNotValid',
      'Programmed=True/Programmed',
    ]);
    expect(of(bad)).toEqual([
      'Accepted=False/ListenersNotValid',
      'Programmed=False/AddressNotAssigned',
    ]);
    const { conditions } = statusOf([gateway('infra/eg')]);
    expect(conditions.find(({ type }) => type === 'Programmed')).toMatchObject({
      unknown: { reason: 'Infrastructure' },
    });
  });

  it('has the addresses it asks for, but no hostname', () => {
    const addressed = (type: string) =>
      statusOf([
        gatewayWith('infra/eg', [listener('http')], {
          addresses: [{ type, value: '10.0.0.1' }],
        }),
      ]);
    expect(addressed('IPAddress').addresses).toEqual([
      { type: 'IPAddress', value: '10.0.0.1' },
    ]);
    const programmed = addressed('Hostname').conditions[1];
    expect(programmed).toMatchObject({ reason: 'AddressNotUsable' });
    expect(programmed.unknown).toBeUndefined();
  });

  it('is short when the translator alone writes it', () => {
    expect(statusOf([gateway('infra/eg')], true).conditions).toEqual([]);
  });

  it('counts ListenerSets with a good listener', () => {
    const { attachedListenerSets } = statusOf([
      gatewayWith('infra/eg', [], {
        allowedListeners: { namespaces: { from: 'All' } },
      }),
      listenerSet('apps/good', [listener('a')]),
      listenerSet('apps/bad', [listener('b', BAD)]),
    ]);
    expect(attachedListenerSets).toBe(1);
  });
});

describe('telemetry of an EnvoyProxy', () => {
  const sink = (more: Spec) => ({ type: 'OpenTelemetry', openTelemetry: more });
  const to = (...backendRefs: Spec[]) => ({ backendRefs });
  const log = (setting: Spec) => ({ accessLog: { settings: [setting] } });
  const BACKEND = { group: 'gateway.envoyproxy.io', kind: 'Backend' };

  const accepted = (telemetry: Spec) =>
    shortly(
      statusOf(
        [
          classWith('infra/proxy'),
          envoyProxy('infra/proxy', { telemetry }),
          gateway('infra/eg'),
          service('infra/collector', 4317),
          backend('infra/collector', {
            endpoints: [{ unix: { path: '/run/otel' } }],
          }),
        ],
        true,
      ).conditions,
    );
  const REFUSED = ['Accepted=False/InvalidParameters'];

  it.each<[Spec]>([
    [log({ matches: ["'x' in request.headers"] })],
    [log({ sinks: [sink(to({ ...BACKEND, name: 'collector' }))] })],
    [log({ sinks: [{ type: 'File', file: {}, als: to({ name: 'none' }) }] })],
    [log({ sinks: [sink({ host: 'otel.example', port: 4317 })] })],
    [{ accessLog: { disable: true, settings: [{ matches: ['('] }] } }],
  ])('%j finds its way', telemetry => {
    expect(accepted(telemetry)).toEqual([]);
  });

  it.each<[Spec]>([
    [log({ matches: ['request.headers['] })],
    [log({ sinks: [sink(to({ name: 'none', port: 4317 }))] })],
    [
      log({
        sinks: [{ type: 'ALS', als: to({ name: 'collector', port: 1 }) }],
      }),
    ],
    [{ tracing: { provider: to({ ...BACKEND, name: 'none' }) } }],
    [
      {
        tracing: {
          provider: {
            backendSettings: { timeout: { tcp: { connectTimeout: 'soon' } } },
          },
        },
      },
    ],
    [{ metrics: { sinks: [sink(to({ name: 'none', port: 4317 }))] } }],
  ])('%j does not, and its Gateway is refused', telemetry => {
    expect(accepted(telemetry)).toEqual(REFUSED);
  });
});

describe('routes attached to a listener', () => {
  const { world, stage, backends } = listenersOf([gateway('infra/eg')]);
  const [context] = stage.gateways;
  const [http] = context.listeners;

  const route = (
    kind: RouteKind,
    listeners: readonly ListenerContext[],
    more: { hostnames?: string[]; rules?: unknown[]; refused?: boolean } = {},
  ): RouteContext => {
    const { hostnames = ['*'], rules = [{}], refused = false } = more;
    return {
      kind,
      item: itemOf({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind,
        metadata: { namespace: 'apps', name: 'route' },
        spec: { rules },
      }),
      hostnames: [],
      parents: [
        {
          parentRef: {
            group: '',
            kind: 'Gateway',
            namespace: 'infra',
            name: 'eg',
          },
          rawParentRef: {},
          gateway: context,
          listeners: listeners.map(listener_ => ({
            listener: listener_,
            hostnames,
          })),
          conditions: refused
            ? [
                {
                  type: 'Accepted',
                  status: 'False',
                  reason: 'UnsupportedValue',
                  message: '',
                },
              ]
            : [],
          rules: [],
        },
      ],
    };
  };
  const attached = (...routes: RouteContext[]) => {
    const { gateways } = judgeGateways(world, stage, routes, backends);
    return gateways[0].listeners[0].attachedRoutes;
  };

  it('are counted where a hostname is in common', () => {
    expect(
      attached(
        route('HTTPRoute', [http]),
        route('HTTPRoute', [http], { hostnames: [] }),
        route('HTTPRoute', []),
      ),
    ).toBe(1);
  });

  it('are counted though refused, but for some upstream gives up on', () => {
    expect(attached(route('HTTPRoute', [http], { refused: true }))).toBe(1);
    expect(attached(route('GRPCRoute', [http], { refused: true }))).toBe(0);
    expect(attached(route('TCPRoute', [http], { refused: true }))).toBe(1);
    expect(attached(route('TCPRoute', [http], { rules: [{}, {}] }))).toBe(0);
    expect(attached(route('UDPRoute', [http], { rules: [] }))).toBe(0);
    expect(attached(route('TLSRoute', [http], { rules: [] }))).toBe(1);
  });
});
