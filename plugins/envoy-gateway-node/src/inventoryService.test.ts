import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { pause, service, until } from './__testUtils__/inventoryHarness';
import {
  ScriptedApiServer,
  startScriptedApiServer,
} from './__testUtils__/scriptedApiServer';
import {
  envoyGatewayInventoryServiceRef,
  isMutableInventory,
} from './inventoryService';
import { EnvoyGatewayInventory } from './types';

let server: ScriptedApiServer;

beforeEach(async () => {
  server = await startScriptedApiServer();
});

afterEach(() => server.close());

/** A backend with two plugins that use the inventory. */
async function startBackend(envoyGateway: JsonObject) {
  const inventories: EnvoyGatewayInventory[] = [];
  const requestsAtInit: number[] = [];
  const plugin = (pluginId: string) =>
    createBackendPlugin({
      pluginId,
      register: ({ registerInit }) =>
        registerInit({
          deps: { inventory: envoyGatewayInventoryServiceRef },
          init: async ({ inventory }) => {
            inventories.push(inventory);
            requestsAtInit.push(server.requests.length);
          },
        }),
    });
  const backend = await startTestBackend({
    features: [
      plugin('one'),
      plugin('two'),
      mockServices.rootConfig.factory({ data: { envoyGateway } }),
    ],
  });
  return { backend, inventories, requestsAtInit };
}

describe('envoyGatewayInventoryServiceRef', () => {
  it('gives every plugin the same inventory, which lives as long as the backend', async () => {
    server.put('services', service('s'));
    const { backend, inventories, requestsAtInit } = await startBackend({
      clusters: [{ name: 'production', url: server.url }],
    });
    const [inventory] = inventories;

    expect(inventories[1]).toBe(inventory);
    expect(requestsAtInit).toEqual([0, 0]);
    expect(isMutableInventory(inventory)).toBe(true);
    expect(inventory.controllerNames).toEqual([
      'gateway.envoyproxy.io/gatewayclass-controller',
    ]);
    const cluster = inventory.cluster('production')!;
    await until(() => cluster.status.phase === 'synced');
    expect(cluster.snapshot.service('payments', 's')).toBeDefined();
    await expect(cluster.reader.get('/version')).resolves.toMatchObject({
      status: 200,
      body: expect.stringContaining('v1.36.0'),
    });
    await expect(cluster.reader.get('/api/v1/nothing')).rejects.toMatchObject({
      name: 'NotFoundError',
    });

    await backend.stop();
    await until(() => server.connections.open === 0);
    const requests = server.requests.length;
    await pause();
    expect(server.requests).toHaveLength(requests);
  });

  it('does without clusters', async () => {
    const { backend, inventories } = await startBackend({});

    expect(inventories[0].clusters()).toEqual([]);
    expect(inventories[0].cluster('production')).toBeUndefined();
    await backend.stop();
  });

  it('stops the start when the configuration is wrong', async () => {
    await expect(
      startBackend({
        clusters: [
          { name: 'a', url: server.url },
          { name: 'b', url: 'b' },
        ],
      }),
    ).rejects.toThrow(
      /envoyGateway\.clusters\[1\]\.url: is not a URL; write it with scheme and host/,
    );
    await expect(
      startBackend({
        clusters: [{ name: 'a', url: server.url, tokenFile: '/missing' }],
      }),
    ).rejects.toThrow(
      /envoyGateway\.clusters\[0\]\.tokenFile: \/missing cannot be read/,
    );
  });
});
