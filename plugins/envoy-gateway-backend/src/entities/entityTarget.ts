import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_GATEWAY,
  ANNOTATION_HTTP_ROUTE,
  ANNOTATION_KUBERNETES_ID,
  ENVOY_GATEWAY_LOCATION_PREFIX,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/** Backstage's convention that narrows an entity's Kubernetes objects to a namespace. */
const ANNOTATION_KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';

/** What an entity stands for in the clusters. */
export type EntityTarget =
  | { type: 'route'; namespace: string; name: string }
  | { type: 'gateway'; namespace: string; name: string }
  | { type: 'services'; kubernetesId: string; namespace?: string }
  | { type: 'nothing' };

/**
 * What an entity stands for in the clusters: an API of this suite, the HTTPRoute or Gateway it names; a
 * Component, the Services that bear its `backstage.io/kubernetes-id`. Entities that came from anywhere
 * else are not believed when they claim a route.
 */
export function entityTarget(entity: Entity): EntityTarget {
  const annotations = entity.metadata.annotations ?? {};
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'api':
    case 'resource':
      return annotations[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
        ENVOY_GATEWAY_LOCATION_PREFIX,
      )
        ? objectTarget('route', annotations[ANNOTATION_HTTP_ROUTE]) ??
            objectTarget('gateway', annotations[ANNOTATION_GATEWAY]) ?? {
              type: 'nothing',
            }
        : { type: 'nothing' };
    case 'component': {
      const kubernetesId = annotations[ANNOTATION_KUBERNETES_ID];
      const namespace = annotations[ANNOTATION_KUBERNETES_NAMESPACE];
      return kubernetesId
        ? { type: 'services', kubernetesId, ...(namespace && { namespace }) }
        : { type: 'nothing' };
    }
    default:
      return { type: 'nothing' };
  }
}

function objectTarget(
  type: 'route' | 'gateway',
  annotation: string | undefined,
): EntityTarget | undefined {
  const [namespace, name, ...rest] = annotation?.split('/') ?? [];
  return namespace && name && rest.length === 0
    ? { type, namespace, name }
    : undefined;
}
