import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import envoyGatewayPlugin from '../src';

// Shows every state of the tab and of the picker without a backend: `yarn start` in this folder.
const devPlugin = createFrontendPlugin({
  pluginId: 'envoy-gateway-dev',
  extensions: [
    PageBlueprint.make({
      name: 'states',
      params: {
        path: '/',
        noHeader: true,
        loader: () =>
          import('./StatesPage').then(({ StatesPage }) => <StatesPage />),
      },
    }),
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        noHeader: true,
        loader: async () => <p>An entity page of the catalog</p>,
      },
    }),
  ],
});

createDevApp({ features: [envoyGatewayPlugin, devPlugin] });
