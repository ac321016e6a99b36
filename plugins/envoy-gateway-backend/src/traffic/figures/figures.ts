import {
  TrafficFigures,
  TrafficPoint,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { histogramQuantile } from './buckets';
import { Tally } from './tally';

/** Turns what was counted over a window into the figures that are shown. */
export function figuresOf(tally: Tally): TrafficFigures {
  return dropUnknown({
    requests: tally.requests,
    requestRate: tally.rate,
    errorShare: errorShareOf(tally),
    p50: quantileOf(tally, 0.5),
    p95: quantileOf(tally, 0.95),
    p99: quantileOf(tally, 0.99),
  });
}

/** Turns what was counted in one step into a point of the chart. */
export function pointOf(time: number, tally: Tally): TrafficPoint {
  return dropUnknown({
    time,
    requestRate: tally.rate,
    errorShare: errorShareOf(tally),
    p95: quantileOf(tally, 0.95),
  });
}

/** A share of nothing is not 0: it is not known. */
function errorShareOf({ requests, errors }: Tally): number | undefined {
  return requests && errors !== undefined ? errors / requests : undefined;
}

/** Envoy tells times a few seconds after it counts: those of requests before the window are not the window's. */
function quantileOf(
  { latency, requests }: Tally,
  q: number,
): number | undefined {
  return requests === 0 ? undefined : latency && histogramQuantile(q, latency);
}

function dropUnknown<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, v]) => v !== undefined),
  ) as T;
}
