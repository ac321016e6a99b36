import {
  gatewayIsOurs,
  predictStatus,
  Snapshot,
} from '@envoy-gateway-portal/gateway-model';
import { Clock, toTimestamp } from '../clock';
import { Logger } from '../logger';
import {
  applyObject,
  createObject,
  removeObject,
  replaceStatus,
} from '../operations';
import { ServedProxy } from '../statistics';
import { ObjectStore } from '../store/objectStore';
import { SERVED_KINDS, servedKind } from '../store/servedKinds';
import { gatewayAddress, PROXY_NAMESPACE, proxyPod } from './proxyPods';
import { servedProxies } from './servedProxies';
import { followStore } from './snapshotFollower';

/**
 * Stands in for Envoy Gateway in a cluster: judges objects by the model's prediction, gives Gateways
 * an address and a proxy Pod, and knows what each proxy serves.
 */
export interface Controller {
  /** Brings everything up to date now. */
  reconcile(): void;
  /** What the proxy of a Gateway serves. */
  proxyOf(namespace: string, name: string): ServedProxy | undefined;
  stop(): void;
}

/** Changes that come within this time are judged together. */
const COALESCE_MS = 20;
/** Judging what was written changes nothing; more rounds than this would mean it never settles. */
const MAX_ROUNDS = 5;

/** Remembers when names were first asked for, as long as they are asked for. */
function createMemory(clock: Clock) {
  let known = new Map<string, number>();
  let asked = new Map<string, number>();
  return {
    since(name: string): number {
      const time = known.get(name) ?? clock();
      asked.set(name, time);
      return time;
    },
    forgetTheRest() {
      known = asked;
      asked = new Map();
    },
  };
}

export function startController(options: {
  cluster: string;
  store: ObjectStore;
  clock: Clock;
  logger: Logger;
}): Controller {
  const { cluster, store, clock, logger } = options;
  const follow = followStore(store);
  const memory = createMemory(clock);
  let proxies = new Map<string, ServedProxy>();
  let settledAt = -1;
  let timer: NodeJS.Timeout | undefined;

  function writeStatuses(snapshot: Snapshot) {
    const now = toTimestamp(clock());
    for (const { ref, status } of predictStatus(snapshot, { now })) {
      const kind = SERVED_KINDS.find(
        served => served.kind === ref.kind && served.group === ref.group,
      );
      const object = kind && store.get(kind, ref.namespace, ref.name);
      if (kind && object) {
        replaceStatus(
          store,
          { kind, namespace: ref.namespace, name: ref.name },
          { ...object, status },
        );
      }
    }
  }

  function assignAddresses(snapshot: Snapshot) {
    const kind = servedKind('Gateway');
    for (const gateway of snapshot.gateways) {
      if (
        gateway.status.addresses.length > 0 ||
        !gatewayIsOurs(snapshot, gateway)
      ) {
        continue;
      }
      const { namespace, name } = gateway.metadata;
      const object = store.get(kind, namespace, name);
      if (!object) continue;
      replaceStatus(
        store,
        { kind, namespace, name },
        {
          ...object,
          status: {
            ...(object.status as object | undefined),
            addresses: [gatewayAddress(gateway)],
          },
        },
      );
    }
  }

  function keepPods() {
    const pods = servedKind('Pod');
    const namespaces = servedKind('Namespace');
    const wanted = new Map(
      [...proxies].map(([key, { startedAt }]) => {
        const [namespace, name] = key.split('/');
        const pod = proxyPod({ namespace, name }, startedAt);
        return [pod.metadata.name, pod];
      }),
    );
    if (wanted.size > 0 && !store.get(namespaces, undefined, PROXY_NAMESPACE)) {
      applyObject(
        store,
        { kind: namespaces, name: PROXY_NAMESPACE },
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: PROXY_NAMESPACE },
        },
        { fieldManager: 'envoy-gateway', clock },
      );
    }
    for (const { metadata } of store.list(pods, {
      namespace: PROXY_NAMESPACE,
    })) {
      if (!wanted.has(metadata.name)) {
        removeObject(
          store,
          { kind: pods, namespace: PROXY_NAMESPACE, name: metadata.name },
          { clock },
        );
      }
    }
    for (const [name, pod] of wanted) {
      const address = { kind: pods, namespace: PROXY_NAMESPACE, name };
      if (store.get(pods, PROXY_NAMESPACE, name)) continue;
      createObject(store, address, pod);
      replaceStatus(store, address, pod);
    }
  }

  function reconcile() {
    clearTimeout(timer);
    timer = undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (settledAt === store.resourceVersion) return;
      settledAt = store.resourceVersion;
      const snapshot = follow();
      assignAddresses(snapshot);
      writeStatuses(follow());
      proxies = servedProxies(follow(), {
        cluster,
        startedAt: memory.since,
        since: memory.since,
      });
      memory.forgetTheRest();
      keepPods();
    }
    if (settledAt !== store.resourceVersion) {
      logger.warn(`The statuses of cluster ${cluster} do not settle`);
    }
  }

  const unsubscribe = store.subscribe(() => {
    timer ??= setTimeout(() => {
      try {
        reconcile();
      } catch (error) {
        logger.warn(
          `The controller of cluster ${cluster} failed: ${
            (error as Error).message
          }`,
        );
      }
    }, COALESCE_MS);
  });

  return {
    reconcile,
    proxyOf: (namespace, name) => proxies.get(`${namespace}/${name}`),
    stop() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
