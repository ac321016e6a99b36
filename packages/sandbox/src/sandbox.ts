import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Clock } from './clock';
import { ensureTokens, writeKubeconfig } from './credentials';
import {
  ensureBareRepository,
  findHttpBackend,
  GitMissingError,
  GitServer,
  startGitServer,
} from './git';
import {
  createGitopsLoop,
  folderManifestSource,
  GitopsStatus,
  gitManifestSource,
} from './gitops';
import { Logger, SILENT } from './logger';
import { requireLoopback } from './net/loopbackServer';
import {
  ClusterRuntime,
  openCluster,
  prepareCluster,
  SandboxCluster,
} from './sandboxCluster';

/**
 * How a sandbox starts; only its data folder has to be named.
 *
 * @public
 */
export interface SandboxOptions {
  /** Everything the sandbox writes is in here; it is made when it is not there. */
  dataDir: string;
  /** Names of the clusters. */
  clusters?: string[];
  /** A port for each cluster by its name, and for `git`; 0 or none takes a free one. */
  ports?: Record<string, number>;
  /** A loopback address; 127.0.0.1 when not given. */
  host?: string;
  /** What a new repository begins with; a folder with `clusters/<cluster>/…`. */
  seedDir?: string;
  /** Forgets the data folder's repository and tokens first. */
  reset?: boolean;
  clock?: Clock;
  logger?: Logger;
  /** Changes a cluster remembers for its watches. */
  eventLogLimit?: number;
  bookmarkIntervalMs?: number;
}

/**
 * A running sandbox.
 *
 * @public
 */
export interface Sandbox {
  readonly clusters: ReadonlyMap<string, SandboxCluster>;
  readonly kubeconfigPath: string;
  /** The GitOps repository, without credentials. */
  readonly gitUrl: string;
  /** What the GitOps loop did last. */
  gitopsStatus(): GitopsStatus;
  /** Resolves when what is in Git and in the clusters has been applied and judged. */
  settle(): Promise<void>;
  /** Ends every server, connection and child. */
  stop(): Promise<void>;
}

const NAMES = /^[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?$/;

/** What the sandbox keeps in its data folder, and all that a reset removes. */
const DATA = { git: 'git', tokens: 'tokens.json', kubeconfig: 'kubeconfig' };

function requireNames(clusters: readonly string[]) {
  for (const name of clusters) {
    if (!NAMES.test(name) || name === 'git') {
      throw new Error(
        `"${name}" cannot be the name of a cluster: use lower-case letters, digits and dashes, and not "git"`,
      );
    }
  }
}

/** Git's CGI program; `undefined`, with a word in the log, where there is no git. */
async function findGit(logger: Logger): Promise<string | undefined> {
  try {
    return await findHttpBackend();
  } catch (error) {
    if (!(error instanceof GitMissingError)) throw error;
    logger.warn(
      `${error.message} Until then the clusters hold the seed folder's manifests, and nothing can be pushed.`,
    );
    return undefined;
  }
}

/**
 * Starts the development control plane. When this resolves, everything in Git has been applied and
 * judged: a first listing is complete.
 *
 * Without git on the machine the rest still runs, on the manifests of the seed folder.
 *
 * @throws Error when a port is taken, the host is not a loopback address, or a name does not do
 * @public
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const {
    clusters: names = ['production', 'staging'],
    ports = {},
    host = '127.0.0.1',
    seedDir,
    clock = Date.now,
    logger = SILENT,
  } = options;
  requireLoopback(host);
  requireNames(names);
  const dataDir = resolve(options.dataDir);
  const repository = join(dataDir, DATA.git, 'platform', 'gitops.git');
  const kubeconfigPath = join(dataDir, DATA.kubeconfig);
  if (options.reset) {
    for (const entry of Object.values(DATA)) {
      await rm(join(dataDir, entry), { recursive: true, force: true });
    }
  }
  await mkdir(dataDir, { recursive: true });

  const program = await findGit(logger);
  if (program) await ensureBareRepository({ path: repository, seedDir, clock });
  const tokens = await ensureTokens(dataDir, names);

  const parts = names.map(name =>
    prepareCluster({
      name,
      clock,
      logger,
      eventLogLimit: options.eventLogLimit,
    }),
  );
  const gitops = createGitopsLoop({
    source: program
      ? gitManifestSource(repository)
      : folderManifestSource(seedDir ?? dataDir),
    stores: new Map(parts.map(({ name, store }) => [name, store])),
    clock,
    logger,
  });
  const settle = async () => {
    await gitops.idle();
    for (const { controller } of parts) controller.reconcile();
  };
  const runtimes: ClusterRuntime[] = [];
  let git: GitServer | undefined;

  async function stop() {
    await git?.stop();
    await gitops.idle();
    for (const { controller } of parts) controller.stop();
    await Promise.all(runtimes.map(runtime => runtime.stop()));
  }

  try {
    await gitops.sync();
    await settle();
    for (const part of parts) {
      runtimes.push(
        await openCluster(part, {
          host,
          port: ports[part.name] ?? 0,
          tokens: tokens.get(part.name) ?? { reader: '', admin: '' },
          clock,
          bookmarkIntervalMs: options.bookmarkIntervalMs,
        }),
      );
    }
    git = await startGitServer({
      host,
      port: ports.git ?? 0,
      program,
      repository,
      logger,
      onPush: () => {
        void gitops.sync();
      },
      status: () => gitops.status,
    });
    await writeKubeconfig(
      kubeconfigPath,
      runtimes.map(({ cluster }) => ({
        name: cluster.name,
        url: cluster.url,
        tokens: { reader: cluster.readerToken, admin: cluster.adminToken },
      })),
    );
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    clusters: new Map(runtimes.map(({ cluster }) => [cluster.name, cluster])),
    kubeconfigPath,
    gitUrl: git.url,
    gitopsStatus: () => gitops.status,
    settle,
    stop,
  };
}
