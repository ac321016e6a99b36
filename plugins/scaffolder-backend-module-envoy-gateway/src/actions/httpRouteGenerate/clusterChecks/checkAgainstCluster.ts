import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  EnvoyGatewayInventory,
  InventoryCluster,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { HttpRouteRequest } from '../input';
import { checkBackend, checkGrant } from './backend';
import { Check, list, notCurrent, skip } from './check';
import { checkExistingRoute } from './existingRoute';
import { checkGateway } from './gateway';

function clusterOf(
  request: HttpRouteRequest,
  inventory: EnvoyGatewayInventory,
  logger: LoggerService,
): InventoryCluster | undefined {
  const { gateway } = request;
  const name =
    request.cluster ?? ('cluster' in gateway ? gateway.cluster : undefined);
  const names = inventory.clusters().map(one => one.name);
  if (name !== undefined) {
    const cluster = inventory.cluster(name);
    if (!cluster) {
      throw new InputError(
        `cluster: ${name} is not a cluster of this portal, which has ${list(
          names,
          'none',
        )}: choose one of those`,
      );
    }
    return cluster;
  }
  if (names.length === 1) {
    return inventory.cluster(names[0]);
  }
  logger.info(
    `Not checked against a cluster: the input names none, and this portal has ${list(
      names,
      'none',
    )}`,
  );
  return undefined;
}

/**
 * Holds a request against what lives in its cluster. What is certainly wrong is an error; what may come
 * right by itself is a warning; what cannot be read is said not to have been checked, and never guessed.
 */
export function checkAgainstCluster(options: {
  request: HttpRouteRequest;
  inventory: EnvoyGatewayInventory;
  logger: LoggerService;
}): void {
  const { request, inventory, logger } = options;
  const cluster = clusterOf(request, inventory, logger);
  if (!cluster) {
    return;
  }
  const { controllerNames } = inventory;
  const check: Check = { request, cluster, controllerNames, logger };
  const whenCurrent = (
    what: string,
    kinds: string[],
    run: (check: Check) => void,
  ) => {
    const why = notCurrent(cluster, ...kinds);
    if (why) {
      skip(check, what, why);
    } else {
      run(check);
    }
  };

  whenCurrent('the Gateway', ['Gateway', 'GatewayClass'], checkGateway);
  whenCurrent('whether the name is free', ['HTTPRoute'], checkExistingRoute);
  whenCurrent('the backend', ['Service'], checkBackend);
  whenCurrent('ReferenceGrants', ['ReferenceGrant'], checkGrant);
}
