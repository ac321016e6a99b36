import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ApiEntityV1alpha1,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  DeferredEntity,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { locationOf } from '../entities';
import { WrittenEntity } from './writtenEntities';

/** One entity to write: what is written, and where it is remembered. */
export interface PendingWrite {
  key: string;
  entity: ApiEntityV1alpha1;
  written: WrittenEntity;
}

const BATCH = 200;

/** After so many failures in a row the database is the trouble, not an entity. */
const GIVE_UP = 3;

/**
 * Applies delta mutations in batches. After a batch failed, its entities are sent one by one: one that
 * the catalog refuses costs itself alone.
 */
export class CatalogWriter {
  readonly #connection: EntityProviderConnection;
  readonly #logger: LoggerService;

  constructor(connection: EntityProviderConnection, logger: LoggerService) {
    this.#connection = connection;
    this.#logger = logger;
  }

  /** Writes the entities and returns those that could not be written. */
  async write(pending: readonly PendingWrite[]): Promise<PendingWrite[]> {
    return this.#send(pending, {
      mutate: batch => ({
        added: batch.map(
          ({ entity, written }): DeferredEntity => ({
            entity,
            locationKey: locationOf(written.object),
          }),
        ),
        removed: [],
      }),
      describe: ({ entity }) => stringifyEntityRef(entity),
    });
  }

  /** Removes the entities and returns those that could not be removed. */
  async remove(
    removals: ReadonlyArray<[string, WrittenEntity]>,
  ): Promise<Array<[string, WrittenEntity]>> {
    return this.#send(removals, {
      mutate: batch => ({
        added: [],
        removed: batch.map(([, { entityRef, object }]) => ({
          entityRef,
          locationKey: locationOf(object),
        })),
      }),
      describe: ([, { entityRef }]) => entityRef,
    });
  }

  async #send<T>(
    items: readonly T[],
    options: {
      mutate: (batch: readonly T[]) => {
        added: DeferredEntity[];
        removed: Array<{ entityRef: string; locationKey: string }>;
      };
      describe: (item: T) => string;
    },
  ): Promise<T[]> {
    const failed: T[] = [];
    let failures = 0;
    for (let start = 0; start < items.length; start += BATCH) {
      const batch = items.slice(start, start + BATCH);
      if (failures >= GIVE_UP) {
        failed.push(...batch);
        continue;
      }
      const error = await this.#apply(options.mutate(batch));
      if (!error) {
        failures = 0;
        continue;
      }
      if (batch.length === 1) {
        failures++;
        failed.push(batch[0]);
        this.#report(options.describe(batch[0]), error);
        continue;
      }
      for (const item of batch) {
        const itemError =
          failures < GIVE_UP
            ? await this.#apply(options.mutate([item]))
            : error;
        if (!itemError) {
          failures = 0;
          continue;
        }
        failed.push(item);
        failures++;
        if (failures <= GIVE_UP) {
          this.#report(options.describe(item), itemError);
        }
      }
    }
    return failed;
  }

  async #apply(mutation: {
    added: DeferredEntity[];
    removed: Array<{ entityRef: string; locationKey: string }>;
  }): Promise<Error | undefined> {
    try {
      await this.#connection.applyMutation({ type: 'delta', ...mutation });
      return undefined;
    } catch (error) {
      return toError(error);
    }
  }

  #report(entityRef: string, error: Error): void {
    this.#logger.warn(
      `The catalog did not take ${entityRef}; it is tried again`,
      error,
    );
  }
}
