import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  DeferredEntity,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { ObjectRef } from '@envoy-gateway-portal/gateway-model';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import {
  inventoryMock,
  InventoryMockCluster,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { EnvoyGatewayEntityProvider } from '../provider/EnvoyGatewayEntityProvider';
import { ProviderTimings } from '../provider/timings';
import { platform } from './objects';

const FAST: Partial<ProviderTimings> = {
  coalesceMs: 5,
  componentsMs: 15,
  componentsAtStartMs: 15,
  fullSyncMs: 60_000,
  confirmMs: 60,
  goneMs: 60_000,
  settleMs: 60_000,
  retryMs: 10,
  maxRetryMs: 20,
};

export const routeRef = (name = 'payments'): ObjectRef => ({
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  namespace: 'payments',
  name,
});

export const PAYMENTS = 'api:default/payments.payments';
export const PUBLIC = 'api:default/platform.public_gateway';

/** A catalog that takes mutations, and answers questions from what it took. */
export class FakeCatalog implements EntityProviderConnection {
  readonly entities = new Map<string, Entity>();
  readonly mutations: EntityProviderMutation[] = [];
  readonly locationKeys = new Map<string, string | undefined>();
  refuse: (deferred: DeferredEntity) => boolean = () => false;
  isDown = false;

  constructor(entities: Iterable<Entity> = []) {
    for (const entity of entities) {
      this.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.isDown) {
      throw new Error('the database is down');
    }
    if (mutation.type !== 'delta') {
      throw new Error('only deltas are expected');
    }
    const refused = mutation.added.find(this.refuse);
    if (refused) {
      throw new Error(`cannot take ${refused.entity.metadata.name}`);
    }
    this.mutations.push(mutation);
    for (const removed of mutation.removed) {
      if ('entityRef' in removed) {
        const key = this.locationKeys.get(removed.entityRef);
        if (key && key !== removed.locationKey) {
          throw new Error(`${removed.entityRef} has the location key ${key}`);
        }
        this.entities.delete(removed.entityRef);
      }
    }
    for (const { entity, locationKey } of mutation.added) {
      this.entities.set(stringifyEntityRef(entity), entity);
      this.locationKeys.set(stringifyEntityRef(entity), locationKey);
    }
  }

  async refresh(): Promise<void> {}

  get refs(): string[] {
    return [...this.entities.values()]
      .filter(({ kind }) => kind === 'API')
      .map(entity => stringifyEntityRef(entity))
      .sort();
  }

  api(ref = PAYMENTS): Entity {
    const entity = this.entities.get(ref);
    if (!entity) {
      throw new Error(`the catalog has no ${ref}`);
    }
    return entity;
  }

  /** What a restarted catalog service answers with. */
  get service() {
    const live = () =>
      catalogServiceMock({ entities: [...this.entities.values()] });
    return catalogServiceMock.mock({
      streamEntities: (...args) => live().streamEntities(...args),
    });
  }
}

// A busy machine takes its time; a test that passes does not wait for it.
jest.setTimeout(60_000);

/** Waits until a check passes. */
export async function eventually(
  check: () => void | Promise<void>,
): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; ) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }
}

export const settled = () => new Promise(resolve => setTimeout(resolve, 60));

const running: Array<() => Promise<void>> = [];

interface StartOptions {
  catalog: FakeCatalog;
  config?: JsonObject;
  timings?: Partial<ProviderTimings>;
  service?: FakeCatalog['service'];
}

/** Starts a portal's provider on clusters without API servers. */
export async function start(
  options: StartOptions & { clusters: InventoryMockCluster[] },
) {
  const inventory = inventoryMock({ clusters: options.clusters });
  return { inventory, ...(await startOn(inventory, options)) };
}

/** Starts a portal's provider against a catalog, as the scheduler would. */
export async function startOn(
  inventory: EnvoyGatewayInventory,
  options: StartOptions,
) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const lifecycle = mockServices.lifecycle.mock();
  let run: ((signal: AbortSignal) => void | Promise<void>) | undefined;
  const provider = EnvoyGatewayEntityProvider.withTimings(
    new ConfigReader(
      options.config ? { envoyGateway: { catalog: options.config } } : {},
    ),
    {
      inventory,
      catalog: options.service ?? options.catalog.service,
      auth: mockServices.auth(),
      lifecycle,
      logger,
      scheduler: mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({
          run: async task => {
            run = task.fn as typeof run;
          },
        }),
      }),
    },
    { ...FAST, ...options.timings },
  );
  await provider.connect(options.catalog);
  const launch = () => {
    const controller = new AbortController();
    const done = Promise.resolve(run?.(controller.signal));
    const stop = async () => {
      controller.abort();
      await done;
    };
    running.push(stop);
    return stop;
  };
  return { lifecycle, logger, provider, launch, stop: launch() };
}

/** Stops every portal that a test started. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map(stop => stop()));
}

export const production = (...objects: unknown[]): InventoryMockCluster => ({
  name: 'production',
  objects: [...platform(), ...objects],
});

export const staging = (...objects: unknown[]): InventoryMockCluster => ({
  name: 'staging',
  objects: [...platform(), ...objects],
});

export const unreachable = (name: string): InventoryMockCluster => ({
  name,
  hasSynced: false,
  status: {
    phase: 'unreachable',
    kinds: [
      'HTTPRoute',
      'Gateway',
      'GatewayClass',
      'Namespace',
      'Service',
      'ReferenceGrant',
    ].map(kind => ({
      group: '',
      kind,
      phase: 'failing' as const,
      hasSynced: false,
      objects: 0,
      unreadable: 0,
      error: 'connect ECONNREFUSED',
    })),
  },
});

/** A cluster in which one kind is in a phase, and the others are watched. */
export function withPhase(
  cluster: InventoryMockCluster,
  kind: string,
  phase: 'absent' | 'forbidden' | 'failing' | 'listing',
  hasSynced = false,
): InventoryMockCluster {
  const healthy = inventoryMock({ clusters: [cluster] }).clusters()[0].status;
  return {
    ...cluster,
    status: {
      kinds: healthy.kinds.map(one =>
        one.kind === kind ? { ...one, phase, hasSynced } : one,
      ),
    },
  };
}

/** A catalog filled by a portal that has since stopped. */
export async function filled(...clusters: InventoryMockCluster[]) {
  const catalog = new FakeCatalog();
  const first = await start({ catalog, clusters });
  await eventually(() => {
    catalog.api();
  });
  await first.stop();
  catalog.mutations.length = 0;
  return catalog;
}
