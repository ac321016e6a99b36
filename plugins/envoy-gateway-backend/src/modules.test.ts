import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  envoyGatewayInventoryExtensionPoint,
  envoyGatewayInventoryServiceRef,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import request from 'supertest';
import { envoyGatewayTrafficExtensionPoint } from '.';
import { httpRoute, service } from './__testUtils__/manifests';
import { inventory, startPlugin } from './__testUtils__/startPlugin';

describe('modules', () => {
  const clusterSource = { start: jest.fn(async () => {}) };
  const addsClusters = createBackendModule({
    pluginId: 'envoy-gateway',
    moduleId: 'clusters',
    register(env) {
      env.registerInit({
        deps: { inventory: envoyGatewayInventoryExtensionPoint },
        async init({ inventory: point }) {
          point.addClusterSource(clusterSource);
        },
      });
    },
  });

  it('add traffic sources, which are asked first', async () => {
    const { server } = await startPlugin({
      features: [
        createBackendModule({
          pluginId: 'envoy-gateway',
          moduleId: 'traffic',
          register(env) {
            env.registerInit({
              deps: { traffic: envoyGatewayTrafficExtensionPoint },
              async init({ traffic }) {
                traffic.addTrafficSource({
                  title: 'Broken',
                  handles: ({ name }) => name === 'staging',
                  read: async () => {
                    throw new Error('never asked');
                  },
                });
                traffic.addTrafficSource({
                  title: 'My metrics',
                  handles: () => true,
                  read: async ({ routes }) => ({
                    generated: false,
                    rules: routes.map(({ namespace, name }) => ({
                      namespace,
                      name,
                      index: 0,
                      window: { requests: 12 },
                      steps: [],
                    })),
                  }),
                });
              },
            });
          },
        }),
      ],
    });
    const { body } = await request(server).get(
      '/api/envoy-gateway/entities/api/default/payments.payments/traffic',
    );
    expect(body.total).toEqual({ requests: 12 });
    expect(body.sources).toEqual([
      {
        cluster: 'production',
        source: 'custom',
        title: 'My metrics',
        generated: false,
      },
    ]);
  });

  it('add clusters to the inventory', async () => {
    const addClusterSource = jest.fn();
    await startPlugin({
      features: [addsClusters],
      inventory: {
        factory: createServiceFactory({
          service: envoyGatewayInventoryServiceRef,
          deps: {},
          factory: () => ({ ...inventory(), addClusterSource }),
        }),
      },
    });
    expect(addClusterSource).toHaveBeenCalledWith(clusterSource);
  });

  it('are told when the inventory takes no clusters', async () => {
    await expect(startPlugin({ features: [addsClusters] })).rejects.toThrow(
      'takes none',
    );
  });
});

it('signals changes of the inventory, collected, without their content', async () => {
  const mock = inventory();
  const { signals } = await startPlugin({ inventory: mock });

  mock.upsert('production', httpRoute('secret-route'), service('other'));
  mock.delete('production', {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    namespace: 'payments',
    name: 'secret-route',
  });
  expect(signals.publish).not.toHaveBeenCalled();
  await new Promise(resolve => setTimeout(resolve, 1_200));

  expect(signals.publish.mock.calls).toEqual([
    [
      {
        recipients: { type: 'broadcast' },
        channel: 'envoy-gateway',
        message: { cluster: 'production', kinds: ['HTTPRoute', 'Service'] },
      },
    ],
  ]);
});
