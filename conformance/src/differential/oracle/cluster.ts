import { setTimeout as sleep } from 'node:timers/promises';
import { load } from 'js-yaml';
import { Cluster as Connection } from 'e2e';
import {
  createSnapshot,
  isJsonObject,
  JsonObject,
  listAt,
  settingsOfEnvoyGateway,
  stringAt,
  translate,
  TranslationSettings,
} from '@envoy-gateway-portal/gateway-model';
import { readCertificates } from '../../cases';
import { foretellCrash } from '../../compare';
import { Manifest } from '../generate';
import { collectionPath, KINDS, listPath } from './kinds';
import { settle } from './settle';
import { Cluster, Judged, Oracle, Refusal } from './types';

const CLASS_NAME = 'judge';
const CONTROLLER_NAMESPACE = 'envoy-gateway-system';

/** Creation times are whole seconds: a wave is older than the next when there is more than one between them. */
const WAVE_MS = 1_100;

/** Made after everything else: when it is judged, so is the rest. */
const SENTINEL = 'sentinel';

/** Requests that are under way at once. */
const PARALLEL = 8;

async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const workers = Array.from({ length: PARALLEL }, async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      await work(next);
    }
  });
  await Promise.all(workers);
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}

/** How Envoy Gateway is set up, by its own configuration. */
async function readSettings(
  connection: Connection,
): Promise<Partial<TranslationSettings>> {
  const map = await connection.get<JsonObject>(
    `/api/v1/namespaces/${CONTROLLER_NAMESPACE}/configmaps/envoy-gateway-config`,
  );
  const text = stringAt(map, 'data', 'envoy-gateway.yaml') ?? '';
  return {
    ...settingsOfEnvoyGateway(load(text)),
    controllerNamespace: CONTROLLER_NAMESPACE,
    unread: new Set(),
    readCertificates,
  };
}

async function listAll(connection: Connection): Promise<JsonObject[]> {
  const lists = await Promise.all(
    KINDS.map(async kind => {
      const list = await connection.get<JsonObject>(listPath(kind));
      return listAt(list, 'items')
        .filter(isJsonObject)
        .map(item => ({
          apiVersion: kind.apiVersion,
          kind: kind.kind,
          ...item,
        }));
    }),
  );
  return lists.flat();
}

async function create(
  connection: Connection,
  manifest: Manifest,
): Promise<Refusal | undefined> {
  try {
    await connection.create(collectionPath(manifest), manifest);
    return undefined;
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 400 || status === 404 || status === 422) {
      return { object: nameOf(manifest), why: String(error) };
    }
    throw error;
  }
}

function sentinelFor({ manifests }: Cluster): Manifest {
  const [namespace] = manifests.filter(({ kind }) => kind === 'Namespace');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: namespace.metadata.name, name: SENTINEL },
    spec: {
      gatewayClassName: CLASS_NAME,
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    },
  };
}

const GATEWAY_CLASS = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: CLASS_NAME },
  spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
};

/**
 * Whether Envoy Gateway might crash over a cluster. It would start over again and again, and judge nothing more,
 * of the other clusters either.
 */
function mightCrash(
  { manifests, waves }: Cluster,
  settings: Partial<TranslationSettings>,
): boolean {
  const objects = manifests.map((manifest, index) => ({
    ...manifest,
    metadata: {
      ...manifest.metadata,
      creationTimestamp: new Date((waves[index] ?? 0) * WAVE_MS).toISOString(),
    },
  }));
  const snapshot = createSnapshot([GATEWAY_CLASS, ...objects]);
  const { crashes, unknown } = foretellCrash(translate(snapshot, settings));
  return crashes || unknown !== undefined;
}

/**
 * A running Envoy Gateway: objects are applied, and what it writes into their statuses is read. Wants a
 * GatewayClass `judge`, best one whose Gateways get no proxies.
 */
