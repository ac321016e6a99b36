export * from './types';
export { gatewayIsOurs } from './ownership';
export { attachRoute } from './attachRoute';
export { backendExists, isKnownBackendKind } from './backends';
