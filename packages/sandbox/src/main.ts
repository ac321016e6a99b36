import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine, USAGE } from './commandLine';
import { GIT_ACCOUNT } from './git';
import { Logger } from './logger';
import { onParentGone } from './parentProcess';
import { startSandbox } from './sandbox';

/** File names and object names come from whoever pushes: none of them moves the terminal's cursor. */
function printable(message: string): string {
  return message.replace(/\p{Cc}+/gu, ' ');
}

const logger: Logger = {
  info: message => process.stdout.write(`sandbox: ${printable(message)}\n`),
  warn: message => process.stderr.write(`sandbox: ${printable(message)}\n`),
};

async function main() {
  const command = readCommandLine(
    process.argv.slice(2),
    process.env,
    process.cwd(),
  );
  if (command.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (!existsSync(join(command.seedDir, 'clusters'))) {
    throw new Error(
      `${command.seedDir} has no folder "clusters": run this from the repository's root, or name the seed folder with --seed`,
    );
  }
  const starting = startSandbox({ ...command, logger });
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    starting
      .then(sandbox => sandbox.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  onParentGone(stop);

  const sandbox = await starting;
  if (stopping) return;
  for (const { name, url } of sandbox.clusters.values()) {
    logger.info(`cluster ${name} at ${url}`);
  }
  const { username, password } = GIT_ACCOUNT;
  logger.info(
    `GitOps repository at ${sandbox.gitUrl} (${username}/${password})`,
  );
  logger.info(`kubeconfig ${sandbox.kubeconfigPath}`);
  logger.info('all traffic figures are generated');
  process.stdout.write('sandbox ready\n');
  process.send?.('ready');
}

main().catch(error => {
  process.stderr.write(`sandbox: ${(error as Error).message}\n`);
  process.exit(1);
});
