import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  createBackendModule,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import catalogModuleEnvoyGateway from '.';
import { httpRoute, platform, service } from './__testUtils__/objects';
import {
  loadWrittenEntities,
  WrittenEntities,
} from './provider/writtenEntities';

const PAYMENTS = 'api:default/payments.payments';
const COMPONENT = 'component:default/payments-service';

/** The catalog's own file of a team, and a way to ask the catalog. */
function bench() {
  let ask: ((ref: string) => Promise<Entity | undefined>) | undefined;
  let load: (() => Promise<WrittenEntities>) | undefined;
  const component: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments-service',
      namespace: 'default',
      annotations: {
        'backstage.io/kubernetes-id': 'payments-service',
        'backstage.io/managed-by-location': 'url:https://git.example/c.yaml',
        'backstage.io/managed-by-origin-location':
          'url:https://git.example/c.yaml',
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
  };
  const feature = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'bench',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          processing: catalogProcessingExtensionPoint,
        },
        async init({ auth, catalog, processing }) {
          ask = async ref =>
            catalog.getEntityByRef(ref, {
              credentials: await auth.getOwnServiceCredentials(),
            });
          load = () => loadWrittenEntities(catalog, auth);
          processing.addEntityProvider({
            getProviderName: () => 'bench',
            connect: async connection =>
              connection.applyMutation({
                type: 'full',
                entities: [{ entity: component }],
              }),
          });
        },
      });
    },
  });
  return {
    feature,
    entity: async (ref: string) => ask?.(ref),
    written: async () => load?.(),
  };
}

async function eventually<T>(
  read: () => Promise<T>,
  check: (value: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await read();
    if (check(value) || Date.now() > deadline) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

const relationsOf = (entity: Entity | undefined) =>
  (entity?.relations ?? [])
    .map(({ type, targetRef }) => `${type} ${targetRef}`)
    .sort();

describe('the catalog module', () => {
  it('shows entities and relations in a real catalog, and takes them away', async () => {
    const inventory = inventoryMock({
      clusters: [
        {
          name: 'production',
          objects: [
            ...platform(),
            httpRoute(),
            service({ kubernetesId: 'payments-service' }),
          ],
        },
      ],
    });
    const { feature, entity, written } = bench();
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleEnvoyGateway,
        feature,
        inventory.factory,
        schedulerServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 5 },
              stitchingStrategy: {
                mode: 'deferred',
                pollingInterval: { milliseconds: 100 },
              },
            },
          },
        }),
      ],
    });
    try {
      const api = await eventually(
        () => entity(PAYMENTS),
        one => relationsOf(one).length >= 3,
      );
      expect(api).toMatchObject({
        kind: 'API',
        spec: { type: 'openapi', owner: 'group:default/payments' },
      });
      expect(relationsOf(api)).toEqual([
        `apiProvidedBy ${COMPONENT}`,
        'dependsOn api:default/platform.public_gateway',
        'ownedBy group:default/payments',
      ]);
      const component = await eventually(
        () => entity(COMPONENT),
        one => relationsOf(one).includes(`providesApi ${PAYMENTS}`),
      );
      expect(relationsOf(component)).toContain(`providesApi ${PAYMENTS}`);
      const gatewayApi = await eventually(
        () => entity('api:default/platform.public_gateway'),
        one => relationsOf(one).includes(`dependencyOf ${PAYMENTS}`),
      );
      expect(relationsOf(gatewayApi)).toContain(`dependencyOf ${PAYMENTS}`);

      // What a restarted portal reads back.
      expect((await written())?.get('HTTPRoute/payments/payments')).toEqual({
        object: {
          kind: 'HTTPRoute',
          namespace: 'payments',
          name: 'payments',
        },
        entityRef: PAYMENTS,
        hash: expect.stringMatching(/^[0-9a-f]{32}$/),
        clusters: ['production'],
        remembered: {
          owner: 'group:default/payments',
          ownerSource: 'component',
          lifecycle: 'production',
          system: undefined,
          providedBy: [COMPONENT],
        },
      });

      inventory.delete('production', {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        namespace: 'payments',
        name: 'payments',
      });
      await expect(
        eventually(
          () => entity(PAYMENTS),
          one => one === undefined,
        ),
      ).resolves.toBeUndefined();
      const bereft = await eventually(
        () => entity(COMPONENT),
        one => !relationsOf(one).includes(`providesApi ${PAYMENTS}`),
      );
      expect(relationsOf(bereft)).toEqual(['ownedBy group:default/payments']);
    } finally {
      await backend.stop();
    }
  }, 120_000);

  it('stops the start over a config it cannot take, naming the path', async () => {
    await expect(
      startTestBackend({
        features: [
          catalogPlugin,
          catalogModuleEnvoyGateway,
          inventoryMock().factory,
          mockServices.rootConfig.factory({
            data: { envoyGateway: { catalog: { defaultOwner: 'system:x' } } },
          }),
        ],
      }),
    ).rejects.toThrow(/envoyGateway\.catalog\.defaultOwner/);
  }, 30_000);
});
