import { ClusterTiming } from '../cluster/cluster';
import { DEFAULT_TUNING } from '../config/readInventoryConfig';
import { ClusterAccessConfig } from '../config/types';
import { createInventory, RunnableInventory } from '../inventory';
import { InventoryEvent, KindStatus } from '../types';
import {
  Intercept,
  ScriptedApiServer,
  ScriptedRequest,
  startScriptedApiServer,
} from './scriptedApiServer';

/** Fast enough for tests, and still in proportion. */
export const TEST_TIMING: Partial<ClusterTiming> = {
  coalesceMs: 2,
  shortestWatchMs: 0,
  failure: { initialMs: 4, maxMs: 40, resetMs: 10_000 },
  absence: { initialMs: 4, maxMs: 40 },
  discoveryReuseMs: 1,
  wakeIntervalMs: 1,
};

/** An inventory with one cluster, `test`, and what a test asks of it. */
export async function startInventory(options: {
  url: string;
  access?: Partial<ClusterAccessConfig>;
  timing?: Partial<ClusterTiming>;
}) {
  const logger = createLogger();
  const inventory: RunnableInventory = await createInventory({
    config: {
      clusters: [
        {
          name: 'test',
          path: 'envoyGateway.clusters[0]',
          access: {
            type: 'url',
            url: new URL(options.url),
            skipTLSVerify: false,
            ...options.access,
          } as ClusterAccessConfig,
          traffic: { type: 'none' },
        },
      ],
      controllerNames: [],
      tuning: DEFAULT_TUNING,
    },
    logger,
    timing: { ...TEST_TIMING, ...options.timing },
  });
  const events: InventoryEvent[] = [];
  inventory.subscribe(event => events.push(event));
  inventory.start();
  const cluster = inventory.cluster('test')!;
  return {
    inventory,
    cluster,
    logger,
    events,
    kind: (name: string): KindStatus =>
      cluster.status.kinds.find(({ kind }) => kind === name)!,
    services: () =>
      cluster.snapshot.services.map(({ metadata }) => metadata.name).sort(),
    routes: () =>
      cluster.snapshot.httpRoutes.map(({ metadata }) => metadata.name).sort(),
    synced: () => until(() => cluster.status.phase === 'synced'),
  };
}

// Under load, waiting takes longer than jest's default allows.
jest.setTimeout(30_000);

function createLogger() {
  const logger = {
    error: jest.fn(),
    warn: jest.fn(),
    info: jest.fn(),
    debug: jest.fn(),
    child: () => logger,
  };
  return logger;
}

/** Waits until something holds. */
export async function until(
  holds: () => boolean,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) {
      throw new Error(`It did not come to hold: ${holds}`);
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

/** Waits long enough for what must not happen to happen. */
export function pause(milliseconds = 60): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

export function service(name: string, namespace = 'payments') {
  return {
    metadata: { namespace, name },
    spec: { ports: [{ port: 80 }] },
  };
}

export function httpRoute(name: string, namespace = 'payments') {
  return {
    metadata: { namespace, name },
    spec: {
      parentRefs: [{ name: 'public' }],
      hostnames: [`${name}.example.com`],
      rules: [{ backendRefs: [{ name, port: 80 }] }],
    },
  };
}

/** A scripted API server for each test, and an inventory of it; both end with the test. */
export function useScriptedCluster() {
  let server: ScriptedApiServer;
  let inventory: RunnableInventory | undefined;
  beforeEach(async () => {
    server = await startScriptedApiServer();
  });
  afterEach(async () => {
    await inventory?.stop();
    inventory = undefined;
    await server.close();
  });
  return {
    get server() {
      return server;
    },
    start: async (options?: Partial<Parameters<typeof startInventory>[0]>) => {
      const harness = await startInventory({ url: server.url, ...options });
      inventory = harness.inventory;
      return harness;
    },
  };
}

/** Intercepts the first requests that match, and lets the others through. */
export function first(
  times: number,
  matches: (request: ScriptedRequest) => boolean,
  answer: (...args: Parameters<Intercept>) => void,
): Intercept {
  let left = times;
  return (request, response) => {
    if (left > 0 && matches(request)) {
      left -= 1;
      answer(request, response);
      return true;
    }
    return false;
  };
}

export function isList(plural: string) {
  return (request: ScriptedRequest) =>
    request.plural === plural && !request.isWatch;
}

export function isWatch(plural: string) {
  return (request: ScriptedRequest) =>
    request.plural === plural && request.isWatch;
}
