import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_HTTP_ROUTE,
  apiEntityRef,
  ENVOY_GATEWAY_LOCATION_PREFIX,
  Overview,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/** Names the API entities of the routes in an overview: those that stand for them and that the caller may see. */
export async function withEntityRefs(
  overview: Overview,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<Overview> {
  const refs = [...new Set(overview.routes.map(apiEntityRef))];
  if (refs.length === 0) {
    return overview;
  }
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: refs, fields: ['metadata.annotations'] },
    { credentials },
  );
  const routesByRef = new Map(
    refs.map((ref, i) => {
      const annotations = items[i]?.metadata?.annotations;
      const provided = annotations?.[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
        ENVOY_GATEWAY_LOCATION_PREFIX,
      );
      return [ref, provided ? annotations?.[ANNOTATION_HTTP_ROUTE] : undefined];
    }),
  );
  return {
    ...overview,
    routes: overview.routes.map(route => {
      const entityRef = apiEntityRef(route);
      return routesByRef.get(entityRef) === `${route.namespace}/${route.name}`
        ? { ...route, entityRef }
        : route;
    }),
  };
}
