/**
 * Helpers for tests of what reads the inventory.
 *
 * @packageDocumentation
 */
export * from './testing/inventoryMock';
export type {
  ClusterPhase,
  ClusterReader,
  ClusterStatus,
  EnvoyGatewayInventory,
  InventoryCluster,
  InventoryEvent,
  KindPhase,
  KindStatus,
  TrafficSourceConfig,
} from './types';
