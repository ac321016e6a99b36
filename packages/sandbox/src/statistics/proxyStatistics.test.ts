import { renderProxyStatistics, ServedProxy } from './proxyStatistics';
import { ServedRule } from './ruleCounters';

const START = Date.UTC(2026, 0, 1, 12);
const SECOND = 1000;
const HOUR = 3600 * SECOND;

function rule(name: string, extra: Partial<ServedRule> = {}): ServedRule {
  return {
    cluster: `httproute/payments/${name}/rule/0`,
    seed: `production/${name}`,
    since: START,
    served: 1,
    directClass: '5',
    endpoints: 2,
    managers: ['http-10080'],
    ...extra,
  };
}

function proxy(...rules: ServedRule[]): ServedProxy {
  return {
    startedAt: START,
    managers: ['http-10080', 'https-10443'],
    certificates: [{ name: 'platform/public-tls', address: '0.0.0.0_10443' }],
    rules,
  };
}

/** Samples of the text by series, and the types of the metrics. */
function parse(text: string) {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type) {
      expect(types.has(type[1])).toBe(false);
      types.set(type[1], type[2]);
    } else if (line && !line.startsWith('#')) {
      const sample = /^([a-zA-Z_][a-zA-Z0-9_]*\{.*\}) (-?[0-9.e+]+)$/.exec(
        line,
      );
      expect(sample).not.toBeNull();
      if (sample) samples.set(sample[1], Number(sample[2]));
    }
  }
  return { samples, types };
}

const at = (served: ServedProxy, seconds: number) =>
  parse(renderProxyStatistics(served, START + seconds * SECOND)).samples;

const PAY = '{envoy_cluster_name="httproute/payments/pay/rule/0"}';

describe('renderProxyStatistics', () => {
  it('says that it is generated, and the same every time for the same moment', () => {
    const text = renderProxyStatistics(proxy(rule('pay')), START + HOUR);
    expect(text.split('\n')[0]).toContain('Generated');
    expect(renderProxyStatistics(proxy(rule('pay')), START + HOUR)).toBe(text);
    expect(
      renderProxyStatistics(
        proxy(rule('pay', { seed: 'staging/pay' })),
        START + HOUR,
      ),
    ).not.toBe(text);
  });

  it('counts what never falls, and gauges what may', () => {
    const served = proxy(
      rule('pay', { rateLimit: 'global', authentication: 'jwt' }),
      rule('list', {
        rateLimit: 'local',
        authentication: 'apiKey',
        managers: ['http-10080', 'https-10443'],
      }),
      rule('canary', { served: 0.9 }),
      rule('moved', { served: 0, directClass: '3', endpoints: 0 }),
    );
    const { types } = parse(renderProxyStatistics(served, START + HOUR));
    let before = at(served, 0);
    for (const seconds of [1, 2, 3, 7, 60, 61, 3600, 40_000, 86_400, 200_000]) {
      const after = at(served, seconds);
      for (const [series, value] of before) {
        const name = series.split('{')[0];
        const family = name.replace(/_(bucket|sum|count)$/, '');
        if ((types.get(name) ?? types.get(family)) === 'gauge') continue;
        expect([series, (after.get(series) ?? -1) >= value]).toEqual([
          series,
          true,
        ]);
      }
      before = after;
    }
    expect(before.size).toBeGreaterThan(150);
  });

  it('moves: the rate differs from minute to minute, around a steady mean', () => {
    const served = proxy(rule('pay'));
    const total = (seconds: number) =>
      at(served, seconds).get(`envoy_cluster_upstream_rq_total${PAY}`) ?? 0;
    const minutes = Array.from(
      { length: 20 },
      (_, index) => total((index + 1) * 60) - total(index * 60),
    );
    expect(new Set(minutes).size).toBeGreaterThan(10);
    const mean = minutes.reduce((sum, value) => sum + value, 0) / 20;
    expect(Math.max(...minutes)).toBeLessThan(mean * 1.6);
    expect(Math.min(...minutes)).toBeGreaterThan(mean * 0.4);
  });

  it('has histograms whose buckets rise up to the count, which is the number of requests', () => {
    const samples = at(proxy(rule('pay')), 3600);
    const buckets = [...samples].filter(([series]) =>
      series.startsWith('envoy_cluster_upstream_rq_time_bucket'),
    );
    expect(buckets.map(([series]) => /le="([^"]+)"/.exec(series)?.[1])).toEqual(
      '0.5 1 5 10 25 50 100 250 500 1000 2500 5000 10000 30000 60000 300000 600000 1800000 3600000 +Inf'.split(
        ' ',
      ),
    );
    const counts = buckets.map(([, value]) => value);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const total = samples.get(`envoy_cluster_upstream_rq_total${PAY}`);
    expect(counts.at(-1)).toBe(total);
    expect(samples.get(`envoy_cluster_upstream_rq_time_count${PAY}`)).toBe(
      total,
    );
    const classes = [...samples]
      .filter(([series]) => series.startsWith('envoy_cluster_upstream_rq_xx'))
      .map(([, value]) => value);
    expect(classes.reduce((sum, value) => sum + value, 0)).toBe(total);
    const sum =
      samples.get(`envoy_cluster_upstream_rq_time_sum${PAY}`) ?? Number.NaN;
    const meanMs = sum / (total ?? 1);
    expect(meanMs).toBeGreaterThan(5);
    expect(meanMs).toBeLessThan(1000);
  });

  it('has no upstream series where nothing reached a backend', () => {
    const early = at(proxy(rule('pay')), 0);
    expect(early.has(`envoy_cluster_membership_total${PAY}`)).toBe(true);
    expect(early.has(`envoy_cluster_upstream_rq_total${PAY}`)).toBe(false);

    const broken = at(proxy(rule('pay', { served: 0, endpoints: 0 })), 3600);
    expect([...broken.keys()].join('\n')).not.toContain('payments/pay');
    expect(
      broken.get(
        'envoy_http_downstream_rq_xx{envoy_response_code_class="5",envoy_http_conn_manager_prefix="http-10080"}',
      ),
    ).toBeGreaterThan(0);
  });

  it('counts refusals at the listener, and global limits at the rule', () => {
    const samples = at(
      proxy(
        rule('pay', { rateLimit: 'global', authentication: 'jwt' }),
        rule('list', { rateLimit: 'local', authentication: 'apiKey' }),
      ),
      3600,
    );
    expect(
      samples.get(`envoy_cluster_ratelimit_over_limit${PAY}`),
    ).toBeGreaterThan(0);
    for (const series of [
      'envoy_http_local_rate_limit_rate_limited{envoy_local_http_ratelimit_prefix="http_local_rate_limiter"}',
      'envoy_http_jwt_authn_denied{envoy_http_conn_manager_prefix="http-10080"}',
      'envoy_http_api_key_auth_unauthorized{envoy_http_conn_manager_prefix="http-10080"}',
    ]) {
      expect(samples.get(series)).toBeGreaterThan(0);
    }
  });

  it('names clusters with a dot as Envoy does', () => {
    const samples = at(proxy(rule('pay.v2')), 3600);
    expect(
      samples.get(
        'envoy_cluster_v2_rule_0_upstream_rq_total{envoy_cluster_name="httproute/payments/pay"}',
      ),
    ).toBeGreaterThan(0);
  });
});
