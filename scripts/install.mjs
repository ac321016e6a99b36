// Installs the dependencies when they are not there or not current, and does nothing otherwise.
// npm runs it before `npm start` and `npm test`; Node 20 and npm are all it needs.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.install-stamp');
const { packageManager } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const yarnVersion = packageManager.split('@')[1];

/** What the installed tree depends on: the lockfile and every manifest. */
function fingerprint() {
  const hash = createHash('sha256');
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name => join(folder, name)),
  );
  for (const folder of ['.', ...manifests.sort()]) {
    const file = join(root, folder, 'package.json');
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  hash.update(readFileSync(join(root, 'yarn.lock')));
  return hash.digest('hex');
}

const wanted = fingerprint();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  process.exit(0);
}

process.stdout.write(
  'Installing dependencies; about 3 minutes the first time…\n',
);
const { status } = spawnSync(
  'npx',
  ['--yes', `@yarnpkg/cli-dist@${yarnVersion}`, 'install', '--immutable'],
  { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' },
);
if (status !== 0) process.exit(status ?? 1);
writeFileSync(stamp, wanted);
