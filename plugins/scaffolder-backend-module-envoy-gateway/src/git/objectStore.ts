import git from 'isomorphic-git';
import fs from 'node:fs';

/** The remote's name in the store; it has only one. */
export const REMOTE = 'origin';

/** Git objects of one repository on disk, without a checkout. */
export interface ObjectStore {
  fs: typeof fs;
  dir: string;
  gitdir: string;
  cache: object;
}

/** An empty store in a folder of its own. */
export async function createObjectStore(
  folder: string,
  repository: URL,
): Promise<ObjectStore> {
  const store = { fs, dir: folder, gitdir: folder, cache: {} };
  await git.init({ ...store, bare: true });
  await git.addRemote({ ...store, remote: REMOTE, url: repository.href });
  return store;
}
