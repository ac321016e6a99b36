import { LoggerService } from '@backstage/backend-plugin-api';
import { setMaxListeners } from 'node:events';
import { createAccess } from './access/createAccess';
import {
  ClusterTiming,
  createCluster,
  RunnableCluster,
} from './cluster/cluster';
import { InventoryConfig, InventoryTuning } from './config/types';
import {
  ClusterSource,
  InventoryCluster,
  InventoryEvent,
  MutableInventory,
} from './types';

/** The inventory with its beginning and its end. */
export interface RunnableInventory extends MutableInventory {
  /** Begins to read; returns at once. */
  start(): void;
  /** Ends every request; nothing is left open when it resolves. */
  stop(): Promise<void>;
}

/**
 * Creates the inventory of the configured clusters. Nothing is asked of a cluster before `start`.
 *
 * @throws InputError when a cluster's credentials are not as configured
 */
export async function createInventory(options: {
  config: InventoryConfig;
  logger: LoggerService;
  /** Replaces single timings. */
  timing?: Partial<ClusterTiming>;
}): Promise<RunnableInventory> {
  const { config, logger } = options;
  const timing = { ...createTiming(config.tuning), ...options.timing };
  const listeners = new Set<(event: InventoryEvent) => void>();
  const clusters = new Map<string, InventoryCluster>();
  const configured: RunnableCluster[] = [];
  const sources: ClusterSource[] = [];
  const stopping = new AbortController();
  // One listener for each kind of each cluster is no leak.
  setMaxListeners(0, stopping.signal);
  const running: Promise<void>[] = [];
  let started = false;

  const emit = (event: InventoryEvent) => {
    const complain = (error: Error) =>
      logger.error(
        `A listener of the inventory failed on a change in cluster "${event.cluster}"`,
        error,
      );
    for (const listener of [...listeners]) {
      try {
        const result: unknown = listener(event);
        // An async function passes for a listener, too.
        if (result instanceof Promise) {
          result.catch(complain);
        }
      } catch (error) {
        complain(error as Error);
      }
    }
  };

  for (const cluster of config.clusters) {
    const { name, title, envoyGatewayVersion, traffic } = cluster;
    const runnable = createCluster({
      name,
      title,
      envoyGatewayVersion,
      traffic,
      access: await createAccess(cluster),
      timing,
      logger,
      onChange: kinds => emit({ cluster: name, kinds }),
    });
    configured.push(runnable);
    clusters.set(name, runnable);
  }
  if (configured.length === 0) {
    logger.info(
      'No clusters are configured; name them under "envoyGateway.clusters"',
    );
  }

  const startSource = async (source: ClusterSource) => {
    try {
      await source.start({
        signal: stopping.signal,
        onCluster: cluster => {
          if (clusters.has(cluster.name)) {
            logger.error(
              `A cluster source brings a cluster "${cluster.name}", and there is one of that name already; it is left out`,
            );
            return;
          }
          clusters.set(cluster.name, cluster);
          emit({ cluster: cluster.name, kinds: new Set() });
        },
        onEvent: emit,
      });
    } catch (error) {
      if (!stopping.signal.aborted) {
        logger.error('A cluster source failed', error as Error);
      }
    }
  };

  return {
    controllerNames: config.controllerNames,
    clusters: () => [...clusters.values()],
    cluster: name => clusters.get(name),
    subscribe: listener => {
      // Its own function, so that subscribing one listener twice is two subscriptions.
      const subscription = (event: InventoryEvent) => listener(event);
      listeners.add(subscription);
      return () => listeners.delete(subscription);
    },
    addClusterSource: source => {
      sources.push(source);
      if (started) {
        startSource(source);
      }
    },
    start: () => {
      if (started || stopping.signal.aborted) {
        return;
      }
      started = true;
      running.push(...configured.map(({ run }) => run(stopping.signal)));
      sources.forEach(startSource);
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(running);
      listeners.clear();
    },
  };
}

function createTiming(tuning: InventoryTuning): ClusterTiming {
  return {
    pageSize: tuning.pageSize,
    maxPageBytes: 128 * 1024 * 1024,
    requestTimeoutMs: tuning.requestTimeoutMs,
    watchTimeoutMs: tuning.watchTimeoutMs,
    inactivityTimeoutMs: tuning.inactivityTimeoutMs,
    heartbeatMs: tuning.heartbeatMs,
    heartbeatTimeoutMs: Math.min(tuning.requestTimeoutMs, 10_000),
    coalesceMs: 25,
    shortestWatchMs: 1_000,
    failure: { initialMs: 800, maxMs: 30_000, resetMs: 120_000 },
    absence: { initialMs: 5_000, maxMs: 60_000 },
    discoveryReuseMs: 2_000,
    wakeIntervalMs: 5_000,
    versionProbeMs: 60_000,
  };
}
