import { ConflictError, NotFoundError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import git, { HttpClient } from 'isomorphic-git';
import { setTimeout as sleep } from 'node:timers/promises';
import { Identity } from './author';
import { editTree, FileChange, TreeEdit } from './editTree';
import { createGitHttp } from './gitHttp';
import { GitServer } from './gitServers';
import { createObjectStore, ObjectStore, REMOTE } from './objectStore';
import { pushCommit } from './pushCommit';
import { protocolError } from './protocolError';

const MAX_ATTEMPTS = 5;
const RETRY_BASE_MS = 100;

/** What to publish, where, and in whose name. */
export interface PublishOptions {
  server: GitServer;
  repository: URL;
  /** An empty folder that is deleted afterwards. */
  folder: string;
  edit: TreeEdit;
  branch: string;
  /** Where the commit goes when it does not go to `branch`. */
  pushBranch?: string;
  message: string;
  author: Identity;
  committer: Identity;
  dryRun: boolean;
  signal?: AbortSignal;
  logger: LoggerService;
}

/** What publishing came to. */
export type PublishResult = {
  changed: boolean;
  commitHash: string;
  branch: string;
  changes: FileChange[];
};

/** A branch as the server has it now; without a commit when the repository is empty. */
interface Start {
  commit?: string;
  tree?: string;
}

/** Fetches the newest commit of a branch; `undefined` when the repository has no such branch. */
async function fetchBranch(
  store: ObjectStore,
  http: HttpClient,
  branch: string,
): Promise<Start | undefined> {
  const ref = `refs/heads/${branch}`;
  try {
    const { fetchHead } = await git.fetch({
      ...store,
      http,
      remote: REMOTE,
      ref,
      remoteRef: ref,
      singleBranch: true,
      tags: false,
      depth: 1,
    });
    if (!fetchHead) {
      return {};
    }
    const { commit } = await git.readCommit({ ...store, oid: fetchHead });
    return { commit: fetchHead, tree: commit.tree };
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError && error.data.what === ref) {
      return undefined;
    }
    throw error;
  }
}

async function startingPoint(
  store: ObjectStore,
  http: HttpClient,
  options: PublishOptions,
): Promise<Start> {
  const { repository, branch, pushBranch } = options;
  const wanted = pushBranch ? [pushBranch, branch] : [branch];
  for (const name of wanted) {
    const start = await fetchBranch(store, http, name);
    if (start) {
      return start;
    }
  }
  const { refs = [] } = (await git.getRemoteInfo2({
    http,
    url: repository.href,
    protocolVersion: 1,
  })) as { refs?: Array<{ ref: string }> };
  const branches = refs
    .filter(({ ref }) => ref.startsWith('refs/heads/'))
    .map(({ ref }) => ref.slice('refs/heads/'.length).slice(0, 100));
  throw new NotFoundError(
    `Git repository ${
      repository.href
    } has no branch ${branch}: set branch to one it has (${branches
      .slice(0, 10)
      .join(', ')}${branches.length > 10 ? ', …' : ''})`,
  );
}

async function writeCommit(
  store: ObjectStore,
  start: Start,
  tree: string,
  { message, author, committer }: PublishOptions,
): Promise<string> {
  const now = { timestamp: Math.floor(Date.now() / 1000), timezoneOffset: 0 };
  return git.writeCommit({
    ...store,
    commit: {
      message,
      tree,
      parent: start.commit ? [start.commit] : [],
      author: { ...author, ...now },
      committer: { ...committer, ...now },
    },
  });
}

/**
 * Writes files into a folder of a repository and pushes them as one commit on top of what the branch
 * holds. When somebody else pushes in between, it starts again from theirs; when the repository
 * already holds everything, it does nothing.
 */
export async function publishFiles(
  options: PublishOptions,
): Promise<PublishResult> {
  const { server, repository, logger, signal, dryRun } = options;
  const branch = options.pushBranch ?? options.branch;
  const http = createGitHttp({ server, repository, signal });
  try {
    const store = await createObjectStore(options.folder, repository);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      signal?.throwIfAborted();
      const start = await startingPoint(store, http, options);
      const { tree, changes } = await editTree(store, start.tree, options.edit);
      if (changes.length === 0 && start.commit) {
        return { changed: false, commitHash: start.commit, branch, changes };
      }
      const commitHash = await writeCommit(store, start, tree, options);
      const result = { changed: true, commitHash, branch, changes };
      if (dryRun) {
        return result;
      }
      const pushed = await pushCommit({
        store,
        http,
        server,
        repository,
        branch,
        commit: commitHash,
      });
      if (pushed) {
        return result;
      }
      logger.info(
        `Somebody else pushed to ${branch} meanwhile; starting again from there (${attempt} of ${MAX_ATTEMPTS})`,
      );
      if (attempt < MAX_ATTEMPTS) {
        const longest = RETRY_BASE_MS * 2 ** (attempt - 1);
        await sleep(longest * (0.5 + Math.random() / 2), undefined, { signal });
      }
    }
  } catch (error) {
    throw signal?.aborted ? error : protocolError(server, repository, error);
  }
  throw new ConflictError(
    `Others pushed to ${branch} of ${repository.href} ${MAX_ATTEMPTS} times while this was being published: run the step again`,
  );
}
