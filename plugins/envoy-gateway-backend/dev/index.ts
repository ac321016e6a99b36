/*
 * Runs this backend alone, on the clusters of app-config.yaml in the root folder. Start the sandbox
 * first, or name clusters of your own; then, from this folder:
 *
 *   yarn start
 *   curl http://localhost:7007/api/envoy-gateway/clusters
 *   curl http://localhost:7007/api/envoy-gateway/entities/api/default/payments.payments/overview
 *   curl http://localhost:7007/api/envoy-gateway/entities/component/default/payments-service/traffic?windowSeconds=900
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  componentEntity,
  gatewayEntity,
  routeEntity,
} from '../src/__testUtils__/entities';

const backend = createBackend();

// Everyone who calls is let in as a user
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());

backend.add(
  catalogServiceMock.factory({
    entities: [
      routeEntity('payments', 'payments'),
      routeEntity('orders', 'orders'),
      gatewayEntity('platform', 'public'),
      componentEntity('payments-service'),
    ],
  }),
);

backend.add(import('../src'));

backend.start();
