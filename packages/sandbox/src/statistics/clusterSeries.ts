import { Exposition, Labels } from './exposition';
import { BUCKETS } from './latency';
import { RuleCounters, ServedRule } from './ruleCounters';

/**
 * How Envoy names the series of a cluster. A dot in the cluster's name ends the label and puts the rest
 * into the metric's name, as it does in Envoy.
 */
function naming(cluster: string): {
  prefix: string;
  labels: Labels;
} {
  const dot = cluster.indexOf('.');
  if (dot < 0) {
    return { prefix: 'envoy_cluster', labels: { envoy_cluster_name: cluster } };
  }
  const rest = cluster.slice(dot + 1).replace(/[^A-Za-z0-9_]/g, '_');
  return {
    prefix: `envoy_cluster_${rest}`,
    labels: { envoy_cluster_name: cluster.slice(0, dot) },
  };
}

/** The series of a rule's upstream cluster; its traffic is absent until the first request. */
export function writeClusterSeries(
  exposition: Exposition,
  rule: ServedRule,
  counters: RuleCounters,
): void {
  if (rule.served === 0) return;
  const { prefix, labels } = naming(rule.cluster);
  exposition.gauge(`${prefix}_membership_total`, labels, rule.endpoints);
  exposition.gauge(`${prefix}_membership_healthy`, labels, rule.endpoints);
  exposition.gauge(`${prefix}_membership_degraded`, labels, 0);
  exposition.gauge(`${prefix}_membership_excluded`, labels, 0);
  if (counters.total > 0) {
    exposition.counter(`${prefix}_upstream_rq_total`, labels, counters.total);
    exposition.counter(
      `${prefix}_upstream_rq_completed`,
      labels,
      counters.total,
    );
    for (const [code, count] of Object.entries(counters.codes)) {
      if (count === 0) continue;
      exposition.counter(
        `${prefix}_upstream_rq`,
        { envoy_response_code: code, ...labels },
        count,
      );
      exposition.counter(
        `${prefix}_upstream_rq_xx`,
        { envoy_response_code_class: code[0], ...labels },
        count,
      );
    }
    exposition.gauge(`${prefix}_upstream_rq_active`, labels, counters.active);
    exposition.counter(`${prefix}_upstream_rq_timeout`, labels, 0);
    exposition.counter(`${prefix}_upstream_rq_retry`, labels, 0);
    exposition.counter(`${prefix}_upstream_rq_pending_overflow`, labels, 0);
    const { buckets, count, sumMs } = counters.latency;
    exposition.histogram(`${prefix}_upstream_rq_time`, labels, {
      bounds: BUCKETS,
      buckets,
      count,
      sum: sumMs,
    });
  }
  if (rule.rateLimit === 'global') {
    exposition.counter(`${prefix}_ratelimit_ok`, labels, counters.total);
    exposition.counter(
      `${prefix}_ratelimit_over_limit`,
      labels,
      counters.limited,
    );
  }
}
