/** The counters of one Envoy cluster at a moment. */
export interface ClusterCounters {
  /** Responses by class; none before the first request. */
  classes?: Partial<Record<'1' | '2' | '3' | '4' | '5', number>>;
  /** Observations up to each bound. */
  buckets?: Record<string, number>;
  endpoints?: number;
}

/** A page of `/stats/prometheus` in the form Envoy writes it. */
export function statisticsPage(
  uptimeSeconds: number,
  clusters: Record<string, ClusterCounters>,
): string {
  const lines: string[] = [];
  for (const [name, { classes, buckets, endpoints = 2 }] of Object.entries(
    clusters,
  )) {
    const { metric, label } = namesOf(name);
    for (const [responseClass, count] of Object.entries(classes ?? {})) {
      const labels = `envoy_response_code_class="${responseClass}",envoy_cluster_name="${label}"`;
      lines.push(
        `${metric}_external_upstream_rq_xx{${labels}} ${count}`,
        `${metric}_upstream_rq_xx{${labels}} ${count}`,
      );
    }
    lines.push(
      `${metric}_membership_total{envoy_cluster_name="${label}"} ${endpoints}`,
    );
    for (const [le, count] of Object.entries(buckets ?? {})) {
      lines.push(
        `${metric}_upstream_rq_time_bucket{envoy_cluster_name="${label}",le="${le}"} ${count}`,
      );
    }
  }
  return [
    '# TYPE envoy_cluster_upstream_rq_xx counter',
    'envoy_cluster_upstream_rq_xx{envoy_response_code_class="2",envoy_cluster_name="xds_cluster"} 1',
    ...lines,
    '# TYPE envoy_server_uptime gauge',
    `envoy_server_uptime{} ${uptimeSeconds}`,
    '',
  ].join('\n');
}

/** Envoy ends the label at the first dot of the cluster's name; the rest slips into the metric's name. */
function namesOf(cluster: string): { metric: string; label: string } {
  const dot = cluster.indexOf('.');
  return dot < 0
    ? { metric: 'envoy_cluster', label: cluster }
    : {
        metric: `envoy_cluster_${cluster
          .slice(dot + 1)
          .replace(/[^a-zA-Z0-9]/g, '_')}`,
        label: cluster.slice(0, dot),
      };
}
