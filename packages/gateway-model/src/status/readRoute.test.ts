import {
  condition,
  gateway,
  gatewayClass,
  httpRoute,
  listener,
  meta,
  RawObject,
  routeIn,
  snapshotOf,
} from '../__testUtils__/objects';
import { ENVOY_GATEWAY_CONTROLLER } from '../resources';
import { createSnapshot } from '../snapshot';
import { readRouteVerdicts } from './readRoute';

const accepted = condition('Accepted', 'True');
const resolved = condition('ResolvedRefs', 'True');

const entry = (
  conditions: unknown[],
  parentRef: Record<string, unknown> = {},
  controllerName = ENVOY_GATEWAY_CONTROLLER,
) => ({
  parentRef: { namespace: 'infra', name: 'eg', ...parentRef },
  controllerName,
  conditions,
});

function verdicts(
  parents: unknown,
  spec: Record<string, unknown> = {},
  objects: unknown[] = [gateway('infra/eg')],
) {
  const snapshot = snapshotOf(...objects, {
    ...httpRoute('payments/pay', spec),
    status: { parents },
  });
  return readRouteVerdicts(snapshot, routeIn(snapshot, 'payments/pay')).map(
    ({ verdict }) => verdict,
  );
}

describe('readRouteVerdicts', () => {
  it.each<[string, unknown[], string, string[]]>([
    ['accepted', [accepted, resolved], 'accepted', []],
    [
      'rejected',
      [condition('Accepted', 'False', 'NoMatchingParent')],
      'rejected',
      [],
    ],
    [
      'partlyValid by references, reasons kept joined',
      [
        accepted,
        condition('ResolvedRefs', 'False', 'BackendNotFound,PortNotFound'),
      ],
      'partlyValid',
      ['ResolvedRefs/BackendNotFound,PortNotFound'],
    ],
    [
      'partlyValid by dropped rules',
      [
        accepted,
        resolved,
        condition('PartiallyInvalid', 'True', 'UnsupportedValue'),
      ],
      'partlyValid',
      ['PartiallyInvalid/UnsupportedValue'],
    ],
    [
      'partlyValid without endpoints',
      [
        accepted,
        resolved,
        condition('BackendsAvailable', 'False', 'EndpointsNotFound'),
      ],
      'partlyValid',
      ['BackendsAvailable/EndpointsNotFound'],
    ],
    [
      'accepted with a warning of overlap',
      [accepted, resolved, condition('RouteRulesOverlap', 'True')],
      'accepted',
      ['RouteRulesOverlap/RouteRulesOverlap'],
    ],
    [
      'rejected, with what else is wrong',
      [
        condition('Accepted', 'False', 'NotAllowedByListeners'),
        condition('ResolvedRefs', 'False', 'BackendNotFound'),
      ],
      'rejected',
      ['ResolvedRefs/BackendNotFound'],
    ],
    [
      'noVerdict while unknown',
      [condition('Accepted', 'Unknown', 'Pending')],
      'noVerdict',
      [],
    ],
    ['noVerdict without Accepted', [resolved], 'noVerdict', []],
    ['noVerdict without conditions', [], 'noVerdict', []],
  ])('reads %s', (_, conditions, state, problems) => {
    const [verdict] = verdicts([entry(conditions)]);
    expect(verdict.state).toBe(state);
    expect(
      verdict.problems.map(({ type, reason }) => `${type}/${reason}`),
    ).toEqual(problems);
    expect(verdict.conditions).toHaveLength(conditions.length);
    expect(verdict.controllerName).toBe(ENVOY_GATEWAY_CONTROLLER);
  });

  it('tells reason, message and time of the deciding condition', () => {
    expect(
      verdicts([
        entry([condition('Accepted', 'False', 'NoMatchingParent')]),
      ])[0],
    ).toMatchObject({
      reason: 'NoMatchingParent',
      message: 'NoMatchingParent.',
      since: '2026-01-01T00:00:00Z',
    });
  });

  it('is stale when the conditions judge an older generation, and says what they said', () => {
    const read = (generation: number, conditions: unknown[]) => {
      const snapshot = snapshotOf(
        gateway('infra/eg'),
        meta(
          {
            ...httpRoute('payments/pay'),
            status: { parents: [entry(conditions)] },
          } as RawObject,
          { generation },
        ),
      );
      return readRouteVerdicts(snapshot, routeIn(snapshot, 'payments/pay'))[0]
        .verdict;
    };
    expect(read(2, [accepted])).toMatchObject({
      state: 'stale',
      reason: 'Accepted',
    });
    expect(read(2, [condition('Accepted', 'False')])).toMatchObject({
      state: 'stale',
    });
    expect(
      read(2, [{ ...accepted, observedGeneration: undefined }]).state,
    ).toBe('accepted');
    // What another condition says of an older generation is no problem of this one.
    expect(
      read(2, [
        { ...accepted, observedGeneration: 2 },
        condition('ResolvedRefs', 'False', 'BackendNotFound'),
      ]),
    ).toMatchObject({ state: 'accepted', problems: [] });
  });

  it('matches each parentRef with its own entry, defaults applied on both sides', () => {
    const own = [
      { name: 'eg' },
      { name: 'eg', sectionName: 'a' },
      { name: 'eg', port: 80 },
    ];
    const snapshot = createSnapshot([
      gatewayClass(),
      gateway('payments/eg'),
      {
        ...httpRoute('payments/pay', { parentRefs: own }),
        status: {
          parents: [
            {
              parentRef: {
                group: 'gateway.networking.k8s.io',
                kind: 'Gateway',
                namespace: 'payments',
                name: 'eg',
                sectionName: 'a',
              },
              controllerName: ENVOY_GATEWAY_CONTROLLER,
              conditions: [condition('Accepted', 'False', 'NoMatchingParent')],
            },
            {
              parentRef: { name: 'eg' },
              controllerName: ENVOY_GATEWAY_CONTROLLER,
              conditions: [accepted],
            },
          ],
        },
      },
    ]);
    expect(
      readRouteVerdicts(snapshot, routeIn(snapshot, 'payments/pay')).map(
        ({ parentRef, verdict }) => [
          parentRef.sectionName ?? parentRef.port,
          verdict.state,
        ],
      ),
    ).toEqual([
      [undefined, 'accepted'],
      ['a', 'rejected'],
      [80, 'noVerdict'],
    ]);
  });

  it('tells what is not ours from what has no verdict', () => {
    const foreign = 'acme.io/controller';
    const state = (
      parents: unknown,
      objects: unknown[],
      parentRefs?: unknown[],
    ) => verdicts(parents, parentRefs && { parentRefs }, objects)[0].state;
    const ours = [gateway('infra/eg')];
    const theirs = [
      gatewayClass('other', foreign),
      gateway('infra/eg', [listener('http')], 'other'),
    ];
    expect(state([], ours)).toBe('noVerdict');
    expect(state([], theirs)).toBe('notOurs');
    expect(state([entry([accepted], {}, foreign)], theirs)).toBe('notOurs');
    // What we once wrote does not make a Gateway ours again.
    expect(state([entry([accepted])], theirs)).toBe('notOurs');
    // A Gateway nobody can see proves nothing; another controller's entry does.
    expect(state([], [])).toBe('noVerdict');
    expect(state([entry([accepted], {}, foreign)], [])).toBe('notOurs');
    expect(state([entry([accepted])], [])).toBe('accepted');
    expect(
      state([entry([accepted], {}, foreign), entry([accepted])], ours),
    ).toBe('accepted');
    expect(state([], [], [{ group: '', kind: 'Service', name: 'mesh' }])).toBe(
      'notOurs',
    );
    expect(state([], [], [{ kind: 'ListenerSet', name: 'set' }])).toBe(
      'noVerdict',
    );
  });

  it('counts the controllers it is told as ours', () => {
    const snapshot = snapshotOf(
      gatewayClass('other', 'acme.io/controller'),
      gateway('infra/eg', [listener('http')], 'other'),
      {
        ...httpRoute('payments/pay'),
        status: { parents: [entry([accepted], {}, 'acme.io/controller')] },
      },
    );
    const route = routeIn(snapshot, 'payments/pay');
    expect(
      readRouteVerdicts(snapshot, route, ['acme.io/controller'])[0].verdict
        .state,
    ).toBe('accepted');
  });

  it('says when the entry may have been cut off', () => {
    const aggregated = condition('Aggregated', 'True', 'Aggregated', {
      message: 'Parents have been truncated.',
    });
    const found = verdicts(
      [entry([accepted, aggregated], { sectionName: 'a' })],
      {
        parentRefs: [
          { namespace: 'infra', name: 'eg', sectionName: 'a' },
          { namespace: 'infra', name: 'eg', sectionName: 'b' },
        ],
      },
    );
    expect(found[0]).toMatchObject({ state: 'accepted', problems: [] });
    expect(found[1]).toMatchObject({
      state: 'noVerdict',
      message: 'Parents have been truncated.',
    });
  });
});
