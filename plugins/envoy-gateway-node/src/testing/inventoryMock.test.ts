import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import { InventoryEvent } from '../types';
import { inventoryMock } from './inventoryMock';

const gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'platform', name: 'public' },
  spec: {
    gatewayClassName: 'eg',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  },
};
const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'payments' },
};

describe('inventoryMock', () => {
  it('holds objects, tells of changes, and says what synced', () => {
    const inventory = inventoryMock({
      clusters: [{ name: 'production', objects: [gateway] }],
    });
    const events: InventoryEvent[] = [];
    const unsubscribe = inventory.subscribe(event => events.push(event));
    const cluster = inventory.cluster('production')!;

    expect(inventory.controllerNames).toEqual([ENVOY_GATEWAY_CONTROLLER]);
    expect(cluster.snapshot.gateway('platform', 'public')).toBeDefined();
    expect(cluster.hasSynced()).toBe(true);
    expect(cluster.status.phase).toBe('synced');

    inventory.upsert('production', namespace);
    expect(cluster.snapshot.namespace('payments')).toBeDefined();
    expect(
      cluster.status.kinds.find(({ kind }) => kind === 'Namespace')?.objects,
    ).toBe(1);

    inventory.delete('production', {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      namespace: 'platform',
      name: 'public',
    });
    expect(cluster.snapshot.gateways).toEqual([]);

    inventory.setStatus('production', { phase: 'unreachable', error: 'down' });
    expect(cluster.status).toMatchObject({
      phase: 'unreachable',
      error: 'down',
    });

    inventory.setHasSynced('production', ['Gateway']);
    expect(cluster.hasSynced('Gateway')).toBe(true);
    expect(cluster.hasSynced('Gateway', 'HTTPRoute')).toBe(false);

    expect(events.map(({ kinds }) => [...kinds])).toEqual([
      ['Namespace'],
      ['Gateway'],
      [],
      [],
    ]);
    unsubscribe();
    inventory.upsert('production', gateway);
    expect(events).toHaveLength(4);
  });

  it('answers reads as told, and is not found otherwise', async () => {
    const inventory = inventoryMock({
      clusters: [{ name: 'a', read: path => `read ${path}` }, { name: 'b' }],
    });

    await expect(
      inventory.cluster('a')!.reader.get('/api/v1/pods'),
    ).resolves.toEqual({ status: 200, body: 'read /api/v1/pods' });
    await expect(
      inventory.cluster('b')!.reader.get('/api/v1/pods'),
    ).rejects.toThrow('Cluster "b": /api/v1/pods does not exist');
    expect(() => inventory.upsert('c', namespace)).toThrow('no cluster "c"');
  });
});
