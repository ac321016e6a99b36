import {
  classWith,
  envoyProxy,
  gatewayWith,
  listenersOf,
  shortly,
} from '../../__testUtils__/listeners';
import { gateway, gatewayClass, listener } from '../../__testUtils__/objects';
import { TranslationSettings } from '../types';

type Spec = Record<string, unknown>;

const INVALID = ['Accepted=False/InvalidParameters'];
const ACCEPTED = ['Accepted=True/Accepted'];
const BROKEN = { provider: { type: 'Cloud' } };

const stageOf = (
  objects: unknown[],
  settings: Partial<TranslationSettings> = {},
) => listenersOf(objects, settings).stage;

/** A Gateway with an EnvoyProxy of its own. */
const withOwn = (name: string, proxy: string, ref: Spec = {}) =>
  gatewayWith(`infra/${name}`, [listener('http')], {
    infrastructure: {
      parametersRef: {
        group: 'gateway.envoyproxy.io',
        kind: 'EnvoyProxy',
        name: proxy,
        ...ref,
      },
    },
  });

describe('a GatewayClass', () => {
  const classOf = (...args: Parameters<typeof stageOf>) =>
    shortly(stageOf(...args).gatewayClasses[0]?.conditions);

  it('of ours is accepted, and each of them', () => {
    const { gatewayClasses } = stageOf([
      gatewayClass('eg'),
      gatewayClass('more'),
      gatewayClass('foreign', 'a.example/controller'),
    ]);
    expect(gatewayClasses.map(({ item }) => item.name)).toEqual(['eg', 'more']);
    expect(gatewayClasses.map(one => shortly(one.conditions))).toEqual([
      ACCEPTED,
      ACCEPTED,
    ]);
  });

  it('is gone once deleted, but for its finalizer', () => {
    const raw = gatewayClass();
    const deleted = {
      ...raw.metadata,
      deletionTimestamp: '2026-01-01T00:00:00Z',
    };
    const finalizers = ['gateway-exists-finalizer.gateway.networking.k8s.io'];
    expect(classOf([{ ...raw, metadata: deleted }])).toEqual([]);
    expect(classOf([{ ...raw, metadata: { ...deleted, finalizers } }])).toEqual(
      ACCEPTED,
    );
  });

  it('needs an EnvoyProxy that is there and valid', () => {
    const of = classWith('infra/proxy');
    expect(classOf([of])).toEqual(INVALID);
    expect(classOf([of, envoyProxy('infra/proxy', {})])).toEqual(ACCEPTED);
    expect(classOf([of, envoyProxy('infra/proxy', BROKEN)])).toEqual(INVALID);
    const raw = gatewayClass();
    const parametersRef = { group: '', kind: 'ConfigMap', name: 'x' };
    expect(classOf([{ ...raw, spec: { ...raw.spec, parametersRef } }])).toEqual(
      INVALID,
    );
  });

  it('cannot merge Gateways whose proxies are in their namespaces', () => {
    const objects = [
      classWith('infra/proxy'),
      envoyProxy('infra/proxy', { mergeGateways: true }),
      gateway('infra/eg'),
    ];
    expect(classOf(objects, { gatewayNamespaceMode: true })).toEqual(INVALID);
    const { gateways } = stageOf(objects, { gatewayNamespaceMode: true });
    expect(gateways[0].mergeGateways).toBe(false);
    expect(stageOf(objects).gateways[0]).toMatchObject({
      mergeGateways: true,
      irKey: 'eg',
    });
  });

  it('is presumed valid where EnvoyProxies are not read', () => {
    const unread = new Set(['gateway.envoyproxy.io/EnvoyProxy']);
    const { gatewayClasses } = stageOf([classWith('infra/proxy')], { unread });
    expect(gatewayClasses[0].conditions).toMatchObject([
      { status: 'True', unknown: { reason: 'NotRead' } },
    ]);
    const { statuses } = listenersOf(
      [classWith('infra/proxy'), gateway('infra/eg')],
      { unread },
    );
    expect(statuses.gateways[0].conditions[0]).toMatchObject({
      type: 'Accepted',
      unknown: { reason: 'NotRead' },
    });
  });
});

