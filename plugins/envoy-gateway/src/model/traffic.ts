import {
  Traffic,
  TrafficFigures,
  TrafficPoint,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { routeKey } from './names';

/** The traffic of an entity as the tab knows it now. */
export type TrafficState =
  | { state: 'loading' }
  | { state: 'denied' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; traffic: Traffic };

/** Why there is no figure. */
export type MissingReason =
  | 'loading'
  | 'denied'
  | 'failed'
  | 'noSource'
  | 'noSourceAnywhere'
  | 'noRequests'
  | 'notReported';

/** What is known of the traffic of one rule. */
export type RuleTraffic =
  | { state: 'figures'; figures: TrafficFigures; points: TrafficPoint[] }
  | { state: 'loading' | 'denied' | 'failed' | 'noSource' };

/** The figures of a rule, or why there are none. */
export function ruleTraffic(
  state: TrafficState,
  route: { cluster: string; namespace: string; name: string },
  ruleIndex: number,
): RuleTraffic {
  if (state.state !== 'ready') {
    return { state: state.state };
  }
  const { traffic } = state;
  const rule = traffic.routes
    .find(candidate => routeKey(candidate) === routeKey(route))
    ?.rules.find(candidate => candidate.index === ruleIndex);
  if (rule && hasFigures(rule)) {
    return { state: 'figures', figures: rule, points: rule.points };
  }
  const source = traffic.sources.find(
    candidate => candidate.cluster === route.cluster,
  );
  if (!source || source.source === 'none') {
    return { state: 'noSource' };
  }
  // Envoy has no series for a rule until its first request: an empty answer of a sound source is one.
  return source.problem
    ? { state: 'failed' }
    : { state: 'figures', figures: {}, points: [] };
}

/** Clusters whose requests are missing from the sums, wholly or in part. */
export function unheardClusters(state: TrafficState): string[] {
  return state.state === 'ready'
    ? state.traffic.sources
        .filter(({ source, problem }) => source === 'none' || problem)
        .map(({ cluster }) => cluster)
    : [];
}

/** What a cluster's traffic source says is wrong, and what to do about it. */
export function sourceProblem(
  state: TrafficState,
  cluster: string,
): { message: string; remedy: string } | undefined {
  return state.state === 'ready'
    ? state.traffic.sources.find(source => source.cluster === cluster)?.problem
    : undefined;
}

/** Why one figure among others is missing. */
export function missingFigure(figures: TrafficFigures): MissingReason {
  const counted = figures.requests ?? figures.requestRate;
  return counted === undefined || counted === 0 ? 'noRequests' : 'notReported';
}

/** Why the figures of the whole entity are missing. */
export function missingTotal(state: TrafficState): MissingReason {
  if (state.state !== 'ready') {
    return state.state;
  }
  const { sources, total } = state.traffic;
  if (sources.length > 0 && sources.every(({ source }) => source === 'none')) {
    return 'noSourceAnywhere';
  }
  return !hasFigures(total) && sources.some(({ problem }) => problem)
    ? 'failed'
    : missingFigure(total);
}

/** Whether there is anything to draw for some figure. */
export function hasPoints(
  points: readonly TrafficPoint[],
  figure: 'requestRate' | 'errorShare' | 'p95',
): boolean {
  return points.some(point => point[figure] !== undefined);
}

/** Requests per step, for bars; missing where the rate is. */
export function requestsPerStep(
  points: readonly TrafficPoint[],
  stepSeconds: number,
): Array<number | undefined> {
  return points.map(point =>
    point.requestRate === undefined
      ? undefined
      : point.requestRate * stepSeconds,
  );
}

function hasFigures(figures: TrafficFigures): boolean {
  return (
    figures.requests !== undefined ||
    figures.requestRate !== undefined ||
    figures.p95 !== undefined
  );
}

/**
 * The seconds the figures of all clusters together speak of: the window, or what the source that looked
 * longest covers of it. A figure says over what it was taken, not over what was asked for.
 */
export function coveredSeconds(traffic: Traffic): number {
  const longest = Math.max(
    0,
    ...traffic.sources
      .filter(({ source }) => source !== 'none')
      .map(source => source.coveredSeconds ?? traffic.windowSeconds),
  );
  const partial = longest > 0 && longest < traffic.windowSeconds * 0.95;
  return partial ? Math.round(longest) : traffic.windowSeconds;
}
