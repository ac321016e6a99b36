/**
 * On entities this suite provides: the HTTPRoute an API stands for, as `namespace/name`.
 *
 * @public
 */
export const ANNOTATION_HTTP_ROUTE = 'envoy-gateway.backstage.io/http-route';

/**
 * On entities this suite provides: the Gateway an API stands for, as `namespace/name`.
 *
 * @public
 */
export const ANNOTATION_GATEWAY = 'envoy-gateway.backstage.io/gateway';

/**
 * On entities this suite provides: the clusters the object was found in, comma-separated, sorted.
 *
 * @public
 */
export const ANNOTATION_CLUSTERS = 'envoy-gateway.backstage.io/clusters';

/**
 * On entities this suite provides: entity refs of the Components that provide the API, comma-separated, sorted.
 *
 * @public
 */
export const ANNOTATION_PROVIDED_BY = 'envoy-gateway.backstage.io/provided-by';

/**
 * On entities this suite provides: which step of the chain decided the owner.
 *
 * @public
 */
export const ANNOTATION_OWNER_SOURCE =
  'envoy-gateway.backstage.io/owner-source';

/**
 * On entities this suite provides: entity refs of the Gateways' APIs a route is attached to,
 * comma-separated, sorted.
 *
 * @public
 */
export const ANNOTATION_PARENTS = 'envoy-gateway.backstage.io/parents';

/**
 * On entities this suite provides: a digest of the entity as it was written, so that a restarted
 * portal knows without asking for definitions what is already in the catalog.
 *
 * @public
 */
export const ANNOTATION_CONTENT_HASH =
  'envoy-gateway.backstage.io/content-hash';

/**
 * On HTTPRoutes and Gateways: the owner's entity ref. `backstage.io/owner` is honoured too.
 *
 * @public
 */
export const ANNOTATION_OWNER = 'envoy-gateway.backstage.io/owner';

/**
 * On HTTPRoutes and Gateways: the lifecycle of the API entity.
 *
 * @public
 */
export const ANNOTATION_LIFECYCLE = 'envoy-gateway.backstage.io/lifecycle';

/**
 * On HTTPRoutes and Gateways: the System the API entity belongs to.
 *
 * @public
 */
export const ANNOTATION_SYSTEM = 'envoy-gateway.backstage.io/system';

/**
 * On HTTPRoutes and Gateways: the title of the API entity.
 *
 * @public
 */
export const ANNOTATION_TITLE = 'envoy-gateway.backstage.io/title';

/**
 * On HTTPRoutes and Gateways: the description of the API entity.
 *
 * @public
 */
export const ANNOTATION_DESCRIPTION = 'envoy-gateway.backstage.io/description';

/**
 * On proxy pods: `"true"` when the statistics they report are generated, as the development sandbox's are.
 *
 * @public
 */
export const ANNOTATION_GENERATED_TRAFFIC =
  'envoy-gateway.backstage.io/generated-traffic';

/**
 * Backstage's own annotation on HTTPRoutes and Gateways, honoured beside {@link ANNOTATION_OWNER}.
 *
 * @public
 */
export const ANNOTATION_BACKSTAGE_OWNER = 'backstage.io/owner';

/**
 * Backstage's convention that ties a Component (annotation) to Kubernetes objects (label, or annotation).
 *
 * @public
 */
export const ANNOTATION_KUBERNETES_ID = 'backstage.io/kubernetes-id';

/**
 * What `backstage.io/managed-by-origin-location` of entities this suite provides begins with. Only
 * entities of such an origin may say which route they stand for: a catalog file that claims another
 * team's route is not believed.
 *
 * @public
 */
export const ENVOY_GATEWAY_LOCATION_PREFIX = 'envoy-gateway:';
