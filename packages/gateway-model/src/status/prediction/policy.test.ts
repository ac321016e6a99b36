import {
  gateway,
  httpRoute,
  listener,
  meta,
  policy,
  RawObject,
  snapshotOf,
  target,
} from '../../__testUtils__/objects';
import {
  ACCEPTED,
  messages,
  predict,
  words,
} from '../../__testUtils__/predicted';

describe('predicted status of policies', () => {
  const at = (raw: RawObject, day: number) =>
    meta(raw, { creationTimestamp: `2026-01-0${day}T00:00:00Z` });
  const SP = 'SecurityPolicy';
  const ROUTE = [target('HTTPRoute', 'pay')];
  const objects = [
    gateway('infra/eg', [listener('http'), listener('two', { port: 81 })]),
    httpRoute('payments/pay', {
      parentRefs: [
        { namespace: 'infra', name: 'eg', sectionName: 'http' },
        { namespace: 'infra', name: 'elsewhere' },
      ],
      rules: [{ name: 'charge' }],
    }),
  ];
  const predicted = (name: string, kind: string, ...more: unknown[]) =>
    predict(snapshotOf(...objects, ...more), kind, name).ancestors?.map(
      ({ ancestorRef, conditions }) => [
        ancestorRef.sectionName,
        ...words(conditions),
        ...messages(conditions).slice(-1),
      ],
    );

  it('accepts the oldest and lists those in conflict with it', () => {
    const old = at(policy(SP, 'payments/old', { targetRefs: ROUTE }), 1);
    const young = at(policy(SP, 'payments/young', { targetRefs: ROUTE }), 2);
    expect(predicted('old', SP, young, old)).toEqual([
      ['http', ACCEPTED, 'The policy is accepted.'],
    ]);
    expect(predicted('young', SP, young, old)).toEqual([
      [
        'http',
        'Accepted=False/Conflicted',
        'SecurityPolicy payments/old is attached to payments/pay already.',
      ],
    ]);
  });

  it('does not find sections that are not there, and leaves alone what targets nothing', () => {
    const p = (targetRefs: unknown[], kind = SP, path = 'infra/p') =>
      policy(kind, path, { targetRefs });
    expect(predicted('p', SP, p([target('Gateway', 'eg', 'nope')]))).toEqual([
      [
        'nope',
        'Accepted=False/TargetNotFound',
        'Gateway infra/eg has no listener named "nope".',
      ],
    ]);
    expect(
      predicted(
        'p',
        SP,
        p([target('HTTPRoute', 'pay', 'nope')], SP, 'payments/p'),
      ),
    ).toEqual([
      [
        'http',
        'Accepted=False/TargetNotFound',
        'HTTPRoute payments/pay has no rule named "nope".',
      ],
    ]);
    expect(predicted('p', SP, p([target('Gateway', 'gone')]))).toBeUndefined();
    expect(predicted('p', SP, p([target('HTTPRoute', 'pay')]))).toBeUndefined();
    expect(
      predicted(
        'p',
        'ClientTrafficPolicy',
        p(ROUTE, 'ClientTrafficPolicy', 'payments/p'),
      ),
    ).toBeUndefined();
  });

  it('tells a policy which routes, rules and listeners it does not reach', () => {
    const gw = policy(SP, 'infra/gw', {
      targetRefs: [target('Gateway', 'eg')],
    });
    const lis = policy(SP, 'infra/lis', {
      targetRefs: [target('Gateway', 'eg', 'two')],
    });
    const route = policy(SP, 'payments/route', { targetRefs: ROUTE });
    const rule = policy(SP, 'payments/rule', {
      targetRefs: [target('HTTPRoute', 'pay', 'charge')],
    });
    expect(predicted('gw', SP, gw, lis, route, rule)).toEqual([
      [
        undefined,
        ACCEPTED,
        'Overridden=True/Overridden',
        'Other policies take its place on Gateway listeners infra/eg/two and routes payments/pay.',
      ],
    ]);
    expect(predicted('lis', SP, gw, lis, route)).toEqual([
      ['two', ACCEPTED, 'The policy is accepted.'],
    ]);
    expect(predicted('route', SP, gw, route, rule)?.[0].slice(-2)).toEqual([
      'Overridden=True/Overridden',
      'Other policies take its place on the rules charge.',
    ]);
    expect(predicted('gw', SP, gw)?.[0]).toHaveLength(3);
  });

  it('does not call a policy overridden by a route that merges with it', () => {
    const merging = policy('BackendTrafficPolicy', 'payments/m', {
      targetRefs: ROUTE,
      mergeType: 'JSONMerge',
    });
    const gw = policy('BackendTrafficPolicy', 'infra/gw', {
      targetRefs: [target('Gateway', 'eg')],
    });
    const [told] = predicted('gw', 'BackendTrafficPolicy', gw, merging) ?? [];
    expect(told).toContain('Merged=True/Merged');
    expect(told).not.toContain('Overridden=True/Overridden');
  });

  it('speaks of sections for ClientTrafficPolicies', () => {
    const kind = 'ClientTrafficPolicy';
    const gw = policy(kind, 'infra/gw', {
      targetRefs: [target('Gateway', 'eg')],
    });
    const a = at(
      policy(kind, 'infra/a', {
        targetRefs: [target('Gateway', 'eg', 'two')],
      }),
      1,
    );
    const b = at(
      policy(kind, 'infra/b', {
        targetRefs: [target('Gateway', 'eg', 'two')],
      }),
      2,
    );
    expect(predicted('gw', kind, gw, a)?.[0]).toContain(
      'Overridden=True/Overridden',
    );
    expect(predicted('b', kind, a, b)?.[0]).toContain(
      'Accepted=False/Conflicted',
    );
  });

  it('warns of deprecated fields', () => {
    expect(
      predicted(
        'p',
        'BackendTrafficPolicy',
        policy('BackendTrafficPolicy', 'payments/p', {
          targetRef: ROUTE[0],
          compression: [{ type: 'Gzip' }],
        }),
      )?.[0].slice(-2),
    ).toEqual([
      'Warning=True/DeprecatedField',
      'targetRef is deprecated, targetRefs replaces it; compression is deprecated, compressor replaces it.',
    ]);
  });

  it('judges a policy with several targets from the most specific to the least', () => {
    const taken = at(
      policy(SP, 'infra/taken', { targetRefs: [target('Gateway', 'eg')] }),
      1,
    );
    const many = at(
      policy(SP, 'infra/many', {
        targetRefs: [target('Gateway', 'eg'), target('Gateway', 'eg', 'two')],
      }),
      2,
    );
    expect(
      predicted('many', SP, taken, many)?.map(([section, accepted]) => [
        section,
        accepted,
      ]),
    ).toEqual([
      ['two', ACCEPTED],
      [undefined, 'Accepted=False/Conflicted'],
    ]);
  });
});
