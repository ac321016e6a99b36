import { TrafficProblem } from './types';

/** Nothing runs Envoy for the Gateways concerned. */
export function noProxyPods(cluster: string): TrafficProblem {
  return {
    reason: 'NoProxyPods',
    message: `No pod in cluster ${cluster} runs Envoy for these Gateways.`,
    remedy:
      "See whether the Gateways are programmed and the envoy-gateway controller runs. Proxies that run outside the cluster need a traffic source of type prometheus, whose pods the cluster's API server can list.",
  };
}

/** No source is switched on. */
export function notConfigured(cluster: string): TrafficProblem {
  return {
    reason: 'NotConfigured',
    message: `No traffic source is switched on for cluster ${cluster}.`,
    remedy: `Set traffic of cluster ${cluster} in envoyGateway.clusters to type prometheus with the URL of the Prometheus that scrapes the proxies, or to type proxies.`,
  };
}

const PROXY_PERMISSION =
  "Allow the portal's service account to get pods/proxy and to list pods in the namespaces the proxies run in, or set traffic to type prometheus.";

/** A source that threw. */
export function sourceFailed(cluster: string, error: unknown): TrafficProblem {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  const remedies: Record<string, string> = {
    NotAllowedError: PROXY_PERMISSION,
    AuthenticationError: `Renew the credentials of cluster ${cluster}, or the token of its traffic source.`,
    AbortError: 'Ask for a shorter window, or try again.',
    TimeoutError: 'Ask for a shorter window, or try again.',
  };
  return {
    reason: name,
    message: message.slice(0, 1000),
    remedy:
      remedies[name] ??
      `See whether the traffic source of cluster ${cluster} can be reached from the portal's backend.`,
  };
}

/** Some proxies did not answer, so their requests are missing. */
export function proxiesUnread(
  cluster: string,
  unread: ReadonlyArray<{ pod: string; error: unknown }>,
  all: number,
): TrafficProblem {
  const [{ pod, error }] = unread;
  const { reason, message, remedy } = sourceFailed(cluster, error);
  return {
    reason,
    message: `${unread.length} of ${all} proxies did not answer, and their requests are missing. Pod ${pod}: ${message}`,
    remedy,
  };
}
