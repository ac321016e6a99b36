import { Clock, toTimestamp } from '../clock';
import { Logger } from '../logger';
import { ObjectStore } from '../store/objectStore';
import { ManifestFile, ManifestSource } from './manifestSource';
import { ParsedFile, parseManifests } from './parseManifests';
import { AppliedObject, DesiredState, syncCluster } from './syncCluster';

/**
 * What the loop last did, as `GET /gitops/status` tells it.
 *
 * @public
 */
export interface GitopsStatus {
  /** The commit that was applied last. */
  revision?: string;
  /** RFC 3339. */
  syncedAt?: string;
  clusters: Record<
    string,
    { objects: number; changed: number; pruned: number }
  >;
  problems: Array<{ file: string; message: string }>;
  /** Why the last attempt failed altogether. */
  error?: string;
}

/** Applies what is in Git to the clusters. */
export interface GitopsLoop {
  readonly status: GitopsStatus;
  /** Reads and applies the newest revision; calls that come meanwhile are answered by one more round. */
  sync(): Promise<void>;
  /** Resolves when no round is under way any more. */
  idle(): Promise<void>;
}

export function createGitopsLoop(options: {
  source: ManifestSource;
  stores: ReadonlyMap<string, ObjectStore>;
  clock: Clock;
  logger: Logger;
}): GitopsLoop {
  const { source, stores, clock, logger } = options;
  const applied = new Map<string, Map<string, AppliedObject>>(
    [...stores.keys()].map(cluster => [cluster, new Map()]),
  );
  let parsed = new Map<string, ParsedFile>();
  let status: GitopsStatus = { clusters: {}, problems: [] };
  let running: Promise<void> | undefined;
  let again = false;

  function parse(file: ManifestFile): ParsedFile {
    return file.text === undefined
      ? {
          manifests: [],
          problems: [file.problem ?? 'The file cannot be read'],
          complete: false,
        }
      : parsed.get(file.version) ?? parseManifests(file.text);
  }

  async function round() {
    const revision = await source.revision();
    if (revision === status.revision && !status.error) return;
    if (!revision && status.revision) {
      throw new Error('The main branch is gone; what was applied stands');
    }
    const { files } = await source.read(revision);
    const contents = files
      // Kustomize's own file is no object of the cluster.
      .filter(({ path }) => !/(^|\/)kustomization\.ya?ml$/.test(path))
      .map(file => ({ file, content: parse(file) }));
    parsed = new Map(
      contents.map(({ file, content }) => [file.version, content]),
    );
    const next: GitopsStatus = {
      revision,
      syncedAt: toTimestamp(clock()),
      clusters: {},
      problems: contents.flatMap(({ file, content }) =>
        content.problems.map(message => ({ file: file.path, message })),
      ),
    };
    const clusterOf = (path: string) => path.split('/')[1];
    for (const { file } of contents) {
      if (!stores.has(clusterOf(file.path))) {
        next.problems.push({
          file: file.path,
          message: `There is no cluster ${clusterOf(file.path)}; there are ${[
            ...stores.keys(),
          ].join(', ')}`,
        });
      }
    }
    for (const [cluster, store] of stores) {
      const own = contents.filter(
        ({ file }) => clusterOf(file.path) === cluster,
      );
      const desired: DesiredState = {
        manifests: own.flatMap(({ file, content }) =>
          content.manifests.map(manifest => ({ path: file.path, manifest })),
        ),
        incompletePaths: new Set(
          own
            .filter(({ content }) => !content.complete)
            .map(({ file }) => file.path),
        ),
      };
      const objects = applied.get(cluster) ?? new Map();
      const result = syncCluster(store, desired, objects, clock);
      next.clusters[cluster] = {
        objects: objects.size,
        changed: result.changed,
        pruned: result.pruned,
      };
      next.problems.push(...result.problems);
    }
    status = next;
    const counts = Object.entries(next.clusters).map(
      ([cluster, { changed, pruned }]) =>
        `${cluster}: ${changed} applied, ${pruned} pruned`,
    );
    logger.info(
      `GitOps ${revision.slice(0, 10) || '(empty)'} ${counts.join('; ')}`,
    );
    for (const { file, message } of next.problems) {
      logger.warn(`GitOps ${file}: ${message}`);
    }
  }

  async function run() {
    do {
      again = false;
      try {
        await round();
      } catch (error) {
        status = { ...status, error: (error as Error).message };
        logger.warn(`GitOps could not read Git: ${(error as Error).message}`);
      }
    } while (again);
    // Within the last step, so that no call falls between this round and the next.
    running = undefined;
  }

  return {
    get status() {
      return status;
    },
    sync() {
      if (running) {
        again = true;
        return running;
      }
      running = run();
      return running;
    },
    idle: async () => running,
  };
}
