import {
  NOW,
  FIRST,
  SECOND,
  route,
  Samples,
  series,
  CLUSTER,
  uptime,
  responses,
  members,
  scrapes,
  running,
  read,
} from '../../__testUtils__/prometheusScenario';
import { proxyPod } from '../../__testUtils__/manifests';
import { figuresOf } from '../figures/figures';

describe('figures', () => {
  it("equal the proxies' own counters, added up over proxies and classes", async () => {
    const { rules, coveredSeconds, generated, problem } = await read([
      running(FIRST),
      running(SECOND),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 5_000 + s),
      ),
      responses(
        FIRST,
        '5',
        scrapes(s => (s < -100 ? 7 : 10)),
      ),
      responses(
        SECOND,
        '2',
        scrapes(s => 900 + 2 * s),
      ),
    ]);
    expect(problem).toBeUndefined();
    expect(generated).toBe(false);
    expect(coveredSeconds).toBe(300);
    expect(figuresOf(rules[0].window)).toEqual({
      requests: 300 + 3 + 600,
      requestRate: 903 / 300,
      errorShare: 3 / 903,
    });
    expect(rules[0].steps).toHaveLength(20);
    expect(rules[0].steps[0].rate).toBeCloseTo(3);
  });

  it('count the first requests of a rule, which increase() would miss', async () => {
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => (s < -60 ? undefined : 42)),
      ),
    ]);
    expect(rules[0].window.requests).toBe(42);
  });

  it('are 0 for a rule without requests, and unknown for one without an Envoy cluster', async () => {
    const { rules } = await read([running(FIRST), members(FIRST)], {
      routes: [route('payments', 2)],
    });
    expect(rules[0].window).toMatchObject({ requests: 0, rate: 0 });
    expect(rules[1].window).toEqual({});
  });

  it('bridge a restart, and count a proxy that started within the window in full', async () => {
    const { rules } = await read([
      uptime(
        FIRST,
        scrapes(s => (s < -120 ? 86_400 + s : s + 120)),
      ),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => (s < -120 ? 50 : 60 + s / 2)),
      ),
      running(SECOND, -90),
      members(SECOND),
      responses(
        SECOND,
        '2',
        scrapes(s => (s < -75 ? undefined : 30)),
      ),
    ]);
    // FIRST: 0 to 60 after its restart; it had not counted before in this window.
    expect(rules[0].window.requests).toBe(60 + 30);
  });

  it('count a proxy once that is scraped twice', async () => {
    const counter = responses(
      FIRST,
      '2',
      scrapes(s => 1_000 + s),
    );
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      counter,
      { ...counter, metric: { ...counter.metric, job: 'podmonitor' } },
    ]);
    expect(rules[0].window.requests).toBe(300);
  });

  it('count proxies of the same fleet that are gone', async () => {
    const gone = 'envoy-platform-public-1234-55555-zzzzz';
    const until = (stop: number, samples: Samples): Samples =>
      samples.map(([t, v]) => [t, t - NOW > stop ? undefined : v]);
    const gonesSeries = [
      uptime(
        gone,
        until(
          -150,
          scrapes(s => 86_400 + s),
        ),
      ),
      responses(
        gone,
        '2',
        until(
          -150,
          scrapes(s => 1_000 + s),
        ),
      ),
    ];
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      ...gonesSeries,
    ]);
    expect(rules[0].window.requests).toBe(150);
  });

  it('leave out the proxies of other clusters that the same Prometheus scrapes', async () => {
    const elsewhere = 'envoy-platform-public-1234-99999-yyyyy';
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 1_000 + s),
      ),
      running(elsewhere),
      members(elsewhere),
      responses(
        elsewhere,
        '2',
        scrapes(s => 9_000 + 7 * s),
      ),
    ]);
    expect(rules[0].window.requests).toBe(300);
  });

  it('have quantiles of what was observed in the window', async () => {
    const bucket = (le: string, valueAt: (seconds: number) => number) =>
      series(
        'envoy_cluster_upstream_rq_time_bucket',
        FIRST,
        { envoy_cluster_name: CLUSTER, le },
        scrapes(valueAt),
      );
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 1_000 + s),
      ),
      // What came before the window took long; what came in it took up to 10 ms.
      bucket('5', s => (s < -300 ? 0 : (300 + s) / 2)),
      bucket('10', s => (s < -300 ? 0 : 300 + s)),
      bucket('1000', s => 700 + s),
      bucket('+Inf', s => 1_000 + s),
    ]);
    const { p50, p95, p99 } = figuresOf(rules[0].window);
    expect(p50).toBeCloseTo(5, 1);
    expect(p95).toBeCloseTo(9.5, 1);
    expect(p99).toBeCloseTo(9.9, 1);
  });

  it('reach a route whose name has a dot', async () => {
    const dotted = series(
      'envoy_cluster_v2_rule_0_upstream_rq_xx',
      FIRST,
      {
        envoy_cluster_name: 'httproute/payments/pay',
        envoy_response_code_class: '2',
      },
      scrapes(s => 700 + s),
    );
    const { rules } = await read(
      [
        running(FIRST),
        members(FIRST),
        responses(
          FIRST,
          '2',
          scrapes(s => 1_000 + 2 * s),
        ),
        dotted,
      ],
      { routes: [route('pay.v2'), route()] },
    );
    expect(rules.map(({ name, window }) => [name, window.requests])).toEqual([
      ['pay.v2', 300],
      ['payments', 600],
    ]);
  });

  it('say when the proxies generate their statistics', async () => {
    const { generated } = await read([running(FIRST)], {
      pods: [proxyPod('aaaaa', { generated: true })],
    });
    expect(generated).toBe(true);
  });
});
