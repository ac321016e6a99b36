import {
  BackendFeature,
  BackstageCredentials,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  InventoryMock,
  inventoryMock,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { envoyGatewayPlugin } from '../plugin';
import { componentEntity, routeEntity } from './entities';
import { BASICS, httpRoute, service } from './manifests';

/** What the catalog has unless told otherwise. */
export const ENTITIES = [
  routeEntity('payments', 'payments'),
  componentEntity('payments-service'),
];

/** A cluster with the route `payments/payments` and its Service. */
export function inventory(): InventoryMock {
  return inventoryMock({
    clusters: [
      {
        name: 'production',
        objects: [
          ...BASICS,
          service('payments', {
            labels: { 'backstage.io/kubernetes-id': 'payments-service' },
          }),
          httpRoute('payments'),
        ],
      },
    ],
  });
}

/** Starts the plugin in a backend of its own. */
export async function startPlugin(
  options: {
    entities?: Entity[];
    permissions?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    credentials?: BackstageCredentials;
    inventory?: { factory: BackendFeature };
    features?: BackendFeature[];
  } = {},
) {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const permissions = mockServices.permissions.mock({
    authorize: jest.fn(async queries =>
      queries.map(() => ({
        result: options.permissions ?? AuthorizeResult.ALLOW,
      })),
    ),
  });
  const signals = { publish: jest.fn(async () => {}) };
  const backend = await startTestBackend({
    features: [
      envoyGatewayPlugin,
      ...(options.features ?? []),
      (options.inventory ?? inventory()).factory,
      catalogServiceMock.factory({ entities: options.entities ?? ENTITIES }),
      auditor.factory,
      permissions.factory,
      mockServices.httpAuth.factory({
        defaultCredentials: options.credentials ?? mockCredentials.user(),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => signals,
      }),
    ],
  });
  return { server: backend.server, event, auditor, permissions, signals };
}
