import { EMPTY_HISTORY, observe, prune } from '../counters/counterHistory';
import { ProxyCounters } from '../counters/tallyRules';
import { CounterHistory } from '../counters/types';
import { ProxyPod, servesGateway } from '../pods/proxyPods';
import { ProxyStatistics } from './readStatistics';

const KEEP_MS = 3_600_000;
const FULL_RESOLUTION_MS = 600_000;
const THINNED_TO_MS = 60_000;

/** What is remembered of a proxy pod. */
export interface ProxyRecord {
  pod: ProxyPod;
  /** When it was read last; milliseconds since the epoch. */
  readAt: number;
  clusters: ReadonlySet<string>;
  responses: CounterHistory;
  latency: CounterHistory;
}

/** Adds a reading of a proxy to what is remembered of it: an hour, the last ten minutes in full. */
export function recordReading(
  record: ProxyRecord | undefined,
  pod: ProxyPod,
  statistics: ProxyStatistics,
  time: number,
): ProxyRecord {
  const { uptimeSeconds, clusters, responses, latency } = statistics;
  const append = (
    history: CounterHistory = EMPTY_HISTORY,
    counters: ProxyStatistics['responses'],
  ) =>
    prune(observe(history, { time, uptimeSeconds, counters }), {
      keepFrom: time - KEEP_MS,
      thinBefore: time - FULL_RESOLUTION_MS,
      thinToMs: THINNED_TO_MS,
    });
  return {
    pod,
    readAt: time,
    clusters,
    responses: append(record?.responses, responses),
    latency: append(record?.latency, latency),
  };
}

/** Whether a proxy that is gone can still have counted something in a window. */
export function isWorthKeeping(record: ProxyRecord, now: number): boolean {
  return now - record.readAt <= KEEP_MS;
}

export function countersOfRecord(record: ProxyRecord): ProxyCounters {
  const { points } = record.responses;
  const { totals } = points[points.length - 1];
  return {
    serves: gateway => servesGateway(record.pod, gateway),
    hasCluster: key => record.clusters.has(key) || totals.has(key),
    responses: record.responses,
    latency: record.latency,
  };
}
