import {
  envoyGatewayClusterReadPermission,
  envoyGatewayGatewayReadPermission,
  envoyGatewayOverviewReadPermission,
  envoyGatewayTrafficReadPermission,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { Router } from 'express';
import { entityTarget } from '../entities/entityTarget';
import { listGateways } from '../gateways/listGateways';
import { buildOverview } from '../overview/buildOverview';
import { clusterView } from '../overview/views';
import { createOpenApiRouter } from '../schema/openapi';
import { readTraffic, TrafficSources } from '../traffic/readTraffic';
import { AccessServices, audited, requireBasic, requireEntity } from './access';
import { withEntityRefs } from './entityRefs';

const DEFAULT_WINDOW_SECONDS = 3_600;

/** What the router is made of. */
export interface RouterOptions extends AccessServices {
  inventory: EnvoyGatewayInventory;
  sources: TrafficSources;
  /** Checks answers against the document too, not only requests: for tests. */
  validateResponses?: boolean;
}

/** The HTTP API, as `src/schema/openapi.yaml` describes it. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { inventory, sources, catalog, validateResponses = false } = options;
  const router = await createOpenApiRouter({
    validatorOptions: { validateResponses },
  });

  router.get(
    '/entities/:kind/:namespace/:name/overview',
    async (request, response) => {
      const overview = await audited(
        options,
        { eventId: 'overview-read', request, meta: { ...request.params } },
        async () => {
          const { entity, entityRef, credentials } = await requireEntity(
            options,
            request,
            envoyGatewayOverviewReadPermission,
            request.params,
          );
          const built = buildOverview({
            entityRef,
            target: entityTarget(entity),
            clusters: inventory.clusters(),
            controllerNames: inventory.controllerNames,
            now: new Date(),
          });
          return withEntityRefs(built, catalog, credentials);
        },
      );
      response.json(overview);
    },
  );

  router.get(
    '/entities/:kind/:namespace/:name/traffic',
    async (request, response) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const traffic = await audited(
        options,
        { eventId: 'traffic-read', request, meta: { ...request.params } },
        async () => {
          const { entity, entityRef } = await requireEntity(
            options,
            request,
            envoyGatewayTrafficReadPermission,
            request.params,
          );
          return readTraffic({
            entityRef,
            target: entityTarget(entity),
            clusters: inventory.clusters(),
            controllerNames: inventory.controllerNames,
            sources,
            windowSeconds:
              request.query.windowSeconds ?? DEFAULT_WINDOW_SECONDS,
            now: new Date(),
            signal: gone.signal,
          });
        },
      );
      response.json(traffic);
    },
  );

  router.get('/clusters', async (request, response) => {
    const answer = await audited(
      options,
      { eventId: 'clusters-read', request },
      async () => {
        await requireBasic(options, request, envoyGatewayClusterReadPermission);
        return {
          clusters: inventory
            .clusters()
            .map(({ status }) => clusterView(status)),
        };
      },
    );
    response.json(answer);
  });

  router.get('/gateways', async (request, response) => {
    const answer = await audited(
      options,
      { eventId: 'gateways-read', request },
      async () => {
        await requireBasic(options, request, envoyGatewayGatewayReadPermission);
        return listGateways(inventory);
      },
    );
    response.json(answer);
  });

  return router;
}
