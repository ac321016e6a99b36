/**
 * Helpers for tests of what reads the inventory.
 *
 * @packageDocumentation
 */
export * from './testing/inventoryMock';
