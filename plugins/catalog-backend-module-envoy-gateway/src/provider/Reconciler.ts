import { LoggerService } from '@backstage/backend-plugin-api';
import { ANNOTATION_CONTENT_HASH } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import {
  BuiltEntity,
  ClusterView,
  ComponentIndex,
  EntityContext,
  FactDefaults,
  refusalOf,
} from '../entities';
import { CatalogWriter, PendingWrite } from './CatalogWriter';
import { ChangeTracker } from './ChangeTracker';
import { decide } from './decide';
import { KeptLog } from './KeptLog';
import { RemovalGuard } from './RemovalGuard';
import { TimeSlice } from './waiting';
import {
  mergeLoaded,
  WrittenEntities,
  writtenEntity,
  WrittenEntity,
} from './writtenEntities';

/** Entities are handed over while later ones are still being built. */
const BATCH = 200;

type Removals = Array<[string, WrittenEntity]>;

/**
 * Keeps the catalog's entities equal to what the inventory holds: decides the objects a change concerns,
 * and writes what differs from what was written last.
 */
export class Reconciler {
  readonly #inventory: EnvoyGatewayInventory;
  readonly #tracker: ChangeTracker;
  readonly #writer: CatalogWriter;
  readonly #guard: RemovalGuard;
  readonly #defaults: FactDefaults;
  readonly #logger: LoggerService;
  readonly #log: KeptLog;
  #written: WrittenEntities = new Map();
  /** The object that holds an entity ref: names that are cut may collide. */
  readonly #holders = new Map<string, string>();
  #missingIsGone = false;

  constructor(options: {
    inventory: EnvoyGatewayInventory;
    writer: CatalogWriter;
    guard: RemovalGuard;
    defaults: FactDefaults;
    logger: LoggerService;
  }) {
    this.#inventory = options.inventory;
    this.#tracker = new ChangeTracker(options.inventory);
    this.#writer = options.writer;
    this.#guard = options.guard;
    this.#defaults = options.defaults;
    this.#logger = options.logger;
    this.#log = new KeptLog(options.logger);
  }

  /** Takes what the catalog holds for the truth, and has everything decided anew. */
  adopt(
    loaded: WrittenEntities,
    options: { now: number; settleMs: number },
  ): void {
    this.#written = mergeLoaded(this.#written, loaded, options);
    this.#holders.clear();
    for (const [key, { entityRef }] of this.#written) {
      this.#holders.set(entityRef, key);
    }
    this.#tracker.observeAfresh(this.#written);
  }

  observe(cluster: string): void {
    this.#tracker.observe(cluster, this.#written);
  }

  observeAll(): void {
    this.#tracker.observeAll(this.#written);
  }

  observeComponents(components: ComponentIndex): void {
    this.#tracker.observeComponents(components);
  }

  /** From now on a cluster the inventory does not know counts as removed from the config. */
  concludeMissingClusters(): void {
    const known = new Set(this.#inventory.clusters().map(({ name }) => name));
    if (this.#missingIsGone || known.size === 0) {
      // Without any cluster the config is more likely lost than emptied.
      return;
    }
    this.#missingIsGone = true;
    const missing = new Set<string>();
    for (const { object, clusters } of this.#written.values()) {
      for (const name of clusters.filter(one => !known.has(one))) {
        missing.add(name);
        this.#tracker.mark(object);
      }
    }
    if (missing.size > 0) {
      this.#logger.info(
        `No longer configured: cluster ${[...missing].sort().join(', ')}. ` +
          `What no other cluster has is removed from the catalog`,
      );
    }
  }

