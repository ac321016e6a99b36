import {
  GatewayView,
  Overview,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EntityTarget } from '../entities/entityTarget';
import { ClusterFinding, findRoutes } from '../entities/findRoutes';
import { clusterProblems, noClusters } from './clusterProblems';
import { EffectiveRules, effectiveRules } from './effectiveView';
import { gatewayView } from './gatewayView';
import {
  isListenerDown,
  isLive,
  Place,
  placeKey,
  placesOf,
  WORST_FIRST,
} from './place';
import { RankedProblem, rankProblems } from './problem';
import {
  gatewayProblems,
  parentProblems,
  policyProblems,
} from './routeProblems';
import { briefRouteView, routeView } from './routeView';
import { clusterView } from './views';

/** More routes than these are shown of no entity; the worst are kept. */
const MOST_ROUTES = 200;
const MOST_PROBLEMS = 100;

/** What an overview is built from. */
export interface OverviewOptions {
  entityRef: string;
  target: EntityTarget;
  clusters: readonly InventoryCluster[];
  controllerNames: readonly string[];
  now: Date;
}

/** Tells what an entity exposes in every cluster, from what the inventory knows now. */
export function buildOverview(options: OverviewOptions): Overview {
  const { entityRef, target, clusters, now } = options;
  const findings = clusters.map(cluster => findRoutes(cluster, target));
  const { routes, places, gateways, omitted } = look(findings, options);
  const ours = places.filter(({ state }) => state !== 'notOurs');
  const problems = [
    ...ours.flatMap(({ route, parent, gateway, state }) => [
      ...parentProblems(route, parent, state),
      ...(gateway ? gatewayProblems(gateway, parent.listeners) : []),
    ]),
    ...(target.type === 'gateway' ? gateways : []).flatMap(gateway =>
      gatewayProblems(
        gateway,
        gateway.listeners.map(({ name }) => name),
      ),
    ),
    ...routes.flatMap(policyProblems),
    ...(target.type === 'nothing' ? [] : findings.flatMap(clusterProblems)),
    ...(clusters.length === 0 ? [noClusters()] : []),
  ];
  return {
    entityRef,
    generatedAt: now.toISOString(),
    summary: {
      state: summaryState(target, findings, ours, problems),
      places: ours.length,
      livePlaces: ours.filter(isLive).length,
      problems: rankProblems(problems).slice(0, MOST_PROBLEMS),
    },
    clusters: clusters.map(({ status }) => clusterView(status)),
    routes,
    ...(omitted > 0 && { routesOmitted: omitted }),
    gateways,
  };
}

/** Looks at every route, and closely at those that are shown. */
function look(
  findings: readonly ClusterFinding[],
  { target, controllerNames }: OverviewOptions,
): {
  routes: RouteView[];
  places: Place[];
  gateways: GatewayView[];
  omitted: number;
} {
  const only = target.type === 'gateway' ? target : undefined;
  const options = { controllerNames, only };
  const found = findings.flatMap(({ cluster, routes }) =>
    routes.map(route => ({ cluster, route })),
  );
  const views = (shown: typeof found) => {
    const byCluster = new Map<InventoryCluster, EffectiveRules>();
    return shown.map(({ cluster, route }) => {
      let effective = byCluster.get(cluster);
      if (!effective) {
        const own = shown.filter(one => one.cluster === cluster);
        effective = effectiveRules(
          cluster,
          own.map(one => one.route),
          controllerNames,
        );
        byCluster.set(cluster, effective);
      }
      return routeView(cluster, route, options, effective);
    });
  };
  if (found.length <= MOST_ROUTES) {
    const routes = views(found);
    const gateways = gatewaysOf(findings, routes);
    return {
      routes,
      places: routes.flatMap(route => placesOf(route, gateways)),
      gateways: [...gateways.values()],
      omitted: 0,
    };
  }
  const ill = [...gatewaysOf(findings, []).values()].some(({ listeners }) =>
    listeners.some(isListenerDown),
  );
  const brief = found.map(({ cluster, route }) =>
    briefRouteView(cluster, route, options, ill || !only),
  );
  const gateways = gatewaysOf(findings, brief);
  const places = brief.flatMap(route => placesOf(route, gateways));
  return {
    routes: views(
      worstOf(brief, places)
        .slice(0, MOST_ROUTES)
        .map(index => found[index]),
    ),
    places,
    gateways: [...gateways.values()],
    omitted: found.length - MOST_ROUTES,
  };
}

function gatewaysOf(
  findings: readonly ClusterFinding[],
  routes: readonly RouteView[],
): Map<string, GatewayView> {
  const views = new Map<string, GatewayView>();
  const add = (cluster: InventoryCluster, namespace: string, name: string) => {
    const key = placeKey(cluster.name, { namespace, name });
    const gateway = cluster.snapshot.gateway(namespace, name);
    if (gateway && !views.has(key)) {
      views.set(key, gatewayView(cluster.name, gateway));
    }
  };
  for (const { cluster, gateway } of findings) {
    if (gateway) {
      add(cluster, gateway.metadata.namespace, gateway.metadata.name);
    }
    for (const route of routes) {
      for (const parent of route.cluster === cluster.name
        ? route.parents
        : []) {
        add(cluster, parent.gateway.namespace, parent.gateway.name);
      }
    }
  }
  return views;
}

function summaryState(
  target: EntityTarget,
  findings: readonly ClusterFinding[],
  places: readonly Place[],
  problems: readonly RankedProblem[],
): Overview['summary']['state'] {
  if (places.length === 0) {
    const known =
      target.type === 'nothing' ||
      (findings.length > 0 &&
        findings.every(({ complete, unreadable }) => complete && !unreadable));
    return known ? 'notExposed' : 'unknown';
  }
  const harmed = problems.some(
    ({ severity }) => severity === 'down' || severity === 'degraded',
  );
  if (places.every(({ state }) => state === 'live') && !harmed) {
    return 'live';
  }
  if (places.some(isLive)) {
    return 'partlyLive';
  }
  return places.some(({ state }) => state === 'down') ? 'down' : 'noVerdict';
}

/** Positions of the routes, those of the worst places first. */
function worstOf(
  routes: readonly RouteView[],
  places: readonly Place[],
): number[] {
  const ranks = new Map<RouteView, number>();
  for (const { route, state } of places) {
    const rank = WORST_FIRST.indexOf(state);
    ranks.set(route, Math.min(ranks.get(route) ?? rank, rank));
  }
  const rankOf = (index: number) => ranks.get(routes[index]) ?? 0;
  return [...routes.keys()].sort((a, b) => rankOf(a) - rankOf(b));
}
