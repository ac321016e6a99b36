import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { EnvoyGatewayClient } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from './api';
import {
  EnvoyGatewayPickerSchema,
  LazyEnvoyGatewayPicker,
  validateEnvoyGatewayPicker,
} from './fields';
import { createRouteRef } from './routes';

/**
 * The plugin for apps on the old frontend system.
 *
 * @public
 */
export const envoyGatewayPlugin = createPlugin({
  id: 'envoy-gateway',
  apis: [
    createApiFactory({
      api: envoyGatewayApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new EnvoyGatewayClient({ discoveryApi, fetchApi }),
    }),
  ],
  externalRoutes: { create: createRouteRef },
});

/**
 * The Envoy tab for apps on the old frontend system.
 *
 * @public
 */
export const EntityEnvoyContent: () => JSX.Element = envoyGatewayPlugin.provide(
  createComponentExtension({
    name: 'EntityEnvoyContent',
    component: {
      lazy: () => import('./components/EnvoyTab').then(m => m.EnvoyTab),
    },
  }),
);

/**
 * The field `EnvoyGatewayPicker` for templates, for apps on the old frontend system.
 *
 * @public
 */
export const EnvoyGatewayPickerFieldExtension = envoyGatewayPlugin.provide(
  createScaffolderFieldExtension({
    name: 'EnvoyGatewayPicker',
    component: LazyEnvoyGatewayPicker,
    validation: validateEnvoyGatewayPicker,
    schema: EnvoyGatewayPickerSchema,
  }),
);
