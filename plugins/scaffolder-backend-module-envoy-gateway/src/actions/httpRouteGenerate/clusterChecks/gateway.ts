import { InputError } from '@backstage/errors';
import {
  attachRoute,
  Gateway,
  Snapshot,
} from '@envoy-gateway-portal/gateway-model';
import { candidate, Check, list, notCurrent, skip } from './check';

function existingGateway(check: Check): Gateway | undefined {
  const { request, cluster } = check;
  const { namespace, name } = request.gateway;
  const { snapshot } = cluster;
  const gateway = snapshot.gateway(namespace, name);
  if (gateway) {
    return gateway;
  }
  const broken = snapshot.unreadable.find(
    ({ ref }) =>
      ref.kind === 'Gateway' &&
      ref.namespace === namespace &&
      ref.name === name,
  );
  if (broken) {
    skip(
      check,
      `whether Gateway ${namespace}/${name} takes the route`,
      `it exists but could not be understood: ${broken.path} ${broken.reason}`,
    );
    return undefined;
  }
  const others = snapshot.gateways.map(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  );
  throw new InputError(
    `gateway: Gateway ${namespace}/${name} does not exist in cluster ${
      cluster.name
    }, which has ${list(others, 'none')}: choose one that exists`,
  );
}

/** The snapshot as it will be once the route's namespace exists, so that the rest can be judged now. */
function withNamespace(check: Check): { snapshot: Snapshot; sure: boolean } {
  const { request, cluster, logger } = check;
  const { snapshot } = cluster;
  const why = notCurrent(cluster, 'Namespace');
  if (why) {
    return { snapshot, sure: false };
  }
  if (snapshot.namespace(request.namespace)) {
    return { snapshot, sure: true };
  }
  logger.warn(
    `Namespace ${request.namespace} does not exist in cluster ${cluster.name}: the Gateway accepts the route only once it does`,
  );
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: request.namespace },
  };
  return {
    snapshot: snapshot.apply([{ type: 'upsert', object }]),
    sure: false,
  };
}

function listenerHostnames(gateway: Gateway, sectionName?: string): string[] {
  return gateway.listeners
    .filter(({ name }) => sectionName === undefined || name === sectionName)
    .map(({ name, hostname }) => `${hostname || '*'} (${name})`);
}

/** Whether the Gateway lets the route in, hostname by hostname: each must be served by some listener. */
function checkAttachment(check: Check, gateway: Gateway): void {
  const { request, cluster, controllerNames } = check;
  const parent = `Gateway ${request.gateway.namespace}/${request.gateway.name}`;
  const { snapshot, sure } = withNamespace(check);
  const refused: string[] = [];
  for (const hostname of new Set(request.hostnames)) {
    const route = candidate({ ...request, hostnames: [hostname] });
    const [{ reason, message }] = attachRoute(snapshot, route, controllerNames);
    if (reason === 'NoMatchingListenerHostname') {
      refused.push(hostname);
    } else if (
      reason === 'ParentNotRead' ||
      (reason === 'NotAllowedByListeners' && !sure)
    ) {
      skip(
        check,
        `whether ${parent} takes routes of namespace ${request.namespace}`,
        message ?? reason,
      );
      return;
    } else if (reason) {
      throw new InputError(
        `gateway: ${parent} does not let the route in. ${message} In cluster ${cluster.name}, choose another Gateway, or ask who runs this one.`,
      );
    }
  }
  if (refused.length > 0) {
    const section =
      'sectionName' in request.gateway
        ? request.gateway.sectionName
        : undefined;
    throw new InputError(
      `hostnames: ${refused.join(
        ', ',
      )} cannot be served by ${parent} of cluster ${
        cluster.name
      }, whose listeners serve ${list(
        listenerHostnames(gateway, section),
        'nothing',
      )}: choose a hostname under one of those, or another Gateway`,
    );
  }
}

/** Whether the Gateway exists and lets the route in. */
export function checkGateway(check: Check): void {
  const gateway = existingGateway(check);
  if (gateway) {
    checkAttachment(check, gateway);
  }
}