export async function createClusterOracle(
  connection: Connection,
): Promise<Oracle> {
  const settings = await readSettings(connection);

  async function createAll(
    clusters: readonly Cluster[],
  ): Promise<Map<Cluster, Refusal[]>> {
    const refused = new Map<Cluster, Refusal[]>(
      clusters.map(cluster => [cluster, []]),
    );
    const objects = clusters.flatMap(cluster =>
      cluster.manifests.map((manifest, index) => ({
        cluster,
        manifest,
        wave: cluster.waves[index] ?? 0,
      })),
    );
    const isNamespace = (one: { manifest: Manifest }) =>
      one.manifest.kind === 'Namespace';
    await inParallel(objects.filter(isNamespace), async ({ manifest }) => {
      await connection.create('/api/v1/namespaces', manifest);
    });
    const last = Math.max(0, ...objects.map(({ wave }) => wave));
    for (let wave = 0; wave <= last; wave += 1) {
      if (wave > 0) {
        await sleep(WAVE_MS);
      }
      await inParallel(
        objects.filter(one => one.wave === wave && !isNamespace(one)),
        async ({ cluster, manifest }) => {
          const refusal = await create(connection, manifest);
          if (refusal) {
            refused.get(cluster)?.push(refusal);
          }
        },
      );
    }
    await create(connection, sentinelFor(clusters[0]));
    return refused;
  }

  /** Gateways first: with them gone, the rest concerns Envoy Gateway no more. */
  async function deleteAll(clusters: readonly Cluster[]): Promise<void> {
    const manifests = clusters.flatMap(one => one.manifests);
    for (const first of ['Gateway', 'Namespace']) {
      await inParallel(
        manifests.filter(({ kind }) => kind === first),
        manifest => connection.delete(manifest),
      );
    }
  }

  async function judge(
    given: readonly Cluster[],
  ): Promise<(Judged | undefined)[]> {
    const clusters = given.filter(one => !mightCrash(one, settings));
    const judged = new Map<Cluster, Judged>();
    if (clusters.length > 0) {
      (await judgeAll(clusters)).forEach((one, index) =>
        judged.set(clusters[index], one),
      );
    }
    return given.map(one => judged.get(one));
  }

  async function judgeAll(clusters: readonly Cluster[]): Promise<Judged[]> {
    const ids = clusters.map(({ id }) => `${id}-`);
    const isOurs = (namespace: string | undefined) =>
      ids.some(id => namespace?.startsWith(id));
    try {
      const refused = await createAll(clusters);
      const objects = await settle(
        () => listAll(connection),
        object => isOurs(stringAt(object, 'metadata', 'namespace')),
      );
      const gatewayClass = {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'GatewayClass',
        ...(await connection.get<JsonObject>(
          `/apis/gateway.networking.k8s.io/v1/gatewayclasses/${CLASS_NAME}`,
        )),
      };
      const namespaces = await connection.get<JsonObject>('/api/v1/namespaces');
      return clusters.map(cluster => {
        const belongs = (namespace: string | undefined) =>
          namespace?.startsWith(`${cluster.id}-`) === true;
        const own = objects.filter(
          object =>
            belongs(stringAt(object, 'metadata', 'namespace')) &&
            stringAt(object, 'metadata', 'name') !== SENTINEL,
        );
        const shared = objects.filter(
          object =>
            stringAt(object, 'metadata', 'namespace') === CONTROLLER_NAMESPACE,
        );
        return {
          refused: refused.get(cluster) ?? [],
          case: {
            name: cluster.id,
            order: 'age' as const,
            objects: [
              gatewayClass,
              ...listAt(namespaces, 'items')
                .filter(isJsonObject)
                .filter(one => belongs(stringAt(one, 'metadata', 'name')))
                .map(one => ({ apiVersion: 'v1', kind: 'Namespace', ...one })),
              ...shared,
              ...own,
            ],
            settings: { ...settings, now: new Date().toISOString() },
            verdicts: {
              stage: 'cluster' as const,
              objects: [gatewayClass, ...shared, ...own],
            },
          },
        };
      });
    } finally {
      await deleteAll(clusters);
    }
  }

  return { name: 'cluster', className: CLASS_NAME, batch: 30, judge };
}
