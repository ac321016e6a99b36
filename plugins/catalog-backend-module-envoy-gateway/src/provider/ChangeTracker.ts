import { ApiEntityObject } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import {
  ClusterView,
  ComponentIndex,
  ENTITY_KINDS,
  kubernetesIdOf,
  objectKey,
  viewCluster,
} from '../entities';
import {
  affectedObjects,
  allObjects,
  ObjectSet,
  routesOfServices,
} from './changes';
import { changedIds } from './componentLookup';
import { WrittenEntities } from './writtenEntities';

function statusOf(
  { kinds }: ClusterView,
  read: (kind: { phase: string; hasSynced: boolean }) => unknown,
): string {
  return JSON.stringify(
    ENTITY_KINDS.map(kind => {
      const status = kinds.get(kind);
      return status && read(status);
    }),
  );
}

/** Whether the two views differ in how current a kind is. */
function differInPhase(before: ClusterView, after: ClusterView): boolean {
  const read = ({ phase }: { phase: string }) => phase;
  return statusOf(before, read) !== statusOf(after, read);
}

/** Whether the two views differ in which kinds can be read at all. */
function differInReadability(before: ClusterView, after: ClusterView): boolean {
  const read = ({
    phase,
    hasSynced,
  }: {
    phase: string;
    hasSynced: boolean;
  }) => [
    hasSynced,
    phase === 'absent',
    // The end of a first listing, however it ended.
    !hasSynced && (phase === 'pending' || phase === 'listing'),
  ];
  return statusOf(before, read) !== statusOf(after, read);
}

/**
 * Knows which objects are to be decided: those that a change of a cluster or of the catalog's Components
 * concerns, and no others.
 */
export class ChangeTracker {
  readonly #inventory: EnvoyGatewayInventory;
  #views = new Map<string, ClusterView>();
  #components: ComponentIndex = new Map();
  #dirty: ObjectSet = new Map();
  /** Objects that wait for something to become readable. */
  readonly #waiting: ObjectSet = new Map();

  constructor(inventory: EnvoyGatewayInventory) {
    this.#inventory = inventory;
  }

  /** The clusters as they were last looked at, in the order of the inventory. */
  get views(): readonly ClusterView[] {
    return this.#inventory
      .clusters()
      .flatMap(({ name }) => this.#views.get(name) ?? []);
  }

  get components(): ComponentIndex {
    return this.#components;
  }

  mark(object: ApiEntityObject): void {
    this.#dirty.set(objectKey(object), object);
  }

  /** Decided again when the state of a kind changes. */
  wait(object: ApiEntityObject): void {
    this.#waiting.set(objectKey(object), object);
  }

  /** Hands over what is to be decided. */
  take(): ObjectSet {
    const dirty = this.#dirty;
    this.#dirty = new Map();
    for (const key of dirty.keys()) {
      this.#waiting.delete(key);
    }
    return dirty;
  }

  /** Looks at a cluster, and notes what has changed in it since the last look. */
  observe(name: string, written: WrittenEntities): void {
    const cluster = this.#inventory.cluster(name);
    if (!cluster) {
      return;
    }
    const before = this.#views.get(name);
    const after = viewCluster(cluster);
    this.#views.set(name, after);
    if (!before || differInPhase(before, after)) {
      this.#markAll(this.#waiting.values());
    }
    if (before && !differInReadability(before, after)) {
      this.#markAll(affectedObjects(before.snapshot, after.snapshot).values());
      return;
    }
    this.#markAll(allObjects(after.snapshot).values());
    for (const { object, clusters } of written.values()) {
      if (clusters.includes(name)) {
        this.mark(object);
      }
    }
  }

  /** Looks at every cluster. */
  observeAll(written: WrittenEntities): void {
    for (const { name } of this.#inventory.clusters()) {
      this.observe(name, written);
    }
  }

  /** Looks at every cluster, and has everything decided anew. */
  observeAfresh(written: WrittenEntities): void {
    this.#views = new Map();
    this.observeAll(written);
    for (const { object } of written.values()) {
      this.mark(object);
    }
  }

  /** Takes the catalog's Components, and notes the routes that other ones answer for than before. */
  observeComponents(components: ComponentIndex): void {
    const ids = changedIds(this.#components, components);
    this.#components = components;
    if (ids.size === 0) {
      return;
    }
    for (const { snapshot } of this.#views.values()) {
      const services = snapshot.services.filter(service =>
        ids.has(kubernetesIdOf(service) ?? ''),
      );
      this.#markAll(routesOfServices(snapshot, services).values());
    }
  }

  #markAll(objects: Iterable<ApiEntityObject>): void {
    for (const object of objects) {
      this.mark(object);
    }
  }
}
