import { EnvoyGatewayVersion } from '@envoy-gateway-portal/gateway-model';
import { TrafficSourceConfig } from '../types';

/** How a cluster's API server is found and which credentials it is shown. */
export type ClusterAccessConfig =
  | {
      type: 'kubeconfig';
      file: string;
      /** Absent means the file's current context. */
      context?: string;
      allowExec: boolean;
    }
  | { type: 'inCluster' }
  | {
      type: 'url';
      url: URL;
      token?: string;
      tokenFile?: string;
      /** PEM, decoded. */
      ca?: string;
      caFile?: string;
      skipTLSVerify: boolean;
    };

export interface ClusterConfig {
  name: string;
  title?: string;
  /** Where it stands in the configuration, for messages: `envoyGateway.clusters[0]`. */
  path: string;
  access: ClusterAccessConfig;
  /** Absent means that the cluster is asked. */
  envoyGatewayVersion?: EnvoyGatewayVersion;
  traffic: TrafficSourceConfig;
}

/** Durations in milliseconds. */
export interface InventoryTuning {
  /** Objects per page of a listing. */
  pageSize: number;
  /** How long any answer but a watch may take as a whole. */
  requestTimeoutMs: number;
  /** How long the API server is asked to keep a watch open; each watch takes up to half as long again. */
  watchTimeoutMs: number;
  /** A watch that is silent for so long is opened anew. */
  inactivityTimeoutMs: number;
  /** A cluster that is silent for so long is asked whether it is still there. */
  heartbeatMs: number;
}

export interface InventoryConfig {
  clusters: ClusterConfig[];
  controllerNames: string[];
  tuning: InventoryTuning;
}
