/** Splits the two parts of a key; occurs in no metric name and in no label worth reading. */
const SEPARATOR = '\n';

/**
 * Names the counters of one Envoy cluster as they appear in Prometheus' text format: by the label
 * `envoy_cluster_name`, and by what slipped from the cluster's name into the metric's name. Envoy ends
 * the label at the first dot of the name.
 */
export function statKey(label: string, slipped: string = ''): string {
  return slipped ? `${label}${SEPARATOR}${slipped}` : label;
}

/** The key under which the counters of an Envoy cluster appear. */
export function statKeyOf(clusterName: string): string {
  const dot = clusterName.indexOf('.');
  return dot < 0
    ? clusterName
    : statKey(
        clusterName.slice(0, dot),
        slippedName(clusterName.slice(dot + 1)),
      );
}

/** What a part of a cluster's name looks like in the name of a metric. */
export function slippedName(part: string): string {
  return part.replace(/[^a-zA-Z0-9_]/g, '_');
}

/**
 * The Envoy clusters Envoy Gateway makes for a rule of an HTTPRoute: one for the rule, or one per
 * backend where backends cannot share it.
 */
export function ruleStatKeys(
  route: { namespace: string; name: string },
  rule: { index: number; backends: number },
): string[] {
  const name = `httproute/${route.namespace}/${route.name}/rule/${rule.index}`;
  const perBackend = Array.from(
    { length: rule.backends },
    (_, backend) => `${name}/backend/${backend}`,
  );
  return [name, ...perBackend].map(statKeyOf);
}
