import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  ANNOTATION_GATEWAY,
  ANNOTATION_HTTP_ROUTE,
  ANNOTATION_KUBERNETES_ID,
  EnvoyGatewayClient,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from './api';
import { createRouteRef } from './routes';

const envoyGatewayApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: envoyGatewayApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new EnvoyGatewayClient({ discoveryApi, fetchApi }),
    }),
});

const envoyContent = EntityContentBlueprint.make({
  params: {
    path: '/envoy',
    title: 'Envoy',
    group: 'operation',
    // The same question as isEnvoyGatewayAvailable, in the form an app's config can replace.
    filter: {
      $any: [
        {
          kind: 'api',
          [`metadata.annotations.${ANNOTATION_HTTP_ROUTE}`]: { $exists: true },
        },
        {
          kind: 'api',
          [`metadata.annotations.${ANNOTATION_GATEWAY}`]: { $exists: true },
        },
        {
          kind: 'component',
          [`metadata.annotations.${ANNOTATION_KUBERNETES_ID}`]: {
            $exists: true,
          },
        },
      ],
    },
    loader: () =>
      import('./components/EnvoyTab').then(({ EnvoyTab }) => <EnvoyTab />),
  },
});

const envoyGatewayPickerField = FormFieldBlueprint.make({
  name: 'gateway-picker',
  params: {
    field: () =>
      import('./fields/formField').then(
        ({ envoyGatewayPickerFormField }) => envoyGatewayPickerFormField,
      ),
  },
});

/**
 * The Envoy tab, the Gateway picker and the client they read with.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'envoy-gateway',
  title: 'Envoy Gateway',
  info: { packageJson: () => import('../package.json') },
  externalRoutes: { create: createRouteRef },
  extensions: [envoyGatewayApi, envoyContent, envoyGatewayPickerField],
});
