/**
 * The inventory: clusters, reflectors and snapshots shared by the Envoy Gateway backend plugins.
 *
 * @packageDocumentation
 */
export * from './types';
export * from './inventoryService';
export * from './extensionPoint';
