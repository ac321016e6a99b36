import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { envoyGatewayInventoryServiceRef } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createGitPublishAction } from './actions/gitPublish';
import { createHttpRouteGenerateAction } from './actions/httpRouteGenerate';

/**
 * Adds the actions `envoyGateway:httpRoute:generate` and `envoyGateway:git:publish` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleEnvoyGateway = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'envoy-gateway',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        inventory: envoyGatewayInventoryServiceRef,
      },
      async init({ scaffolder, config, inventory }) {
        scaffolder.addActions(
          createHttpRouteGenerateAction({ inventory }),
          createGitPublishAction({ config }),
        );
      },
    });
  },
});
