import { Traffic } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EntityTarget } from '../entities/entityTarget';
import { findRoutes } from '../entities/findRoutes';
import { trafficWindow } from './figures/trafficWindow';
import { notConfigured, sourceFailed } from './problems';
import { trafficRoute } from './trafficRoute';
import { ClusterTraffic, trafficView } from './trafficView';
import { TrafficQuery, TrafficSource } from './types';

/** The sources to choose from: those that modules added come first. */
export interface TrafficSources {
  added: readonly TrafficSource[];
  prometheus: TrafficSource;
  proxies: TrafficSource;
}

/** What is asked for. */
export interface TrafficOptions {
  entityRef: string;
  target: EntityTarget;
  clusters: readonly InventoryCluster[];
  controllerNames: readonly string[];
  sources: TrafficSources;
  windowSeconds: number;
  now: Date;
  signal: AbortSignal;
}

/** Asks every cluster that has routes of an entity for their traffic. A cluster that fails costs only its own figures. */
export async function readTraffic(options: TrafficOptions): Promise<Traffic> {
  const { entityRef, target, now, windowSeconds, signal } = options;
  const window = trafficWindow(now.getTime(), windowSeconds);
  const only = target.type === 'gateway' ? target : undefined;
  const clusters = await Promise.all(
    options.clusters.flatMap(cluster => {
      const routes = findRoutes(cluster, target).routes.map(route =>
        trafficRoute(cluster, route, options.controllerNames, only),
      );
      return routes.length > 0
        ? readCluster({ cluster, routes, window, signal }, options.sources)
        : [];
    }),
  );
  return trafficView({ entityRef, now, windowSeconds, window, clusters });
}

async function readCluster(
  query: TrafficQuery,
  sources: TrafficSources,
): Promise<ClusterTraffic> {
  const { cluster, routes } = query;
  const base = { cluster: cluster.name, routes };
  const chosen = chooseSource(cluster, sources);
  if (!chosen) {
    return {
      ...base,
      source: 'none',
      reading: {
        rules: [],
        generated: false,
        problem: notConfigured(cluster.name),
      },
    };
  }
  const { source, name, title } = chosen;
  try {
    return { ...base, source: name, title, reading: await source.read(query) };
  } catch (error) {
    return {
      ...base,
      source: name,
      title,
      reading: {
        rules: [],
        generated: false,
        problem: sourceFailed(cluster.name, error),
      },
    };
  }
}

function chooseSource(
  cluster: InventoryCluster,
  { added, prometheus, proxies }: TrafficSources,
):
  | {
      source: TrafficSource;
      name: 'prometheus' | 'proxies' | 'custom';
      title?: string;
    }
  | undefined {
  const custom = added.find(source => source.handles(cluster));
  if (custom) {
    return { source: custom, name: 'custom', title: custom.title };
  }
  switch (cluster.traffic.type) {
    case 'prometheus':
      return { source: prometheus, name: 'prometheus' };
    case 'proxies':
      return { source: proxies, name: 'proxies' };
    default:
      return undefined;
  }
}
