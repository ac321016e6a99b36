/**
 * A development control plane in one process: the Kubernetes API of several clusters, a Git server with
 * the platform's GitOps repository, the loop that applies it, verdicts, and generated statistics.
 *
 * @packageDocumentation
 */
export { startSandbox } from './sandbox';
export type { Sandbox, SandboxOptions } from './sandbox';
export type { SandboxCluster } from './sandboxCluster';
export type { AccessRule, CannedAnswer, Identity } from './kubernetes-api';
export type { GitopsStatus } from './gitops';
export type { Clock } from './clock';
export type { Logger } from './logger';
export type {
  FieldsV1,
  ManagedFields,
  ObjectStore,
  ServedKind,
  StoredMeta,
  StoredObject,
  StoreEvent,
} from './store';
export { kubernetesContract } from './contract';
export type {
  ContractCase,
  ContractTarget,
  KubernetesContract,
} from './contract';
