import { Exposition } from './exposition';
import { addHistograms, BUCKETS, HistogramCounts } from './latency';
import { RuleCounters, ServedRule } from './ruleCounters';

/** What one connection manager counts of one rule. */
interface Share {
  rule: ServedRule;
  classes: Record<'2' | '3' | '4' | '5', number>;
  latency: HistogramCounts;
  allowed: number;
  unauthenticated: number;
}

/** One of `parts` equal parts of a growing count; each part grows, and together they are the whole. */
function part(count: number, index: number, parts: number): number {
  return Math.floor((count + index) / parts);
}

function shareOf(
  rule: ServedRule,
  counters: RuleCounters,
  manager: string,
): Share {
  const index = rule.managers.indexOf(manager);
  const own = (count: number) => part(count, index, rule.managers.length);
  const { codes, direct, limited, unauthenticated, latency } = counters;
  const refused = own(limited) + own(unauthenticated);
  const answeredHere = own(direct) + refused;
  return {
    rule,
    classes: {
      '2': own(codes['200']),
      '3': rule.directClass === '3' ? own(direct) : 0,
      '4': own(codes['404']) + refused,
      '5': own(codes['503']) + (rule.directClass === '5' ? own(direct) : 0),
    },
    // What Envoy answers itself, it answers within half a millisecond.
    latency: {
      buckets: latency.buckets.map(count => own(count) + answeredHere),
      count: own(latency.count) + answeredHere,
      sumMs: own(latency.sumMs),
    },
    allowed: own(counters.total),
    unauthenticated: own(unauthenticated),
  };
}

function total(shares: Share[], count: (share: Share) => number): number {
  return shares.reduce((sum, share) => sum + count(share), 0);
}

function writeAuthentication(
  exposition: Exposition,
  labels: Record<string, string>,
  shares: Share[],
) {
  const by = (kind: ServedRule['authentication']) =>
    shares.filter(({ rule }) => rule.authentication === kind);
  const keys = by('apiKey');
  if (keys.length) {
    exposition.counter(
      'envoy_http_api_key_auth_allowed',
      labels,
      total(keys, ({ allowed }) => allowed),
    );
    exposition.counter(
      'envoy_http_api_key_auth_unauthorized',
      labels,
      total(keys, ({ unauthenticated }) => unauthenticated),
    );
    exposition.counter('envoy_http_api_key_auth_forbidden', labels, 0);
  }
  const tokens = by('jwt');
  if (tokens.length) {
    exposition.counter(
      'envoy_http_jwt_authn_allowed',
      labels,
      total(tokens, ({ allowed }) => allowed),
    );
    exposition.counter(
      'envoy_http_jwt_authn_denied',
      labels,
      total(tokens, ({ unauthenticated }) => unauthenticated),
    );
  }
}

/** The series of a proxy's connection managers: what clients saw, whoever answered. */
export function writeListenerSeries(
  exposition: Exposition,
  managers: readonly string[],
  rules: ReadonlyArray<{ rule: ServedRule; counters: RuleCounters }>,
): void {
  for (const manager of managers) {
    const labels = { envoy_http_conn_manager_prefix: manager };
    const shares = rules
      .filter(({ rule }) => rule.managers.includes(manager))
      .map(({ rule, counters }) => shareOf(rule, counters, manager));
    const latency = addHistograms(shares.map(share => share.latency));
    exposition.counter('envoy_http_downstream_rq_total', labels, latency.count);
    for (const responseClass of ['1', '2', '3', '4', '5'] as const) {
      exposition.counter(
        'envoy_http_downstream_rq_xx',
        { envoy_response_code_class: responseClass, ...labels },
        responseClass === '1'
          ? 0
          : total(shares, ({ classes }) => classes[responseClass]),
      );
    }
    exposition.gauge(
      'envoy_http_downstream_cx_active',
      labels,
      shares.length * 3,
    );
    exposition.histogram('envoy_http_downstream_rq_time', labels, {
      bounds: BUCKETS,
      buckets: latency.buckets,
      count: latency.count,
      sum: latency.sumMs,
    });
    writeAuthentication(exposition, labels, shares);
  }
  const local = rules.filter(({ rule }) => rule.rateLimit === 'local');
  if (local.length) {
    const labels = {
      envoy_local_http_ratelimit_prefix: 'http_local_rate_limiter',
    };
    const limited = local.reduce((sum, one) => sum + one.counters.limited, 0);
    const ok = local.reduce((sum, one) => sum + one.counters.total, 0);
    for (const [name, value] of [
      ['enabled', ok + limited],
      ['enforced', limited],
      ['ok', ok],
      ['rate_limited', limited],
    ] as const) {
      exposition.counter(`envoy_http_local_rate_limit_${name}`, labels, value);
    }
  }
}
