import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { ENVOY_GATEWAY_SIGNAL_CHANNEL } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';

/** Changes of a cluster are collected this long before they are told. */
const COLLECT_MS = 1_000;

/**
 * Tells browsers which kinds changed in which cluster, at most once a second for each, so that what they
 * show can be asked for anew.
 *
 * @returns a function that stops it
 */
export function publishChanges(options: {
  inventory: EnvoyGatewayInventory;
  signals: SignalsService;
  logger: LoggerService;
}): () => void {
  const { inventory, signals, logger } = options;
  const collected = new Map<string, Set<string>>();
  const timers = new Set<NodeJS.Timeout>();

  const publish = (cluster: string) => {
    const kinds = [...(collected.get(cluster) ?? [])].sort();
    collected.delete(cluster);
    signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: ENVOY_GATEWAY_SIGNAL_CHANNEL,
        message: { cluster, kinds },
      })
      .catch(error =>
        logger.warn(
          `Changes of cluster ${cluster} could not be signalled: ${error}`,
        ),
      );
  };
  const unsubscribe = inventory.subscribe(({ cluster, kinds }) => {
    const waiting = collected.get(cluster);
    if (waiting) {
      kinds.forEach(kind => waiting.add(kind));
      return;
    }
    collected.set(cluster, new Set(kinds));
    const timer = setTimeout(() => {
      timers.delete(timer);
      publish(cluster);
    }, COLLECT_MS);
    timer.unref();
    timers.add(timer);
  });
  return () => {
    unsubscribe();
    timers.forEach(timer => clearTimeout(timer));
  };
}
