import { addTallies, Tally } from '../figures/tally';
import { TrafficWindow } from '../figures/trafficWindow';
import { RuleTally, TrafficRoute } from '../types';
import { Coverage, coverageOf, growthInStep, growthOver } from './growth';
import { ruleStatKeys } from './statKey';
import { CounterHistory, Counters } from './types';

/** Where responses of class 5xx stand in the values. */
const SERVER_ERRORS = 4;

/** What one proxy counted. */
export interface ProxyCounters {
  /** Whether it serves a Gateway. */
  serves: (gateway: TrafficRoute['gateways'][number]) => boolean;
  /** Whether it has an Envoy cluster of this key, even one that had no request yet. */
  hasCluster: (key: string) => boolean | undefined;
  responses: CounterHistory;
  latency: CounterHistory;
}

interface CoveredProxy extends ProxyCounters {
  coverage: Coverage;
  latencyCoverage?: Coverage;
}

interface Span {
  from: number;
  to: number;
}

/**
 * Tallies every rule of every route over a window. A rule counts 0 where a proxy has its Envoy cluster
 * and no counter for it yet; it is not known where no proxy has that cluster.
 */
export function tallyRules(
  proxies: readonly ProxyCounters[],
  routes: readonly TrafficRoute[],
  window: TrafficWindow,
): { rules: RuleTally[]; coveredSeconds?: number } {
  const covered = proxies.flatMap(proxy => {
    const coverage = coverageOf(proxy.responses, window);
    return coverage
      ? {
          ...proxy,
          coverage,
          latencyCoverage: coverageOf(proxy.latency, window),
        }
      : [];
  });
  if (covered.length === 0) {
    return { rules: [] };
  }
  const span = {
    from: Math.min(...covered.map(({ coverage }) => coverage.from)),
    to: Math.max(...covered.map(({ coverage }) => coverage.to)),
  };
  return {
    rules: routes.flatMap(route => tallyRoute(covered, route, window, span)),
    coveredSeconds:
      Math.min(span.to - span.from, window.end - window.start) / 1000,
  };
}

function tallyRoute(
  proxies: readonly CoveredProxy[],
  route: TrafficRoute,
  window: TrafficWindow,
  span: Span,
): RuleTally[] {
  const serving = proxies.filter(proxy => route.gateways.some(proxy.serves));
  return route.rules.map(rule => {
    const keys = ruleStatKeys(route, rule);
    const known = serving.filter(proxy => keys.some(proxy.hasCluster));
    return {
      namespace: route.namespace,
      name: route.name,
      index: rule.index,
      window: tallyWindow(known, keys, span),
      steps: window.stepEnds.map((end, i) =>
        tallyStep(known, keys, {
          start: Math.max(end - window.stepSeconds * 1000, window.start),
          // What was counted while it was being read belongs to the last step.
          end: i < window.stepEnds.length - 1 ? end : Infinity,
        }),
      ),
    };
  });
}

function tallyWindow(
  proxies: readonly CoveredProxy[],
  keys: readonly string[],
  span: Span,
): Tally {
  const tally = addTallies(
    proxies.flatMap(({ responses, latency, coverage, latencyCoverage }) => {
      if (coverage.to <= coverage.from) {
        return [];
      }
      const grown = keys.map(key => growthOver(responses, key, coverage));
      const observed = latencyCoverage
        ? keys.map(key => growthOver(latency, key, latencyCoverage))
        : [];
      return [tallyResponses(grown), ...observed.map(tallyLatency)];
    }),
  );
  return tally.requests === undefined
    ? tally
    : { ...tally, rate: tally.requests / ((span.to - span.from) / 1000) };
}

function tallyStep(
  proxies: readonly CoveredProxy[],
  keys: readonly string[],
  step: { start: number; end: number },
): Tally {
  return addTallies(
    proxies.flatMap(({ responses, latency, coverage, latencyCoverage }) => {
      const grown = growthInStep(responses, keys, coverage, step);
      if (!grown) {
        return [];
      }
      const tally = tallyResponses(grown.growth);
      const observed =
        latencyCoverage && growthInStep(latency, keys, latencyCoverage, step);
      return [
        { ...tally, rate: tally.requests / grown.seconds },
        ...(observed?.growth ?? []).map(tallyLatency),
      ];
    }),
  );
}

/** Counters a proxy does not have yet are 0: it creates them at the first request. */
function tallyResponses(growth: ReadonlyArray<Counters | undefined>) {
  let requests = 0;
  let errors = 0;
  for (const grown of growth) {
    for (const value of grown?.values ?? []) {
      requests += value;
    }
    errors += grown?.values[SERVER_ERRORS] ?? 0;
  }
  return { requests, errors };
}

function tallyLatency(growth: Counters | undefined): Tally {
  return growth?.bounds
    ? { latency: { bounds: growth.bounds, counts: growth.values } }
    : {};
}
