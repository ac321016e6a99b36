import {
  AuthService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { CatalogConfig, readCatalogConfig } from '../config/readCatalogConfig';
import { CatalogSync } from './CatalogSync';
import { CatalogWriter } from './CatalogWriter';
import { Reconciler } from './Reconciler';
import { RemovalGuard } from './RemovalGuard';
import { DEFAULT_TIMINGS, ProviderTimings } from './timings';
import { backoff } from './waiting';

/** The catalog ties every entity to this name; another one would orphan them all. */
const PROVIDER_NAME = 'envoy-gateway';

/**
 * What {@link EnvoyGatewayEntityProvider} works with.
 *
 * @public
 */
export interface EnvoyGatewayEntityProviderOptions {
  inventory: EnvoyGatewayInventory;
  catalog: CatalogService;
  auth: AuthService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
}

/**
 * Provides API entities for the HTTPRoutes and Gateways of the inventory's clusters, by delta mutations
 * alone, from one replica at a time.
 *
 * @public
 */
export class EnvoyGatewayEntityProvider implements EntityProvider {
  readonly #config: CatalogConfig;
  readonly #options: EnvoyGatewayEntityProviderOptions;
  readonly #logger: LoggerService;
  readonly #timings: ProviderTimings;

  /**
   * Creates the provider from `envoyGateway.catalog`.
   *
   * @throws InputError when the config is not valid, naming the path
   */
  static fromConfig(
    config: Config,
    options: EnvoyGatewayEntityProviderOptions,
  ): EnvoyGatewayEntityProvider {
    return new EnvoyGatewayEntityProvider(
      readCatalogConfig(config),
      options,
      DEFAULT_TIMINGS,
    );
  }

  /**
   * The same with other timings, for tests.
   *
   * @internal
   */
  static withTimings(
    config: Config,
    options: EnvoyGatewayEntityProviderOptions,
    timings: Partial<ProviderTimings>,
  ): EnvoyGatewayEntityProvider {
    return new EnvoyGatewayEntityProvider(readCatalogConfig(config), options, {
      ...DEFAULT_TIMINGS,
      ...timings,
    });
  }

  private constructor(
    config: CatalogConfig,
    options: EnvoyGatewayEntityProviderOptions,
    timings: ProviderTimings,
  ) {
    this.#config = config;
    this.#options = options;
    this.#timings = timings;
    this.#logger = options.logger.child({ target: PROVIDER_NAME });
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  /** Registers the work with the scheduler, and returns without waiting for anything. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    const { inventory, catalog, auth, lifecycle } = this.#options;
    const guard = new RemovalGuard({
      threshold: this.#config.removalThreshold,
      confirmMs: this.#timings.confirmMs,
    });
    const sync = new CatalogSync({
      inventory,
      catalog,
      auth,
      logger: this.#logger,
      guard,
      timings: this.#timings,
      reconciler: new Reconciler({
        inventory,
        guard,
        writer: new CatalogWriter(connection, this.#logger),
        defaults: this.#config.defaults,
        logger: this.#logger,
      }),
    });
    lifecycle.addShutdownHook(() => sync.stop());
    this.#schedule(sync, 0);
  }

  #schedule(sync: CatalogSync, failures: number): void {
    this.#options.scheduler
      .createScheduledTaskRunner(this.#config.schedule)
      .run({
        id: `${PROVIDER_NAME}:sync`,
        fn: signal => sync.run(signal),
      })
      .catch(error => {
        this.#logger.error(
          'Could not register the sync with the scheduler; it is tried again',
          toError(error),
        );
        setTimeout(
          () => this.#schedule(sync, failures + 1),
          backoff(failures + 1, this.#timings),
        ).unref();
      });
  }
}
