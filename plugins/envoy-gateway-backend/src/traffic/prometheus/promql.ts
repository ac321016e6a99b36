import { slippedName } from '../counters/statKey';
import { TrafficRoute } from '../types';

/** Writes a value as a PromQL string, so that nothing in it can end the string. */
export function promqlString(value: string): string {
  const escaped = value.replace(/[\\"\p{Cc}\u2028\u2029]/gu, character => {
    switch (character) {
      case '\\':
        return '\\\\';
      case '"':
        return '\\"';
      case '\n':
        return '\\n';
      default:
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    }
  });
  return `"${escaped}"`;
}

/** Writes text as a regular expression (RE2) that matches it alone. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The proxies figures are asked of. */
export interface ProxySelection {
  podLabel: string;
  namespaceLabel: string;
  /** Regular expressions of pod names. */
  pods: readonly string[];
  namespaces: readonly string[];
}

/** Label matchers that select series of these proxies. */
export function proxyMatchers(selection: ProxySelection): string {
  const namespaces = selection.namespaces.map(escapeRegex).join('|');
  return [
    `${selection.namespaceLabel}=~${promqlString(namespaces)}`,
    `${selection.podLabel}=~${promqlString(selection.pods.join('|'))}`,
  ].join(',');
}

/**
 * Selects a metric of the Envoy clusters of routes at these proxies, e.g. `upstream_rq_xx`. Of a route
 * with a dot in its name Envoy moves what follows the dot from the label to the name of the metric.
 */
export function clusterSelector(
  metric: string,
  routes: ReadonlyArray<Pick<TrafficRoute, 'namespace' | 'name'>>,
  proxies: string,
): string {
  const plain: string[] = [];
  const dotted: string[] = [];
  for (const { namespace, name } of routes) {
    const cluster = `httproute/${namespace}/${name}`;
    const dot = cluster.indexOf('.');
    if (dot < 0) {
      plain.push(escapeRegex(cluster));
      continue;
    }
    const slipped = escapeRegex(slippedName(cluster.slice(dot + 1)));
    dotted.push(
      `{${[
        `__name__=~${promqlString(
          `envoy_cluster_${slipped}_rule_[0-9]+(_backend_[0-9]+)?_${metric}`,
        )}`,
        `envoy_cluster_name=${promqlString(cluster.slice(0, dot))}`,
        proxies,
      ].join(',')}}`,
    );
  }
  const names = `(${plain.join('|')})/rule/[0-9]+(/backend/[0-9]+)?`;
  const selectors =
    plain.length === 0
      ? dotted
      : [
          `envoy_cluster_${metric}{envoy_cluster_name=~${promqlString(
            names,
          )},${proxies}}`,
          ...dotted,
        ];
  return selectors.join(' or ');
}
