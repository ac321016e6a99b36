import {
  createServiceFactory,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  createSnapshot,
  ENVOY_GATEWAY_CONTROLLER,
  ObjectRef,
  parseResource,
  refOf,
  RESOURCE_KINDS,
  Snapshot,
  SnapshotChange,
} from '@envoy-gateway-portal/gateway-model';
import { haveKindsSynced } from '../cluster/kindStatus';
import { envoyGatewayInventoryServiceRef } from '../inventoryService';
import {
  ClusterReader,
  ClusterStatus,
  EnvoyGatewayInventory,
  InventoryCluster,
  InventoryEvent,
  KindStatus,
  TrafficSourceConfig,
} from '../types';

/**
 * A cluster of {@link inventoryMock}.
 *
 * @public
 */
export interface InventoryMockCluster {
  name: string;
  title?: string;
  /** Raw objects, as an API server would send them. */
  objects?: Iterable<unknown>;
  /** What differs from a cluster that is synced. */
  status?: Partial<ClusterStatus>;
  /** Which kinds had a complete listing: all (the default), none, or those named. */
  hasSynced?: boolean | readonly string[];
  traffic?: TrafficSourceConfig;
  envoyGatewayVersion?: InventoryCluster['envoyGatewayVersion'];
  /** Answers `reader.get`; without it, every path is not found. A string stands for a body with status 200. */
  read?: (
    path: string,
  ) =>
    | string
    | { status: number; contentType?: string; body: string }
    | Promise<string | { status: number; contentType?: string; body: string }>;
}

/**
 * An inventory without API servers. Changes reach the listeners before the call returns.
 *
 * @public
 */
export interface InventoryMock extends EnvoyGatewayInventory {
  /** Adds or replaces objects of a cluster. */
  upsert(cluster: string, ...objects: unknown[]): void;
  /** Removes objects of a cluster. */
  delete(cluster: string, ...refs: ObjectRef[]): void;
  /** Overlays the status of a cluster. */
  setStatus(cluster: string, status: Partial<ClusterStatus>): void;
  /** Says which kinds of a cluster had a complete listing. */
  setHasSynced(cluster: string, hasSynced: boolean | readonly string[]): void;
  /** Adds a cluster, or replaces the one of the same name. */
  setCluster(cluster: InventoryMockCluster): void;
  /** Provides this inventory to a test backend. */
  readonly factory: ServiceFactory<EnvoyGatewayInventory, 'root', 'singleton'>;
}

/**
 * Creates an {@link InventoryMock}.
 *
 * @public
 */
export function inventoryMock(options?: {
  clusters?: InventoryMockCluster[];
  controllerNames?: readonly string[];
}): InventoryMock {
  const clusters = new Map<string, MockCluster>();
  const listeners = new Set<(event: InventoryEvent) => void>();
  for (const cluster of options?.clusters ?? []) {
    clusters.set(cluster.name, createMockCluster(cluster));
  }

  const existing = (name: string): MockCluster => {
    const cluster = clusters.get(name);
    if (!cluster) {
      throw new NotFoundError(`The inventory mock has no cluster "${name}"`);
    }
    return cluster;
  };
  const emit = (cluster: string, kinds: Iterable<string>) => {
    const event = { cluster, kinds: new Set(kinds) };
    for (const listener of [...listeners]) {
      listener(event);
    }
  };

  const mock: Omit<InventoryMock, 'factory'> = {
    controllerNames: options?.controllerNames ?? [ENVOY_GATEWAY_CONTROLLER],
    clusters: () => [...clusters.values()],
    cluster: name => clusters.get(name),
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    upsert: (name, ...objects) => {
      existing(name).apply(
        objects.map(object => ({ type: 'upsert' as const, object })),
      );
      emit(
        name,
        objects.map(object => refOfRaw(object).kind),
      );
    },
    delete: (name, ...refs) => {
      existing(name).apply(refs.map(ref => ({ type: 'delete' as const, ref })));
      emit(
        name,
        refs.map(ref => ref.kind),
      );
    },
    setStatus: (name, status) => {
      existing(name).overlay(status);
      emit(name, []);
    },
    setHasSynced: (name, hasSynced) => {
      existing(name).setHasSynced(hasSynced);
      emit(name, []);
    },
    setCluster: cluster => {
      clusters.set(cluster.name, createMockCluster(cluster));
      emit(
        cluster.name,
        RESOURCE_KINDS.map(({ kind }) => kind),
      );
    },
  };
  return {
    ...mock,
    factory: createServiceFactory({
      service: envoyGatewayInventoryServiceRef,
      deps: {},
      factory: () => mock,
    }),
  };
}

interface MockCluster extends InventoryCluster {
  apply(changes: SnapshotChange[]): void;
  overlay(status: Partial<ClusterStatus>): void;
  setHasSynced(hasSynced: boolean | readonly string[]): void;
}

function createMockCluster(options: InventoryMockCluster): MockCluster {
  const { name, title } = options;
  let snapshot: Snapshot = createSnapshot();
  const refs = new Map<string, ObjectRef>();
  let overlay: Partial<ClusterStatus> = options.status ?? {};
  let synced = options.hasSynced ?? true;

  const kinds = (): KindStatus[] =>
    RESOURCE_KINDS.map(({ group, kind, versions }) => {
      const hasSynced =
        typeof synced === 'boolean' ? synced : synced.includes(kind);
      return {
        group,
        kind,
        version: versions[0],
        phase: hasSynced ? 'watching' : 'pending',
        hasSynced,
        objects: [...refs.values()].filter(
          ref => ref.group === group && ref.kind === kind,
        ).length,
        unreadable: snapshot.unreadable.filter(
          ({ ref }) => ref.group === group && ref.kind === kind,
        ).length,
      };
    });
  const status = (): ClusterStatus => ({
    name,
    title,
    phase: synced === true ? 'synced' : 'connecting',
    kinds: kinds(),
    ...overlay,
  });

  const apply = (changes: SnapshotChange[]) => {
    snapshot = snapshot.apply(changes);
    for (const change of changes) {
      if (change.type === 'delete') {
        refs.delete(JSON.stringify(normalise(change.ref)));
      } else {
        const ref = refOfRaw(change.object);
        refs.set(JSON.stringify(ref), ref);
      }
    }
  };
  apply(
    [...(options.objects ?? [])].map(object => ({ type: 'upsert', object })),
  );

  return {
    name,
    title,
    envoyGatewayVersion: options.envoyGatewayVersion,
    traffic: options.traffic ?? { type: 'none' },
    reader: createMockReader(options),
    get snapshot() {
      return snapshot;
    },
    get status() {
      return status();
    },
    hasSynced: (...names) => haveKindsSynced(status().kinds, names),
    apply,
    overlay: next => {
      overlay = { ...overlay, ...next };
    },
    setHasSynced: next => {
      synced = next;
    },
  };
}

function createMockReader(options: InventoryMockCluster): ClusterReader {
  return {
    get: async path => {
      const answer = await options.read?.(path);
      if (answer === undefined) {
        throw new NotFoundError(
          `Cluster "${options.name}": ${path} does not exist`,
        );
      }
      return typeof answer === 'string'
        ? { status: 200, body: answer }
        : answer;
    },
  };
}

function refOfRaw(object: unknown): ObjectRef {
  const parsed = parseResource(object);
  return normalise(
    'error' in parsed ? parsed.error.ref : refOf(parsed.resource),
  );
}

function normalise({ group, kind, namespace, name }: ObjectRef): ObjectRef {
  return { group, kind, namespace, name };
}
