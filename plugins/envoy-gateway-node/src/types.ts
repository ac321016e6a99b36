import {
  EnvoyGatewayVersion,
  Snapshot,
} from '@envoy-gateway-portal/gateway-model';

/**
 * How one kind of one cluster stands.
 *
 * - `pending`: not asked yet
 * - `absent`: the API server does not serve the kind; it may appear later
 * - `forbidden`: the credentials may not list or watch it
 * - `listing`: the first complete listing is under way
 * - `watching`: listed completely, and changes arrive
 * - `failing`: listed or not, the last contact failed; `error` says how, and it is being retried
 *
 * @public
 */
export type KindPhase =
  | 'pending'
  | 'absent'
  | 'forbidden'
  | 'listing'
  | 'watching'
  | 'failing';

/** @public */
export interface KindStatus {
  group: string;
  kind: string;
  /** The version in use. Absent until discovery answered. */
  version?: string;
  phase: KindPhase;
  /** Whether a complete listing succeeded since start. Only then does a missing object mean a deleted one. */
  hasSynced: boolean;
  objects: number;
  /** Objects that exist and could not be understood. */
  unreadable: number;
  /** RFC 3339; the last time the API server answered for this kind. */
  lastContact?: string;
  /** What failed last, in words, with the remedy. */
  error?: string;
}

/**
 * How a cluster stands, for people to read.
 *
 * - `connecting`: nothing heard yet
 * - `synced`: every kind is watched or absent
 * - `degraded`: some kinds cannot be read; the rest is current
 * - `unreachable`: nothing can be read now; what is shown is what was known last
 *
 * @public
 */
export type ClusterPhase = 'connecting' | 'synced' | 'degraded' | 'unreachable';

/** @public */
export interface ClusterStatus {
  name: string;
  title?: string;
  phase: ClusterPhase;
  /** RFC 3339; the last time the API server answered anything. */
  lastContact?: string;
  error?: string;
  kinds: KindStatus[];
}

/**
 * Reads paths of a cluster's API server with the credentials configured for it. Reads only: the
 * portal never writes to a cluster.
 *
 * @public
 */
export interface ClusterReader {
  /**
   * GETs a path such as `/api/v1/namespaces/x/pods?labelSelector=…`.
   *
   * @throws an `@backstage/errors` error that names the cluster, the path and the remedy:
   * AuthenticationError (401), NotAllowedError (403), NotFoundError (404), ServiceUnavailableError (no answer in time), ResponseError-like otherwise
   */
  get(
    path: string,
    options?: { signal?: AbortSignal; timeoutMs?: number; maxBytes?: number },
  ): Promise<{ status: number; contentType?: string; body: string }>;
}

/**
 * A cluster of the inventory: its newest snapshot, how current that is, and a way to read more.
 *
 * @public
 */
export interface InventoryCluster {
  readonly name: string;
  readonly title?: string;
  /** The newest snapshot. Kinds that have not synced are empty in it: ask `hasSynced` before concluding from absence. */
  readonly snapshot: Snapshot;
  readonly status: ClusterStatus;
  readonly reader: ClusterReader;
  /**
   * Which Envoy Gateway runs in it, as configured or as its pods tell; the nearest version that is known. Absent
   * where neither does: then the newest is assumed.
   */
  readonly envoyGatewayVersion?: EnvoyGatewayVersion;
  /** Where its traffic figures come from, as configured. */
  readonly traffic: TrafficSourceConfig;
  /** True when every named kind had a complete listing since start, or is known to be absent; with no names, every kind. */
  hasSynced(...kinds: string[]): boolean;
}

/**
 * Where a cluster's traffic figures come from.
 *
 * @public
 */
export type TrafficSourceConfig =
  | {
      type: 'prometheus';
      /** Base URL of Prometheus' HTTP API, or a path at the cluster's API server (a service proxy path). */
      url: string;
      /** True when `url` is a path at the API server. */
      throughApiServer: boolean;
      token?: string;
      /** Label that names the proxy pod. */
      podLabel: string;
      /** Label that names the namespace of the proxy pod. */
      namespaceLabel: string;
    }
  | { type: 'proxies' }
  | { type: 'none' };

/**
 * What a listener of the inventory hears: which cluster, and which kinds changed in it. Status changes
 * of a cluster arrive with no kinds.
 *
 * @public
 */
export interface InventoryEvent {
  cluster: string;
  /** `Kind` names whose objects changed. */
  kinds: ReadonlySet<string>;
}

/**
 * The clusters this portal reads, kept current by watches. One per process, shared by every plugin.
 *
 * @public
 */
export interface EnvoyGatewayInventory {
  clusters(): readonly InventoryCluster[];
  cluster(name: string): InventoryCluster | undefined;
  /** Controller names whose GatewayClasses count as ours. */
  readonly controllerNames: readonly string[];
  /** Calls back after every change, coalesced; returns the unsubscribe function. A listener that throws costs only itself. */
  subscribe(listener: (event: InventoryEvent) => void): () => void;
}

/**
 * A source of clusters beside the configured ones.
 *
 * @public
 */
export interface ClusterSource {
  /** Starts, reports clusters as they come, and stops with the signal. */
  start(options: {
    signal: AbortSignal;
    onCluster: (cluster: InventoryCluster) => void;
    onEvent: (event: InventoryEvent) => void;
  }): Promise<void>;
}

/**
 * An inventory that takes further sources of clusters; the root service is one.
 *
 * @public
 */
export interface MutableInventory extends EnvoyGatewayInventory {
  /** Starts the source with the inventory, or at once when that has started already. */
  addClusterSource(source: ClusterSource): void;
}
