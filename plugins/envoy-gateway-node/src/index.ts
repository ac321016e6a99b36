export * from './types';
export * from './inventoryService';
