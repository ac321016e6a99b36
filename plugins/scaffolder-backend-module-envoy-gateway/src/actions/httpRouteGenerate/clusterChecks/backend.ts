import { backendExists } from '@envoy-gateway-portal/gateway-model';
import { candidate, Check, list } from './check';

/** Whether the Service and its port exist. They may come with the same commit, so what is missing is a warning. */
export function checkBackend(check: Check): void {
  const { request, cluster, logger } = check;
  const { service, port } = request.backend;
  const namespace = request.backend.namespace ?? request.namespace;
  const shown = `Service ${namespace}/${service}`;
  const [reference] = candidate(request).rules[0].backendRefs;
  if (!backendExists(cluster.snapshot, reference)) {
    logger.warn(
      `backend: ${shown} does not exist in cluster ${cluster.name}; the route answers 500 until it does`,
    );
    return;
  }
  const ports = cluster.snapshot.service(namespace, service)?.ports ?? [];
  if (!ports.some(one => one.port === port)) {
    logger.warn(
      `backend: ${shown} of cluster ${
        cluster.name
      } has no port ${port}, but ${list(
        ports.map(one => String(one.port)),
        'none',
      )}; the route answers 500 until it has`,
    );
  }
}

/** Whether a Service of another namespace may be used. */
export function checkGrant(check: Check): void {
  const { request, cluster, logger } = check;
  const { namespace: target = request.namespace, service } = request.backend;
  const granted = cluster.snapshot.referenceGrants.some(
    ({ metadata, from, to }) =>
      metadata.namespace === target &&
      from.some(
        one => one.kind === 'HTTPRoute' && one.namespace === request.namespace,
      ) &&
      to.some(
        one => one.kind === 'Service' && (one.name ?? service) === service,
      ),
  );
  if (target !== request.namespace && !granted) {
    logger.warn(
      `backend: no ReferenceGrant in namespace ${target} of cluster ${cluster.name} lets HTTPRoutes of ${request.namespace} use Service ${service}; the route answers 500 until its owner adds one`,
    );
  }
}
