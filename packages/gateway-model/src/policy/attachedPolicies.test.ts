import {
  condition,
  gateway,
  grant,
  httpRoute,
  listener,
  meta,
  policy,
  RawObject,
  snapshotOf,
  target,
} from '../__testUtils__/objects';
import { ENVOY_GATEWAY_CONTROLLER } from '../resources';
import { translate } from '../translation';
import { attachedPolicies } from './attachedPolicies';

const SP = 'SecurityPolicy';

const sp = (path: string, spec: Record<string, unknown>, kind = SP) =>
  policy(kind, path, spec);
const on = (...targetRefs: unknown[]) => ({ targetRefs });
const aged = (raw: RawObject, day: number) =>
  meta(raw, { creationTimestamp: `2026-01-0${day}T00:00:00Z` });

const ROUTE = on(target('HTTPRoute', 'pay'));
const RULE = on(target('HTTPRoute', 'pay', 'charge'));
const GATEWAY = on(target('Gateway', 'eg'));
const LISTENER = on(target('Gateway', 'eg', 'http'));

/** The policies that reach rule 0 (`charge`) or rule 1 (nameless) on listener `http`. */
function reaching(objects: unknown[], rule = 0) {
  const snapshot = snapshotOf(
    gateway('infra/eg', [listener('http'), listener('other', { port: 81 })]),
    meta(httpRoute('payments/pay', { rules: [{ name: 'charge' }, {}] }), {
      labels: { tier: 'gold' },
    }),
    ...objects,
  );
  expect(snapshot.unreadable).toEqual([]);
  const translation = translate(snapshot);
  const [route] = translation.routes;
  const served = route.parents.flatMap(({ listeners }) => listeners);
  const on80 = served.find(one => one.listener.name === 'http');
  return on80 ? attachedPolicies(translation, route, rule, on80.listener) : [];
}

/** In one line each: level, name, and what comes of it. */
const outcomes = (objects: unknown[], rule = 0) =>
  reaching(objects, rule).map(
    ({ policy: { metadata }, level, inForce, replacedBy, mergedWith }) =>
      [
        level,
        metadata.name,
        inForce ? 'in force' : 'not in force',
        ...(replacedBy ? [`replaced by ${replacedBy.name}`] : []),
        ...(mergedWith ? [`merged with ${mergedWith.name}`] : []),
      ].join(', '),
  );

const ALL = [
  sp('infra/gw', GATEWAY),
  sp('infra/lis', LISTENER),
  sp('payments/route', ROUTE),
  sp('payments/rule', RULE),
];

