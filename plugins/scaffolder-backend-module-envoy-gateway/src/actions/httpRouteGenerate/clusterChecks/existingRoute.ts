import { ConflictError } from '@backstage/errors';
import {
  ANNOTATION_BACKSTAGE_OWNER,
  ANNOTATION_OWNER,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { fullEntityRef } from '../names';
import { Check } from './check';

/** Whether the name is free, or the route that has it belongs to the same owner. */
export function checkExistingRoute(check: Check): void {
  const { request, cluster, logger } = check;
  const { namespace, name, owner, overwrite } = request;
  const existing = cluster.snapshot.httpRoute(namespace, name);
  if (!existing) {
    return;
  }
  const route = `HTTPRoute ${namespace}/${name}`;
  const { annotations = {} } = existing.metadata;
  const written =
    annotations[ANNOTATION_OWNER] ?? annotations[ANNOTATION_BACKSTAGE_OWNER];
  const current =
    written === undefined
      ? undefined
      : fullEntityRef(written, ['group', 'user']);
  if (current === owner) {
    logger.info(
      `${route} exists in cluster ${cluster.name} and belongs to ${owner}; it is written again`,
    );
  } else if (overwrite) {
    logger.warn(
      `${route} exists in cluster ${cluster.name} and belongs to ${
        current ?? 'nobody by name'
      }; it is written again because overwrite is set`,
    );
  } else {
    throw new ConflictError(
      `name: ${route} exists in cluster ${cluster.name} and ${
        current ? `belongs to ${current}, not to ${owner}` : 'says of no owner'
      }: choose another name, or let its owner annotate it with ${ANNOTATION_OWNER}: ${owner}`,
    );
  }
}
