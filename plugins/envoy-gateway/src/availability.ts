import {
  ANNOTATION_GATEWAY,
  ANNOTATION_HTTP_ROUTE,
  ANNOTATION_KUBERNETES_ID,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Entity } from '@backstage/catalog-model';

/**
 * Whether the Envoy tab has something to say of an entity: an API that stands for a route or a
 * Gateway, or a Component that is tied to Kubernetes objects.
 *
 * @public
 */
export function isEnvoyGatewayAvailable(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'api':
      return (
        ANNOTATION_HTTP_ROUTE in annotations ||
        ANNOTATION_GATEWAY in annotations
      );
    case 'component':
      return ANNOTATION_KUBERNETES_ID in annotations;
    default:
      return false;
  }
}