describe('a Gateway', () => {
  const of = (...args: Parameters<typeof stageOf>) =>
    stageOf(...args).gateways[0];

  it('is ours by its class', () => {
    expect(of([gateway('infra/eg')])).toMatchObject({
      accepted: true,
      irKey: 'infra/eg',
      className: 'eg',
    });
    expect(of([gateway('infra/eg', [], 'other')])).toBeUndefined();
  });

  it('does without parameters its class cannot use', () => {
    expect(of([classWith('infra/none'), gateway('infra/eg')])).toMatchObject({
      accepted: true,
    });
  });

  it('is refused with an invalid EnvoyProxy, and has no listeners then', () => {
    const objects = [
      classWith('infra/proxy'),
      envoyProxy('infra/proxy', BROKEN),
      gateway('infra/eg'),
    ];
    const refused = of(objects);
    expect(shortly(refused.conditions)).toEqual(INVALID);
    expect(refused).toMatchObject({ accepted: false, listeners: [] });
    const rescued = of([
      ...objects.slice(0, 2),
      envoyProxy('infra/own', {}),
      withOwn('eg', 'own'),
    ]);
    expect(rescued.accepted).toBe(true);
  });

  it.each<[string, Spec]>([
    ['missing', {}],
    ['own', { kind: 'ConfigMap' }],
    ['own', { group: 'a.example' }],
  ])('is refused with parameters %s %j', (name, ref) => {
    const objects = [envoyProxy('infra/own', {}), withOwn('eg', name, ref)];
    expect(shortly(of(objects).conditions)).toEqual(INVALID);
    expect(of(objects, { translatorOnly: true }).accepted).toBe(true);
  });

  it('of merged ones has no parameters, nor merged backends', () => {
    const merging = [
      classWith('infra/proxy'),
      envoyProxy('infra/proxy', { mergeGateways: true }),
      envoyProxy('infra/own', {}),
    ];
    expect(of([...merging, withOwn('eg', 'own')]).accepted).toBe(false);
    const both = { mergeGateways: true, mergeBackends: {} };
    expect(
      of([
        classWith('infra/proxy'),
        envoyProxy('infra/proxy', both),
        gateway('infra/eg'),
      ]).accepted,
    ).toBe(false);
  });

  it('cannot have an address of any type', () => {
    const addressed = (type: string) =>
      of([gatewayWith('infra/eg', [], { addresses: [{ type, value: 'x' }] })]);
    expect(addressed('IPAddress').accepted).toBe(true);
    expect(shortly(addressed('a.example/Name').conditions)).toEqual([
      'Accepted=False/UnsupportedAddress',
    ]);
  });

  it('has its own EnvoyProxy in place of its class’s, or merged over it', () => {
    const spec = (own: Spec) =>
      of([
        classWith('infra/proxy'),
        envoyProxy('infra/proxy', {
          routingType: 'Service',
          logging: { level: { default: 'info', router: 'debug' } },
        }),
        envoyProxy('infra/own', {
          ...own,
          logging: { level: { default: 'warn' } },
        }),
        withOwn('eg', 'own'),
      ]).envoyProxy?.spec;
    expect(spec({})).toEqual({ logging: { level: { default: 'warn' } } });
    expect(spec({ mergeType: 'StrategicMerge' })).toEqual({
      mergeType: 'StrategicMerge',
      routingType: 'Service',
      logging: { level: { default: 'warn', router: 'debug' } },
    });
  });
});

describe('the status of an EnvoyProxy', () => {
  const statuses = (...objects: unknown[]) =>
    stageOf(objects).envoyProxies.map(({ item, ancestors }) => [
      item.name,
      ...ancestors.map(
        ({ ancestorRef: { kind, name }, conditions }) =>
          `${kind} ${name} ${conditions[0].status}`,
      ),
    ]);

  it('names the class and the Gateways that have it', () => {
    expect(
      statuses(
        classWith('infra/proxy'),
        envoyProxy('infra/proxy', {}),
        envoyProxy('infra/own', BROKEN),
        envoyProxy('infra/unused', {}),
        gateway('infra/a'),
        withOwn('b', 'own'),
        withOwn('c', 'own'),
      ),
    ).toEqual([
      ['proxy', 'GatewayClass eg True'],
      ['own', 'Gateway b False', 'Gateway c False'],
    ]);
  });

  it('of a merged one names the class too, and one Gateway alone', () => {
    expect(
      statuses(
        classWith('infra/proxy'),
        envoyProxy('infra/proxy', {}),
        envoyProxy('infra/own', { mergeType: 'JSONMerge' }),
        withOwn('b', 'own'),
        withOwn('c', 'own'),
      )[1],
    ).toEqual(['own', 'GatewayClass eg True', 'Gateway b True']);
  });
});