  /** Decides what was noted and writes what differs. False when the catalog did not take all of it. */
  async pass(signal: AbortSignal, now: number): Promise<boolean> {
    const views = this.#tracker.views;
    const slice = new TimeSlice();
    const removals: Removals = [];
    let pending: PendingWrite[] = [];
    let changed = 0;
    let complete = true;
    const flush = async () => {
      const failed = await this.#write(pending, now);
      changed += pending.length - failed;
      complete = complete && failed === 0;
      pending = [];
    };
    for (const [key, object] of this.#tracker.take()) {
      if (signal.aborted) {
        this.#tracker.mark(object);
        continue;
      }
      await slice.giveWay();
      const written = this.#written.get(key);
      const decision = decide({
        object,
        written,
        views,
        isGone: () => this.#missingIsGone,
        context: this.#context(),
      });
      if (decision.type !== 'remove') {
        this.#guard.forget(key);
      }
      this.#log.settled(key);
      if (decision.type === 'write') {
        const write = await this.#admit(key, decision.built);
        pending.push(...(write ? [write] : []));
        if (pending.length >= BATCH) {
          await flush();
        }
      } else if (decision.type === 'remove' && written) {
        removals.push([key, written]);
      } else if (decision.type === 'keep' || decision.type === 'wait') {
        this.#tracker.wait(object);
        if (decision.type === 'keep') {
          this.#log.kept(key, decision.reason);
        }
      } else if (decision.type === 'refuse') {
        this.#log.problem(key, [`no entity is made of it: ${decision.reason}`]);
      } else {
        this.#log.problem(key, []);
      }
    }
    await flush();
    const removed = await this.#remove(removals, { signal, now, views });
    if (changed + removed.count > 0) {
      this.#logger.info(
        `Wrote ${changed} and removed ${
          removed.count
        } API entities; there are ${this.#written.size} now`,
      );
    }
    this.#log.summarise();
    return complete && removed.complete;
  }

  #context(): EntityContext {
    return {
      controllerNames: this.#inventory.controllerNames,
      components: this.#tracker.components,
      defaults: this.#defaults,
    };
  }

  /** The write an entity needs, or none: it stands as it is, or the catalog would refuse it. */
  async #admit(
    key: string,
    { entity, problems }: BuiltEntity,
  ): Promise<PendingWrite | undefined> {
    const hash = entity.metadata.annotations?.[ANNOTATION_CONTENT_HASH];
    if (this.#written.get(key)?.hash === hash) {
      this.#log.problem(key, problems);
      return undefined;
    }
    const written = writtenEntity(entity);
    const refusal = written
      ? await refusalOf(entity)
      : 'its annotations do not name an object';
    if (!written || refusal) {
      this.#log.problem(key, [
        ...problems,
        `the catalog would refuse its entity: ${refusal}`,
      ]);
      return undefined;
    }
    const holder = this.#holders.get(written.entityRef) ?? key;
    if (holder !== key) {
      this.#log.problem(key, [
        ...problems,
        `its entity ref ${written.entityRef} is taken by ${holder}; rename one of them`,
      ]);
      return undefined;
    }
    this.#holders.set(written.entityRef, key);
    this.#log.problem(key, problems);
    return { key, entity, written };
  }

  /** Returns how many could not be written. */
  async #write(pending: PendingWrite[], now: number): Promise<number> {
    const failed = new Set(await this.#writer.write(pending));
    for (const write of pending) {
      if (failed.has(write)) {
        this.#tracker.mark(write.written.object);
      } else {
        this.#written.set(write.key, { ...write.written, writtenAt: now });
      }
    }
    return failed.size;
  }

  async #remove(
    removals: Removals,
    options: {
      signal: AbortSignal;
      now: number;
      views: readonly ClusterView[];
    },
  ): Promise<{ complete: boolean; count: number }> {
    if (options.signal.aborted) {
      removals.forEach(([, { object }]) => this.#tracker.mark(object));
      return { complete: true, count: 0 };
    }
    const { release, hold, newlyHeld } = this.#guard.judge(removals, {
      ...options,
      total: this.#written.size,
    });
    if (newlyHeld > 0) {
      this.#logger.warn(
        `Held back the removal of ${newlyHeld} of ${
          this.#written.size
        } API entities: their objects are gone from the clusters, all at once. ` +
          `They are removed when a second full sync confirms it (envoyGateway.catalog.removalThreshold)`,
      );
    }
    for (const [key] of hold) {
      this.#log.kept(key, 'its removal waits for a second full sync');
    }
    const failed = new Set(
      (await this.#writer.remove(release)).map(([key]) => key),
    );
    for (const [key, { object, entityRef }] of release) {
      if (failed.has(key)) {
        this.#tracker.mark(object);
      } else {
        this.#written.delete(key);
        this.#holders.delete(entityRef);
        this.#guard.forget(key);
        this.#log.problem(key, []);
      }
    }
    return { complete: failed.size === 0, count: release.length - failed.size };
  }
}
