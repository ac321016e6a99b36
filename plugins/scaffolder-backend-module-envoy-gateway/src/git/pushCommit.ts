import { NotAllowedError } from '@backstage/errors';
import git, { HttpClient } from 'isomorphic-git';
import { setImmediate } from 'node:timers/promises';
import { GitServer, safeText } from './gitServers';
import { ObjectStore, REMOTE } from './objectStore';

/** How Git servers say that the branch moved, or is being moved, as against that they do not want the commit. */
const MOVED =
  /non-fast-forward|fetch first|failed to update ref|\block|incorrect old value|reference already exists|stale info/i;

/** Where the commit waits in the store. */
const PENDING = 'refs/publish/pending';

/** @see pushCommit */
export interface PushOptions {
  store: ObjectStore;
  http: HttpClient;
  server: GitServer;
  repository: URL;
  branch: string;
  commit: string;
}

/**
 * Pushes a commit to a branch.
 *
 * @returns whether it is there now; `false` when somebody else's push came first
 * @throws NotAllowedError with the server's own words when it does not take the commit
 */
export async function pushCommit(options: PushOptions): Promise<boolean> {
  const { store, http, server, repository, branch, commit } = options;
  const ref = `refs/heads/${branch}`;
  const messages: string[] = [];
  await git.writeRef({
    ...store,
    ref: PENDING,
    value: commit,
    force: true,
  });
  try {
    await git.push({
      ...store,
      http,
      remote: REMOTE,
      ref: PENDING,
      remoteRef: ref,
      onMessage: message => {
        messages.push(message);
      },
    });
    return true;
  } catch (error) {
    if (error instanceof git.Errors.PushRejectedError) {
      return false;
    }
    if (!(error instanceof git.Errors.GitPushError)) {
      throw error;
    }
    await setImmediate(); // the library does not wait for the last messages it hands over
    const { refs, error: unpack } = error.data.result;
    const reason = refs[ref]?.error || unpack || 'no reason given';
    if (MOVED.test(reason)) {
      return false;
    }
    const said = safeText(server, messages.join('\n'));
    throw new NotAllowedError(
      `The Git server did not take the commit on ${branch} of ${
        repository.href
      }: ${safeText(server, reason)}${
        said === '' ? '' : `. It said: "${said}"`
      }. Ask who runs the repository, or set pushBranch to a branch it lets the portal push, and open a merge request from there`,
    );
  }
}
