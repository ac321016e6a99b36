import { figuresOf } from '../figures/figures';
import { trafficWindow } from '../figures/trafficWindow';
import { EMPTY_HISTORY, observe, prune } from './counterHistory';
import { coverageOf, growthInStep, growthOver } from './growth';
import { ruleStatKeys } from './statKey';
import { tallyRules } from './tallyRules';
import { CounterHistory, Counters, Observation } from './types';

const KEY = 'httproute/payments/payments/rule/0';
const T0 = 1_795_000_000_000;
const at = (seconds: number) => T0 + seconds * 1000;

/** Observations of responses of class 2xx; `undefined` where the counter does not exist. */
function history(
  ...readings: Array<[seconds: number, count?: number, uptime?: number]>
): CounterHistory {
  return readings
    .map(
      ([seconds, count, uptimeSeconds]): Observation => ({
        time: at(seconds),
        uptimeSeconds,
        counters: new Map(
          count === undefined ? [] : [[KEY, { values: [0, count, 0, 0, 0] }]],
        ),
      }),
    )
    .reduce(observe, EMPTY_HISTORY);
}

function counted(of: CounterHistory, from: number): number | undefined {
  const coverage = coverageOf(of, { start: at(from) });
  return coverage && (growthOver(of, KEY, coverage)?.values[1] ?? 0);
}

describe('what a proxy counted', () => {
  it('is what its counter grew by since the start of the window', () => {
    const steady = history([0, 100], [10, 110], [20, 130], [30, 160]);
    expect(counted(steady, 0)).toBe(60);
    expect(counted(steady, 10)).toBe(50);
    expect(counted(steady, -3600)).toBe(60);
    expect(counted(steady, 31)).toBeUndefined();
  });

  it('counts a counter from zero that appears at a proxy already observed', () => {
    expect(counted(history([0], [10, 7], [20, 9]), 0)).toBe(9);
    expect(counted(history([0, 100], [10], [20, 5]), 0)).toBe(5);
    expect(counted(history([0, 3], [10], [20, 5]), 0)).toBe(5);
  });

  it('bridges restarts, even those the counter alone would hide', () => {
    expect(counted(history([0, 100, 500], [10, 110, 510], [20, 4, 3]), 0)).toBe(
      14,
    );
    expect(
      counted(history([0, 100, 500], [10, 110, 510], [20, 150, 8]), 0),
    ).toBe(160);
    expect(counted(history([0, 100], [10, 4], [20, 6]), 0)).toBe(6);
  });

  it('counts everything of a process that started within the window', () => {
    const young = history([0, 40, 20], [10, 45, 30]);
    expect(counted(young, -60)).toBe(45);
    expect(counted(young, -5)).toBe(5);
  });

  it('has a baseline near the start of the window or none', () => {
    const afterGap = history([-7_200, 100], [0, 900], [10, 950]);
    expect(counted(afterGap, -600)).toBe(50);
    const idle = history([-60, 100], [5, 120]);
    expect(counted(idle, -30)).toBe(20);
  });

  it('ignores an observation that is not newer', () => {
    const one = history([10, 5]);
    expect(observe(one, { time: at(10), counters: new Map() })).toBe(one);
  });

  it('starts anew when a histogram changes its bounds', () => {
    const bounds = (list: number[], values: number[], seconds: number) => ({
      time: at(seconds),
      counters: new Map<string, Counters>([[KEY, { bounds: list, values }]]),
    });
    const changed = [
      bounds([1, Infinity], [1, 2], 0),
      bounds([1, Infinity], [3, 5], 10),
      bounds([1, 5, Infinity], [1, 1, 2], 20),
      bounds([1, 5, Infinity], [1, 2, 3], 30),
    ].reduce(observe, EMPTY_HISTORY);
    const coverage = coverageOf(changed, { start: at(0) })!;
    expect(growthOver(changed, KEY, coverage)).toEqual({
      bounds: [1, 5, Infinity],
      values: [1, 2, 3],
    });
  });
});

describe('a step', () => {
  it('has the growth of the time it covers', () => {
    const of = history([0, 0], [20, 200], [30, 200]);
    const coverage = coverageOf(of, { start: at(0) })!;
    const step = (start: number, end: number) => {
      const grown = growthInStep(of, [KEY], coverage, {
        start: at(start),
        end: at(end),
      });
      return (
        grown && [
          grown.seconds,
          grown.growth.reduce((sum, { values }) => sum + values[1], 0),
        ]
      );
    };
    expect(step(0, 10)).toEqual([10, 100]);
    expect(step(15, 25)).toEqual([10, 50]);
    expect(step(25, 40)).toEqual([5, 0]);
    expect(step(-20, 0)).toBeUndefined();
    expect(step(30, 60)).toBeUndefined();
  });

  it('is not known within a long gap', () => {
    const of = history([0, 0], [1_000, 100], [1_010, 110]);
    const coverage = coverageOf(of, { start: at(0) })!;
    expect(
      growthInStep(of, [KEY], coverage, { start: at(500), end: at(515) }),
    ).toBeUndefined();
    expect(
      growthInStep(of, [KEY], coverage, { start: at(1_000), end: at(1_015) })
        ?.growth[0].values[1],
    ).toBe(10);
    expect(counted(of, 0)).toBe(110);
  });
});

