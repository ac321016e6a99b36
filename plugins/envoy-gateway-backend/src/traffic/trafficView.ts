import {
  Traffic,
  TrafficPoint,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { figuresOf, pointOf } from './figures/figures';
import { addTallies, Tally } from './figures/tally';
import { TrafficWindow } from './figures/trafficWindow';
import { RuleTally, TrafficReading, TrafficRoute } from './types';

/** What was asked of one cluster and what came of it. */
export interface ClusterTraffic {
  cluster: string;
  routes: readonly TrafficRoute[];
  source: Traffic['sources'][number]['source'];
  /** Names a source that a module added. */
  title?: string;
  reading: TrafficReading;
}

/** Puts the readings of all clusters together. */
export function trafficView(options: {
  entityRef: string;
  now: Date;
  windowSeconds: number;
  window: TrafficWindow;
  clusters: readonly ClusterTraffic[];
}): Traffic {
  const { entityRef, now, windowSeconds, window, clusters } = options;
  const rules = clusters.flatMap(({ reading }) => reading.rules);
  return {
    entityRef,
    generatedAt: now.toISOString(),
    windowSeconds,
    stepSeconds: window.stepSeconds,
    total: figuresOf(addTallies(rules.map(rule => rule.window))),
    points: points(
      window,
      rules.length > 0
        ? window.stepEnds.map((_, i) =>
            addTallies(rules.map(({ steps }) => steps[i] ?? {})),
          )
        : [],
    ),
    routes: clusters.flatMap(({ cluster, routes, reading }) =>
      routes.map(route => ({
        cluster,
        kind: 'HTTPRoute' as const,
        namespace: route.namespace,
        name: route.name,
        rules: route.rules.map(({ index }) => {
          const tally = tallyOf(reading.rules, route, index);
          return {
            index,
            ...figuresOf(tally?.window ?? {}),
            points: points(window, tally?.steps ?? []),
          };
        }),
      })),
    ),
    sources: clusters.map(({ cluster, source, title, reading }) => ({
      cluster,
      source,
      ...(title !== undefined && { title }),
      generated: reading.generated,
      ...(reading.coveredSeconds !== undefined && {
        coveredSeconds: reading.coveredSeconds,
      }),
      ...(reading.problem && { problem: reading.problem }),
    })),
  };
}

function tallyOf(
  rules: readonly RuleTally[],
  route: TrafficRoute,
  index: number,
): RuleTally | undefined {
  return rules.find(
    rule =>
      rule.namespace === route.namespace &&
      rule.name === route.name &&
      rule.index === index,
  );
}

function points(
  { stepEnds }: TrafficWindow,
  steps: readonly Tally[],
): TrafficPoint[] {
  return steps.map((tally, i) => pointOf(stepEnds[i], tally));
}
