import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { HTTPRoute, parseResource } from '@envoy-gateway-portal/gateway-model';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { HttpRouteRequest } from '../input';
import { httpRouteManifest } from '../manifests/httpRoute';

const MAX_LISTED = 10;

/** A request held against one cluster. */
export interface Check {
  request: HttpRouteRequest;
  cluster: InventoryCluster;
  controllerNames: readonly string[];
  logger: LoggerService;
}

/** Names in a sentence, not too many. */
export function list(values: readonly string[], none: string): string {
  const shown = values.slice(0, MAX_LISTED).join(', ');
  const more = values.length - MAX_LISTED;
  return values.length === 0
    ? none
    : `${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Why what the inventory holds of some kinds may not be the cluster's state; `undefined` when it is. */
export function notCurrent(
  cluster: InventoryCluster,
  ...kinds: string[]
): string | undefined {
  const { status } = cluster;
  if (status.phase === 'unreachable') {
    return status.error ?? 'the cluster cannot be reached';
  }
  for (const kind of kinds) {
    const known = status.kinds.find(one => one.kind === kind);
    if (
      !cluster.hasSynced(kind) ||
      known?.phase === 'failing' ||
      known?.phase === 'forbidden'
    ) {
      return known?.error ?? `${kind} objects have not been listed yet`;
    }
  }
  return undefined;
}

/** Says that something was not checked, and why. */
export function skip({ logger, cluster }: Check, what: string, why: string) {
  logger.warn(
    `Not checked against cluster ${cluster.name}: ${what}. Reason: ${why}`,
  );
}

/** The route a request asks for, as the model reads it. */
export function candidate(request: HttpRouteRequest): HTTPRoute {
  const parsed = parseResource(httpRouteManifest(request));
  if ('error' in parsed) {
    throw new InputError(
      `The HTTPRoute cannot be understood: ${parsed.error.path} ${parsed.error.reason}`,
    );
  }
  return parsed.resource as HTTPRoute;
}