describe('remembering', () => {
  it('thins old points without losing what was counted', () => {
    const full = history(
      ...Array.from({ length: 361 }, (_, i): [number, number] => [
        i * 10,
        i * i,
      ]),
    );
    const pruned = prune(full, {
      keepFrom: at(600),
      thinBefore: at(3_000),
      thinToMs: 60_000,
    });
    expect(pruned.points.length).toBeLessThan(110);
    expect(pruned.points[0].time).toBe(at(600));
    expect(counted(pruned, 600)).toBe(counted(full, 600));
    expect(counted(pruned, 3_100)).toBe(counted(full, 3_100));
  });

  it('shares what did not change', () => {
    const of = history([0, 5], [10, 5], [20, 6], [30, 6]);
    const [first, second, third, fourth] = of.points.map(
      ({ totals }) => totals,
    );
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(fourth).toBe(third);
  });
});

describe('tallyRules', () => {
  const window = trafficWindow(at(60), 60);
  const route = (name: string, rules = 1) => ({
    namespace: 'payments',
    name,
    rules: Array.from({ length: rules }, (_, index) => ({
      index,
      backends: 2,
    })),
    gateways: [{ namespace: 'platform', name: 'public', className: 'eg' }],
  });
  const proxy = (
    responses: CounterHistory,
    clusters: string[] = [KEY],
    gateway = 'public',
  ) => ({
    responses,
    latency: EMPTY_HISTORY,
    hasCluster: (key: string) => clusters.includes(key),
    serves: ({ name }: { name: string }) => name === gateway,
  });

  it('adds proxies up, and only those that serve a Gateway of the route', () => {
    const { rules, coveredSeconds } = tallyRules(
      [
        proxy(history([0, 100], [30, 160], [60, 160])),
        proxy(history([0, 0], [60, 30])),
        proxy(history([0, 0], [60, 5_000]), [KEY], 'other'),
      ],
      [route('payments')],
      window,
    );
    expect(figuresOf(rules[0].window)).toEqual({
      requests: 90,
      requestRate: 1.5,
      errorShare: 0,
    });
    expect(coveredSeconds).toBe(60);
    expect(rules[0].steps.map(({ rate }) => rate)).toEqual([
      2.5, 2.5, 0.5, 0.5,
    ]);
  });

  it('tells 0 from not known', () => {
    const observed = history([0], [60]);
    const { rules } = tallyRules(
      [proxy(observed)],
      [route('payments', 2)],
      window,
    );
    expect(rules[0].window.requests).toBe(0);
    expect(rules[0].steps[0].rate).toBe(0);
    expect(rules[1].window).toEqual({});
    expect(rules[1].steps.every(step => step.rate === undefined)).toBe(true);

    const once = tallyRules(
      [proxy(history([60, 7]))],
      [route('payments')],
      window,
    );
    expect(once.rules[0].window).toEqual({});
    expect(once.coveredSeconds).toBe(0);
    expect(tallyRules([], [route('payments')], window)).toEqual({ rules: [] });
  });

  it('adds up the clusters of a rule whose backends have one each', () => {
    const keys = ruleStatKeys(
      { namespace: 'payments', name: 'payments' },
      { index: 0, backends: 2 },
    );
    const reading = (seconds: number, first: number, second: number) => ({
      time: at(seconds),
      counters: new Map<string, Counters>([
        [keys[1], { values: [0, first, 0, 0, 0] }],
        [keys[2], { values: [0, 0, 0, 0, second] }],
      ]),
    });
    const responses = [reading(0, 1, 1), reading(60, 11, 31)].reduce(
      observe,
      EMPTY_HISTORY,
    );
    const { rules } = tallyRules(
      [proxy(responses, [keys[2]])],
      [route('payments')],
      window,
    );
    expect(figuresOf(rules[0].window)).toMatchObject({
      requests: 40,
      errorShare: 0.75,
    });
  });
});

describe('ruleStatKeys', () => {
  it('follows Envoy where a dot splits the name', () => {
    expect(
      ruleStatKeys(
        { namespace: 'demo', name: 'pay.v2' },
        { index: 0, backends: 1 },
      ),
    ).toEqual([
      'httproute/demo/pay\nv2_rule_0',
      'httproute/demo/pay\nv2_rule_0_backend_0',
    ]);
    expect(
      ruleStatKeys(
        { namespace: 'demo', name: 'pay' },
        { index: 3, backends: 0 },
      ),
    ).toEqual(['httproute/demo/pay/rule/3']);
  });
});
