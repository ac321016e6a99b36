import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Clock } from '../clock';
import { runGit } from './gitCommand';

/** The branch that stands for what the clusters should be. */
export const MAIN_BRANCH = 'main';

const SETTINGS: Array<[string, string]> = [
  ['http.receivepack', 'true'],
  // As on a protected branch: history is added to, never rewritten.
  ['receive.denyNonFastForwards', 'true'],
  ['receive.fsckObjects', 'true'],
  ['receive.maxInputSize', String(64 * 1024 * 1024)],
  ['transfer.unpackLimit', '1000'],
  ['gc.auto', '0'],
];

async function commitSeed(
  repository: string,
  seedDir: string,
  clock: Clock,
): Promise<void> {
  const scratch = await mkdtemp(join(dirname(repository), 'seed-'));
  const tree = join(scratch, 'tree');
  const date = `${Math.floor(clock() / 1000)} +0000`;
  const env = {
    GIT_DIR: repository,
    GIT_WORK_TREE: tree,
    GIT_INDEX_FILE: join(scratch, 'index'),
    GIT_AUTHOR_NAME: 'Platform team',
    GIT_AUTHOR_EMAIL: 'platform@example.com',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Platform team',
    GIT_COMMITTER_EMAIL: 'platform@example.com',
    GIT_COMMITTER_DATE: date,
  };
  try {
    await cp(seedDir, tree, { recursive: true });
    await runGit(['add', '--all', '--force', '.'], { cwd: tree, env });
    await runGit(
      [
        'commit',
        '--quiet',
        '-m',
        'Describe the clusters of the example organisation',
      ],
      { cwd: tree, env },
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The bare repository at a path: kept as it is when it is there, else made and filled with the seed.
 * It appears under its name only when it is complete.
 */
export async function ensureBareRepository(options: {
  path: string;
  seedDir?: string;
  clock: Clock;
}): Promise<{ created: boolean }> {
  const { path, seedDir, clock } = options;
  if (existsSync(join(path, 'HEAD'))) return { created: false };
  await mkdir(dirname(path), { recursive: true });
  const scratch = await mkdtemp(join(dirname(path), 'new-'));
  const repository = join(scratch, 'repository.git');
  try {
    await runGit([
      'init',
      '--quiet',
      '--bare',
      '--template=',
      `--initial-branch=${MAIN_BRANCH}`,
      repository,
    ]);
    for (const [key, value] of SETTINGS) {
      await runGit(['config', key, value], { env: { GIT_DIR: repository } });
    }
    if (seedDir) await commitSeed(repository, seedDir, clock);
    await rename(repository, path);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { created: true };
}
