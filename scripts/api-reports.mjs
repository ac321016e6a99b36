// Writes every package's report.api.md, or with --ci fails when one is not current.
// The types are compiled anew and whole first: an incremental build orders the members of inferred unions
// by what happened to change last, and the reports would follow it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const run = (command, ...args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

rmSync('dist-types', { recursive: true, force: true });
run('tsc', '--incremental', 'false');
run(
  'backstage-repo-tools',
  'api-reports',
  '--omit-messages',
  'ae-wrong-input-file-type,ae-undocumented',
  '--validate-release-tags',
  ...process.argv.slice(2),
  'packages/{gateway-model,sandbox}',
  'plugins/*',
);
