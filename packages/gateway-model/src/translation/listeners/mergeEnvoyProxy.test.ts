import {
  classWith,
  envoyProxy,
  gatewayWith,
  listenersOf,
} from '../../__testUtils__/listeners';
import { gatewayClass, listener } from '../../__testUtils__/objects';

type Spec = Record<string, unknown>;

const own = (name: string, more: Spec = {}) =>
  gatewayWith(`infra/${name}`, [listener('http')], {
    infrastructure: {
      parametersRef: {
        group: 'gateway.envoyproxy.io',
        kind: 'EnvoyProxy',
        name: 'own',
      },
    },
    ...more,
  });

/** The stage with Envoy Gateway's defaults, and a class and a Gateway that have these specs, if any. */
function stageOf(defaults: Spec, ofClass?: Spec, ofGateway?: Spec) {
  const { stage } = listenersOf(
    [
      ofClass ? classWith('infra/class') : gatewayClass(),
      ...(ofClass ? [envoyProxy('infra/class', ofClass)] : []),
      ...(ofGateway ? [envoyProxy('infra/own', ofGateway)] : []),
      ofGateway ? own('eg') : gatewayWith('infra/eg', [listener('http')], {}),
    ],
    { envoyProxyDefaults: defaults },
  );
  return stage;
}

const DEFAULTS = { ipFamily: 'IPv4', routingType: 'Service' };
const MERGE = { mergeType: 'JSONMerge' };

describe("Envoy Gateway's default EnvoyProxy", () => {
  it.each([
    ['holds alone', undefined, undefined, DEFAULTS],
    ['is replaced', { ipFamily: 'IPv6' }, undefined, { ipFamily: 'IPv6' }],
    [
      'is merged under that of the class',
      { ...MERGE, ipFamily: 'IPv6' },
      undefined,
      { ...MERGE, ipFamily: 'IPv6', routingType: 'Service' },
    ],
    [
      'is merged under that of the Gateway, which says so',
      undefined,
      MERGE,
      { ...MERGE, ...DEFAULTS },
    ],
    [
      'is merged under that of the Gateway, as the class says',
      { ...MERGE, concurrency: 1 },
      { ipFamily: 'IPv6' },
      { ipFamily: 'IPv6', routingType: 'Service' },
    ],
    [
      'is replaced where the class says so',
      { mergeType: 'Replace', concurrency: 1 },
      MERGE,
      { ...MERGE, concurrency: 1 },
    ],
  ])('%s', (_, ofClass, ofGateway, expected) => {
    const [gateway] = stageOf(DEFAULTS, ofClass, ofGateway).gateways;
    expect(gateway.envoyProxy?.spec).toEqual(expected);
  });

  it('merges Gateways, unless the class says otherwise', () => {
    const merged = (ofClass?: Spec) =>
      stageOf({ mergeGateways: true }, ofClass).gateways[0].mergeGateways;
    expect(merged()).toBe(true);
    expect(merged({})).toBe(true);
    expect(merged({ mergeGateways: false })).toBe(false);
  });

  it('does not merge both Gateways and backends', () => {
    const [gateway] = stageOf(
      { mergeBackends: {} },
      { mergeGateways: true },
    ).gateways;
    expect(gateway.accepted).toBe(false);
  });
});

it('of Gateways with a merged EnvoyProxy, one that is accepted tells its status', () => {
  const { stage } = listenersOf([
    classWith('infra/class'),
    envoyProxy('infra/class', {}),
    envoyProxy('infra/own', MERGE),
    own('refused', { addresses: [{ type: 'example.com/odd', value: 'x' }] }),
    own('good'),
  ]);
  const [, { ancestors }] = stage.envoyProxies;
  expect(ancestors.map(({ ancestorRef }) => ancestorRef.name)).toEqual([
    'eg',
    'good',
  ]);
});
