import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { loadComponents } from './componentLookup';
import { Reconciler } from './Reconciler';
import { RemovalGuard } from './RemovalGuard';
import { ProviderTimings } from './timings';
import { backoff, Bell, pause } from './waiting';
import { loadWrittenEntities } from './writtenEntities';

/** How long a process is new: the catalog's own files are still being read then. */
const START_MS = 60_000;

/**
 * After a pause no longer than this, no other replica can have had a run worth the name in between, and
 * what this process wrote is still what the catalog holds. What is wrong about that, the next full sync
 * finds.
 */
const TAKEOVER_MS = 30_000;

/** A failure to reach the catalog is usual while a portal starts, and worth a word when it lasts. */
const QUIET_FAILURES = 5;

/** What the scheduler needs to note that a run has ended. */
const RELEASE_MS = 50;

/**
 * The work of the one replica that writes: hears of changes, looks after what is due, and reconciles,
 * until its signal aborts. Started again, it goes on where it was.
 */
export class CatalogSync {
  readonly #inventory: EnvoyGatewayInventory;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #reconciler: Reconciler;
  readonly #guard: RemovalGuard;
  readonly #timings: ProviderTimings;
  readonly #createdAt = Date.now();
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** When the last run ended in good order. */
  #endedAt: number | undefined;
  /** When the work first began, which is when clusters can first be missed. */
  #begunAt = Infinity;
  #componentsAt = 0;
  #fullSyncAt = 0;

  constructor(options: {
    inventory: EnvoyGatewayInventory;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    reconciler: Reconciler;
    guard: RemovalGuard;
    timings: ProviderTimings;
  }) {
    this.#inventory = options.inventory;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#reconciler = options.reconciler;
    this.#guard = options.guard;
    this.#timings = options.timings;
  }

  /** Works until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    this.#running = this.#work(
      AbortSignal.any([signal, this.#stopping.signal]),
    );
    await this.#running;
  }

  /**
   * Ends the work for good, while the database still takes the scheduler's note that it has ended:
   * otherwise the next portal to start waits until the task times out.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running.catch(() => undefined);
    await pause(RELEASE_MS, new AbortController().signal);
  }

  async #work(signal: AbortSignal): Promise<void> {
    const bell = new Bell();
    const changed = new Set<string>();
    const unsubscribe = this.#inventory.subscribe(({ cluster }) => {
      changed.add(cluster);
      bell.ring();
    });
    const mayGoOn =
      this.#endedAt !== undefined && Date.now() - this.#endedAt < TAKEOVER_MS;
    this.#endedAt = undefined;
    try {
      if (mayGoOn) {
        this.#reconciler.observeAll();
      } else if (!(await this.#persist(() => this.#fullSync(), signal))) {
        return;
      }
      this.#begunAt = Math.min(this.#begunAt, Date.now());
      let failures = 0;
      while (!signal.aborted) {
        for (const cluster of changed) {
          changed.delete(cluster);
          this.#reconciler.observe(cluster);
        }
        await this.#lookAfterWhatIsDue();
        failures = (await this.#reconciler.pass(signal, Date.now()))
          ? 0
          : failures + 1;
        if (failures > 0) {
          await pause(backoff(failures, this.#timings), signal);
        } else if (await bell.wait(this.#untilDue(), signal)) {
          await pause(this.#timings.coalesceMs, signal);
        }
      }
      this.#endedAt = Date.now();
    } finally {
      unsubscribe();
    }
  }

  /** Reads what the catalog holds, and has every entity decided anew against it. */
  async #fullSync(): Promise<void> {
    const written = await loadWrittenEntities(this.#catalog, this.#auth);
    await this.#lookUpComponents();
    const now = Date.now();
    this.#reconciler.adopt(written, {
      now,
      settleMs: this.#timings.settleMs,
    });
    this.#fullSyncAt = now;
  }

  async #lookUpComponents(): Promise<void> {
    const components = await loadComponents(this.#catalog, this.#auth);
    this.#reconciler.observeComponents(components);
    this.#componentsAt = Date.now();
  }

  async #lookAfterWhatIsDue(): Promise<void> {
    const now = Date.now();
    if (now >= this.#begunAt + this.#timings.goneMs) {
      this.#reconciler.concludeMissingClusters();
    }
    if (now >= this.#fullSyncDue()) {
      await this.#attempt('read its own entities', () => this.#fullSync());
      // A failed attempt is repeated when the next one is due, not at once.
      this.#fullSyncAt = Math.max(this.#fullSyncAt, now);
    } else if (now >= this.#componentsDue()) {
      await this.#attempt('read the Components', () =>
        this.#lookUpComponents(),
      );
      this.#componentsAt = Math.max(this.#componentsAt, now);
    }
  }

  #fullSyncDue(): number {
    const { fullSyncMs, confirmMs } = this.#timings;
    const regular = this.#fullSyncAt + fullSyncMs;
    const confirmAt = this.#guard.confirmAt();
    return confirmAt === undefined
      ? regular
      : Math.min(regular, Math.max(confirmAt, this.#fullSyncAt + confirmMs));
  }

  #componentsDue(): number {
    const { componentsMs, componentsAtStartMs } = this.#timings;
    const isNew = Date.now() - this.#createdAt < START_MS;
    return this.#componentsAt + (isNew ? componentsAtStartMs : componentsMs);
  }

  #untilDue(): number {
    const now = Date.now();
    const gone = this.#begunAt + this.#timings.goneMs;
    return Math.max(
      0,
      Math.min(
        this.#fullSyncDue(),
        this.#componentsDue(),
        gone > now ? gone : Infinity,
      ) - now,
    );
  }

  /** Tries once; what is known already stays good. */
  async #attempt(what: string, fn: () => Promise<void>): Promise<void> {
    try {
      await fn();
    } catch (error) {
      this.#logger.warn(
        `Could not ${what} from the catalog; going on with what is known`,
        toError(error),
      );
    }
  }

  /** Tries until it succeeds or the signal aborts; tells which it was. */
  async #persist(
    fn: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await fn();
        return true;
      } catch (error) {
        failures++;
        const message = `The catalog does not answer yet (attempt ${failures}); it is asked again`;
        if (failures <= QUIET_FAILURES) {
          this.#logger.debug(message, toError(error));
        } else {
          this.#logger.warn(message, toError(error));
        }
        await pause(backoff(failures, this.#timings), signal);
      }
    }
    return false;
  }
}
