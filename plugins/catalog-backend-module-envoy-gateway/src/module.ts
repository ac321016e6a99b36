import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { envoyGatewayInventoryServiceRef } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EnvoyGatewayRelationsProcessor } from './processor';
import { EnvoyGatewayEntityProvider } from './provider';

/**
 * Adds the API entities of HTTPRoutes and Gateways, and their relations, to the catalog.
 *
 * @public
 */
export const catalogModuleEnvoyGateway = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'envoy-gateway',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        inventory: envoyGatewayInventoryServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, processing, ...services }) {
        processing.addEntityProvider(
          EnvoyGatewayEntityProvider.fromConfig(config, services),
        );
        processing.addProcessor(new EnvoyGatewayRelationsProcessor());
      },
    });
  },
});
