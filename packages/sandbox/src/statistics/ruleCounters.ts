import { createFlow, Flow, fraction } from './flow';
import {
  BUCKETS,
  HistogramCounts,
  LatencyShape,
  meanOf,
  shareWithin,
} from './latency';

/**
 * A rule that a proxy serves, and since when.
 */
export interface ServedRule {
  /** `httproute/<namespace>/<name>/rule/<index>`, as Envoy Gateway names the cluster. */
  cluster: string;
  /** What its traffic follows from. */
  seed: string;
  /** Milliseconds since the epoch. */
  since: number;
  /**
   * The share of requests that finds a backend; Envoy answers the others itself, with `directClass`. At 0
   * the cluster has no traffic of its own at all.
   */
  served: number;
  directClass: '3' | '5';
  /** Endpoints of its backends. */
  endpoints: number;
  /** Connection managers it is reached through, e.g. `http-10080`. */
  managers: string[];
  rateLimit?: 'local' | 'global';
  authentication?: 'apiKey' | 'jwt' | 'other';
}

/** What Envoy would have counted for a rule. Every number but `active` only ever grows. */
export interface RuleCounters {
  /** Answers of the backends, by code. */
  codes: Record<'200' | '404' | '503', number>;
  total: number;
  /** Answered by Envoy itself for want of a backend, or with a redirect. */
  direct: number;
  limited: number;
  unauthenticated: number;
  latency: HistogramCounts;
  active: number;
}

interface RuleModel {
  ok: Flow;
  notFound: Flow;
  failed: Flow;
  slow: Flow;
  direct: Flow;
  limited: Flow;
  unauthenticated: Flow;
  fast: LatencyShape;
  late: LatencyShape;
}

const SLOW_SHARE = 0.06;

function modelOf({ seed, served }: ServedRule): RuleModel {
  // From one request in two seconds to fifty a second, few rules being busy.
  const offered = 0.5 * 10 ** (2 * fraction(`${seed}/busy`));
  const mean = offered * served;
  const failing = 0.001 + 0.02 * fraction(`${seed}/failing`) ** 2;
  const missing = 0.005 + 0.03 * fraction(`${seed}/missing`);
  const medianMs = 8 * 10 ** (1.1 * fraction(`${seed}/latency`));
  return {
    ok: createFlow(`${seed}/ok`, mean * (1 - failing - missing)),
    notFound: createFlow(`${seed}/not-found`, mean * missing),
    failed: createFlow(`${seed}/failed`, mean * failing),
    slow: createFlow(`${seed}/slow`, mean * SLOW_SHARE),
    direct: createFlow(`${seed}/direct`, offered * (1 - served)),
    limited: createFlow(`${seed}/limited`, offered * 0.015),
    unauthenticated: createFlow(`${seed}/unauthenticated`, offered * 0.01),
    fast: { medianMs, spread: 0.45 },
    late: { medianMs: medianMs * 6, spread: 0.5 },
  };
}

/** The counters of a rule at a moment: a function of the rule and the time alone. */
export function countRule(rule: ServedRule, now: number): RuleCounters {
  const model = modelOf(rule);
  const so = (flow: Flow) => flow.between(rule.since, now);
  const codes = {
    '200': Math.floor(so(model.ok)),
    '404': Math.floor(so(model.notFound)),
    '503': Math.floor(so(model.failed)),
  };
  const total = codes['200'] + codes['404'] + codes['503'];
  // The slow share swings less than all requests do at least, so what is left for the fast ones grows too.
  const slow = so(model.slow);
  const fast = so(model.ok) + so(model.notFound) + so(model.failed) - slow;
  const rate =
    model.ok.rateAt(now) +
    model.notFound.rateAt(now) +
    model.failed.rateAt(now);
  const sumMs = fast * meanOf(model.fast) + slow * meanOf(model.late);
  return {
    codes,
    total,
    direct: Math.floor(so(model.direct)),
    limited: rule.rateLimit ? Math.floor(so(model.limited)) : 0,
    unauthenticated: rule.authentication
      ? Math.floor(so(model.unauthenticated))
      : 0,
    latency: {
      buckets: BUCKETS.map(bound =>
        Math.min(
          total,
          Math.floor(
            fast * shareWithin(model.fast, bound) +
              slow * shareWithin(model.late, bound),
          ),
        ),
      ),
      count: total,
      sumMs: Math.floor(sumMs),
    },
    active: total ? Math.round((rate * meanOf(model.fast)) / 1000) : 0,
  };
}
