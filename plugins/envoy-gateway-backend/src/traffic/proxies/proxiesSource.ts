import { tallyRules } from '../counters/tallyRules';
import { servesAny } from '../pods/proxyPods';
import { noProxyPods, proxiesUnread } from '../problems';
import {
  TrafficProblem,
  TrafficQuery,
  TrafficReading,
  TrafficSource,
} from '../types';
import { countersOfRecord } from './proxyRecord';
import { ProxySampler, Sampling } from './ProxySampler';

/** Reads the proxies' own statistics through the API server, and remembers what they said before. */
export function createProxiesSource(sampler: ProxySampler): TrafficSource {
  return {
    title: "The proxies' own statistics",
    handles: ({ traffic }) => traffic.type === 'proxies',
    read: query => readProxies(sampler, query),
  };
}

async function readProxies(
  sampler: ProxySampler,
  { cluster, routes, window, signal }: TrafficQuery,
): Promise<TrafficReading> {
  const { pods, unread } = await sampler.sample(
    cluster,
    pod => servesAny(pod, routes),
    signal,
  );
  const records = sampler
    .records(cluster.name)
    .filter(({ pod }) => servesAny(pod, routes));
  if (unread.length > 0 && unread.length === pods.length) {
    throw unread[0].error;
  }
  return {
    ...tallyRules(records.map(countersOfRecord), routes, window),
    generated: records.some(({ pod }) => pod.generated),
    problem: problemOf(cluster.name, pods, unread),
  };
}

function problemOf(
  cluster: string,
  pods: Sampling['pods'],
  unread: Sampling['unread'],
): TrafficProblem | undefined {
  if (pods.length === 0) {
    return noProxyPods(cluster);
  }
  return unread.length > 0
    ? proxiesUnread(cluster, unread, pods.length)
    : undefined;
}