describe('attachedPolicies', () => {
  it('puts the most specific policy in force, in place of all others', () => {
    expect(outcomes(ALL)).toEqual([
      'gateway, gw, not in force, replaced by rule',
      'listener, lis, not in force, replaced by rule',
      'route, route, not in force, replaced by rule',
      'rule, rule, in force',
    ]);
    expect(outcomes(ALL, 1)).toEqual([
      'gateway, gw, not in force, replaced by route',
      'listener, lis, not in force, replaced by route',
      'route, route, in force',
    ]);
    expect(outcomes(ALL.slice(0, 2))).toEqual([
      'gateway, gw, not in force, replaced by lis',
      'listener, lis, in force',
    ]);
    expect(outcomes(ALL.slice(0, 1))).toEqual(['gateway, gw, in force']);
  });

  it('merges with the nearest policy above the route, never with that of the route', () => {
    const merging = sp('payments/rule', {
      ...RULE,
      mergeType: 'StrategicMerge',
    });
    expect(outcomes([...ALL.slice(0, 3), merging])).toEqual([
      'gateway, gw, not in force, replaced by rule',
      'listener, lis, in force',
      'route, route, not in force, replaced by rule',
      'rule, rule, in force, merged with lis',
    ]);
    expect(outcomes([ALL[0], merging])).toEqual([
      'gateway, gw, in force',
      'rule, rule, in force, merged with gw',
    ]);
    expect(outcomes([ALL[2], merging])).toEqual([
      'route, route, not in force, replaced by rule',
      'rule, rule, in force',
    ]);
  });

  it('lets the oldest of several policies with one target have it', () => {
    expect(
      outcomes([
        aged(sp('payments/young', ROUTE), 3),
        aged(sp('payments/old', ROUTE), 1),
        aged(sp('payments/b', ROUTE), 2),
        aged(sp('payments/a', ROUTE), 2),
      ]),
    ).toEqual([
      'route, old, in force',
      'route, a, not in force, replaced by old',
      'route, b, not in force, replaced by old',
      'route, young, not in force, replaced by old',
    ]);
  });

  it('keeps kinds apart, and gives ClientTrafficPolicies listeners and Gateways only', () => {
    expect(
      outcomes([
        sp('infra/gw', GATEWAY),
        sp('payments/limits', ROUTE, 'BackendTrafficPolicy'),
        sp('infra/ext', GATEWAY, 'EnvoyExtensionPolicy'),
        sp('infra/client', GATEWAY, 'ClientTrafficPolicy'),
        sp('infra/client-l', LISTENER, 'ClientTrafficPolicy'),
        sp('payments/client-r', ROUTE, 'ClientTrafficPolicy'),
      ]),
    ).toEqual([
      'gateway, gw, in force',
      'route, limits, in force',
      'gateway, client, not in force, replaced by client-l',
      'listener, client-l, in force',
      'gateway, ext, in force',
    ]);
  });

  it('targets by name in the policy’s own namespace only', () => {
    expect(
      outcomes([
        sp('orders/route', ROUTE),
        sp('payments/gw', GATEWAY),
        sp('payments/other', on(target('HTTPRoute', 'other'))),
        sp('infra/section', on(target('Gateway', 'eg', 'nope'))),
        sp('infra/other', on(target('Gateway', 'eg', 'other'))),
      ]),
    ).toEqual([]);
  });

  it('selects whole objects by label, across namespaces with a ReferenceGrant', () => {
    const selecting = (
      path: string,
      namespaces?: unknown,
      more: Record<string, unknown> = { matchLabels: { tier: 'gold' } },
    ) =>
      sp(path, {
        targetSelectors: [
          {
            kind: 'HTTPRoute',
            ...(namespaces !== undefined && { namespaces }),
            ...more,
          },
        ],
      });
    const granted = grant(
      'payments/g',
      { group: 'gateway.envoyproxy.io', kind: SP, namespace: 'infra' },
      { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
    );
    const applied = ['route, p, in force'];
    expect(outcomes([selecting('payments/p')])).toEqual(applied);
    expect(outcomes([selecting('payments/p', undefined, {})])).toEqual(applied);
    expect(
      outcomes([
        selecting('payments/p', undefined, { matchLabels: { tier: 'tin' } }),
      ]),
    ).toEqual([]);
    expect(
      outcomes([
        selecting('payments/p', undefined, {
          matchExpressions: [{ key: 'tier', operator: 'Exists' }],
        }),
      ]),
    ).toEqual(applied);
    expect(outcomes([selecting('infra/p')])).toEqual([]);
    expect(outcomes([selecting('infra/p', { from: 'All' })])).toEqual([]);
    expect(outcomes([selecting('infra/p', { from: 'All' }), granted])).toEqual(
      applied,
    );
    expect(
      outcomes([
        selecting('infra/p', {
          from: 'Selector',
          selector: { matchLabels: { team: 'payments' } },
        }),
        granted,
      ]),
    ).toEqual(applied);
    expect(
      outcomes([
        selecting('infra/p', {
          from: 'Selector',
          selector: { matchLabels: { team: 'orders' } },
        }),
        granted,
      ]),
    ).toEqual([]);
    expect(
      outcomes([
        selecting('payments/p', undefined, { group: 'acme.io' }),
        selecting('infra/p', { from: 'All' }),
        grant(
          'orders/g',
          { group: 'gateway.envoyproxy.io', kind: SP, namespace: 'infra' },
          { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
        ),
      ]),
    ).toEqual([]);
    expect(
      outcomes([
        selecting('infra/p', { from: 'All' }),
        grant(
          'payments/g',
          { group: 'gateway.envoyproxy.io', kind: SP, namespace: 'orders' },
          { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
        ),
        grant(
          'payments/h',
          { group: 'gateway.envoyproxy.io', kind: SP, namespace: 'infra' },
          { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'x' },
        ),
      ]),
    ).toEqual([]);
  });

  it('weighs selected and named targets by age alike, and counts a policy once that does both', () => {
    const both = {
      ...ROUTE,
      targetSelectors: [{ kind: 'HTTPRoute', matchLabels: { tier: 'gold' } }],
    };
    expect(
      outcomes([
        aged(sp('payments/named', ROUTE), 2),
        aged(sp('payments/both', both), 3),
        aged(
          sp('payments/selecting', { targetSelectors: both.targetSelectors }),
          1,
        ),
      ]),
    ).toEqual([
      'route, selecting, in force',
      'route, named, not in force, replaced by selecting',
      'route, both, not in force, replaced by selecting',
    ]);
  });

  it('tells the verdict at the Gateway concerned; a rejected policy protects nothing and yields to nobody', () => {
    const rejected = {
      ...sp('payments/route', ROUTE),
      status: {
        ancestors: [
          {
            ancestorRef: { namespace: 'infra', name: 'eg' },
            controllerName: ENVOY_GATEWAY_CONTROLLER,
            conditions: [condition('Accepted', 'False', 'Invalid')],
          },
          {
            ancestorRef: { namespace: 'infra', name: 'second' },
            controllerName: ENVOY_GATEWAY_CONTROLLER,
            conditions: [condition('Accepted', 'True')],
          },
        ],
      },
    };
    const found = reaching([sp('infra/gw', GATEWAY), rejected]);
    expect(found.map(({ inForce }) => inForce)).toEqual([false, false]);
    expect(found[0]).toMatchObject({
      replacedBy: { kind: SP, namespace: 'payments', name: 'route' },
      verdict: { state: 'noVerdict' },
    });
    expect(found[1]).toMatchObject({
      verdict: { state: 'rejected', reason: 'Invalid' },
    });
    expect(found[1].replacedBy).toBeUndefined();
  });
});
