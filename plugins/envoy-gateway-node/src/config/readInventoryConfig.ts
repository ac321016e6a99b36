import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import { readClusterConfig } from './readClusterConfig';
import { InventoryConfig, InventoryTuning } from './types';

export const DEFAULT_TUNING: InventoryTuning = {
  pageSize: 500,
  requestTimeoutMs: 60_000,
  watchTimeoutMs: 300_000,
  inactivityTimeoutMs: 150_000,
  heartbeatMs: 20_000,
};

/**
 * Reads `envoyGateway.clusters`, `envoyGateway.controllerNames` and `envoyGateway.inventory`.
 *
 * @throws InputError that names the config path and what to write
 */
export function readInventoryConfig(config: Config): InventoryConfig {
  const root = config.getOptionalConfig('envoyGateway');
  const clusters = (root?.getOptionalConfigArray('clusters') ?? []).map(
    (cluster, index) =>
      readClusterConfig(cluster, `envoyGateway.clusters[${index}]`),
  );

  // Entities, annotations and file names carry cluster names, and some of those ignore case.
  const positions = new Map<string, string>();
  for (const { name, path } of clusters) {
    const first = positions.get(name.toLowerCase());
    if (first) {
      throw new InputError(
        `${path}.name: "${name}" is the name of ${first} already; give every cluster a name of its own`,
      );
    }
    positions.set(name.toLowerCase(), path);
  }

  return {
    clusters,
    controllerNames: readControllerNames(root),
    tuning: readTuning(config),
  };
}

function readControllerNames(root: Config | undefined): string[] {
  const names = root?.getOptionalStringArray('controllerNames');
  if (!names) {
    return [ENVOY_GATEWAY_CONTROLLER];
  }
  if (names.length === 0) {
    throw new InputError(
      `envoyGateway.controllerNames: names no controller; write the controllerName of your GatewayClasses, or leave it out for "${ENVOY_GATEWAY_CONTROLLER}"`,
    );
  }
  return [...new Set(names)];
}

const TUNING_PATH = 'envoyGateway.inventory';

function readTuning(config: Config): InventoryTuning {
  const pageSize = config.getOptionalNumber(`${TUNING_PATH}.pageSize`);
  if (
    pageSize !== undefined &&
    (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 5000)
  ) {
    throw new InputError(
      `${TUNING_PATH}.pageSize: ${pageSize} is no page size; write a whole number from 1 to 5000`,
    );
  }
  return {
    pageSize: pageSize ?? DEFAULT_TUNING.pageSize,
    requestTimeoutMs: readDuration(config, 'requestTimeout', {
      fallback: DEFAULT_TUNING.requestTimeoutMs,
      least: 1_000,
    }),
    watchTimeoutMs: readDuration(config, 'watchTimeout', {
      fallback: DEFAULT_TUNING.watchTimeoutMs,
      least: 10_000,
    }),
    inactivityTimeoutMs: readDuration(config, 'inactivityTimeout', {
      fallback: DEFAULT_TUNING.inactivityTimeoutMs,
      least: 10_000,
    }),
    heartbeatMs: readDuration(config, 'heartbeat', {
      fallback: DEFAULT_TUNING.heartbeatMs,
      least: 1_000,
    }),
  };
}

function readDuration(
  config: Config,
  name: string,
  options: { fallback: number; least: number },
): number {
  const key = `${TUNING_PATH}.${name}`;
  if (!config.has(key)) {
    return options.fallback;
  }
  const milliseconds = durationToMilliseconds(
    readDurationFromConfig(config, { key }),
  );
  if (!(milliseconds >= options.least)) {
    throw new InputError(
      `${key}: is shorter than ${
        options.least / 1000
      } s; write a longer duration, such as { seconds: ${
        options.fallback / 1000
      } }`,
    );
  }
  return milliseconds;
}
