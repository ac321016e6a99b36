import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line and the environment ask for. */
export interface CommandLine {
  help: boolean;
  dataDir: string;
  seedDir: string;
  reset: boolean;
  ports: Record<string, number>;
}

export const USAGE = `Usage: main.ts [--data FOLDER] [--seed FOLDER] [--reset] [--port NAME=PORT]...

  --data FOLDER     where the sandbox keeps its files (SANDBOX_DATA; .sandbox)
  --seed FOLDER     what a new GitOps repository begins with (SANDBOX_SEED; examples/gitops)
  --reset           forget the repository and begin with the seed again
  --port NAME=PORT  NAME is production, staging or git (7451, 7452, 7453)
`;

const DEFAULT_PORTS = { production: 7451, staging: 7452, git: 7453 };

function parsePort(text: string): [string, number] {
  const [, name, port] = /^([a-z]+)=(\d{1,5})$/.exec(text) ?? [];
  if (!name || !(name in DEFAULT_PORTS) || Number(port) > 65535) {
    throw new Error(
      `--port ${text} cannot be understood: use NAME=PORT with one of ${Object.keys(
        DEFAULT_PORTS,
      ).join(', ')}, e.g. --port git=7453`,
    );
  }
  return [name, Number(port)];
}

/** @throws Error naming the argument that cannot be understood */
export function readCommandLine(
  args: string[],
  environment: NodeJS.ProcessEnv,
  folder: string,
): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', default: false },
      data: { type: 'string' },
      seed: { type: 'string' },
      reset: { type: 'boolean', default: false },
      port: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    help: values.help,
    reset: values.reset,
    dataDir: resolve(
      folder,
      values.data ?? environment.SANDBOX_DATA ?? '.sandbox',
    ),
    seedDir: resolve(
      folder,
      values.seed ?? environment.SANDBOX_SEED ?? 'examples/gitops',
    ),
    ports: {
      ...DEFAULT_PORTS,
      ...Object.fromEntries(values.port.map(parsePort)),
    },
  };
}
