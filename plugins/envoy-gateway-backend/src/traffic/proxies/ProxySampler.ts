import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EnvoyGatewayInventory,
  InventoryCluster,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { listProxyPods, ProxyPod } from '../pods/proxyPods';
import { isWorthKeeping, ProxyRecord, recordReading } from './proxyRecord';
import { readProxy } from './readProxy';

/** A proxy read this recently is not read again. */
const FRESH_MS = 1_000;
const PARALLEL_READS = 4;

/** Nobody asked for this long: the cluster is sampled at the slow pace. */
const WATCHED_FOR_MS = 3_600_000;
const SLOW_PACE_MS = 60_000;

/** What came of reading the proxies of a cluster. */
export interface Sampling {
  /** Every proxy that runs now and was wanted. */
  pods: ProxyPod[];
  unread: Array<{ pod: string; error: unknown }>;
}

/**
 * Reads the statistics of proxies now and then and remembers them, for clusters whose traffic source is
 * the proxies themselves. A cluster somebody asked for within the last hour is read at every tick, any
 * other one once a minute, so that the first who looks finds an hour to look at.
 */
export class ProxySampler {
  readonly #inventory: EnvoyGatewayInventory;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #records = new Map<string, Map<string, ProxyRecord>>();
  readonly #askedAt = new Map<string, number>();
  readonly #tickedAt = new Map<string, number>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #complaints = new Map<string, string>();

  static create(options: {
    inventory: EnvoyGatewayInventory;
    logger: LoggerService;
    now?: () => number;
  }): ProxySampler {
    return new ProxySampler(options);
  }

  private constructor(options: {
    inventory: EnvoyGatewayInventory;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#inventory = options.inventory;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** Reads every proxy that is due. Failures are logged, and told to whoever asks. */
  async tick(signal?: AbortSignal): Promise<void> {
    const clusters = this.#inventory
      .clusters()
      .filter(({ traffic }) => traffic.type === 'proxies');
    this.#forgetAllBut(clusters);
    await Promise.all(
      clusters
        .filter(cluster => this.#isDue(cluster.name))
        .map(cluster => this.#tickCluster(cluster, signal)),
    );
  }

  /** Reads the proxies that are wanted now, for someone who asks. */
  async sample(
    cluster: InventoryCluster,
    wanted: (pod: ProxyPod) => boolean,
    signal?: AbortSignal,
  ): Promise<Sampling> {
    this.#askedAt.set(cluster.name, this.#now());
    return this.#read(cluster, wanted, signal);
  }

  /** What is remembered of a cluster's proxies, those that are gone among them. */
  records(cluster: string): ProxyRecord[] {
    return [...(this.#records.get(cluster)?.values() ?? [])];
  }

  async #tickCluster(cluster: InventoryCluster, signal?: AbortSignal) {
    this.#tickedAt.set(cluster.name, this.#now());
    try {
      const { unread } = await this.#read(cluster, () => true, signal);
      const [first] = unread;
      this.#complain(
        cluster.name,
        first && `proxy ${first.pod} cannot be read: ${first.error}`,
      );
    } catch (error) {
      this.#complain(cluster.name, `proxies cannot be listed: ${error}`);
    }
  }

  /** Logs a failure once, until it changes or goes away. */
  #complain(cluster: string, complaint: string | undefined) {
    if (complaint && this.#complaints.get(cluster) !== complaint) {
      this.#logger.warn(`Traffic of cluster ${cluster}: ${complaint}`);
    }
    this.#complaints.set(cluster, complaint ?? '');
  }

  #isDue(cluster: string): boolean {
    const now = this.#now();
    const watched = now - (this.#askedAt.get(cluster) ?? -Infinity);
    const ticked = now - (this.#tickedAt.get(cluster) ?? -Infinity);
    return watched <= WATCHED_FOR_MS || ticked >= SLOW_PACE_MS;
  }

  #forgetAllBut(clusters: readonly InventoryCluster[]) {
    const now = this.#now();
    for (const [name, records] of this.#records) {
      for (const [id, record] of records) {
        if (!isWorthKeeping(record, now)) {
          records.delete(id);
        }
      }
      if (!clusters.some(cluster => cluster.name === name)) {
        this.#records.delete(name);
      }
    }
  }

  async #read(
    cluster: InventoryCluster,
    wanted: (pod: ProxyPod) => boolean,
    signal?: AbortSignal,
  ): Promise<Sampling> {
    const pods = (await listProxyPods(cluster.reader, signal)).filter(
      pod => pod.running && wanted(pod),
    );
    const unread: Sampling['unread'] = [];
    const waiting = [...pods];
    const worker = async () => {
      for (let pod = waiting.shift(); pod; pod = waiting.shift()) {
        try {
          await this.#readOnce(cluster, pod);
        } catch (error) {
          unread.push({ pod: `${pod.namespace}/${pod.name}`, error });
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_READS }, worker));
    return { pods, unread };
  }

  /**
   * Reads a proxy, unless someone else is just doing that or did so a moment ago. The reading is shared,
   * so it does not end when one of those who wait for it gives up.
   */
  async #readOnce(cluster: InventoryCluster, pod: ProxyPod): Promise<void> {
    const id = `${pod.namespace}/${pod.name}`;
    const reading = `${cluster.name}/${id}`;
    const underWay = this.#reading.get(reading);
    if (underWay) {
      return underWay;
    }
    const records = this.#recordsOf(cluster.name);
    if (this.#now() - (records.get(id)?.readAt ?? -Infinity) < FRESH_MS) {
      return undefined;
    }
    const promise = readProxy(cluster.reader, pod)
      .then(statistics => {
        records.set(
          id,
          recordReading(records.get(id), pod, statistics, this.#now()),
        );
      })
      .finally(() => this.#reading.delete(reading));
    this.#reading.set(reading, promise);
    return promise;
  }

  #recordsOf(cluster: string): Map<string, ProxyRecord> {
    const existing = this.#records.get(cluster);
    if (existing) {
      return existing;
    }
    const created = new Map<string, ProxyRecord>();
    this.#records.set(cluster, created);
    return created;
  }
}
