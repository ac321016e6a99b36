export * from './kubernetesContract';
export type { ContractTarget } from './apiClient';
