import { isCrd } from '@envoy-gateway-portal/gateway-model/schema';
import { Readable, Writable } from 'node:stream';
import { version } from '../package.json';
import { CommandLine, readCommandLine, USAGE, UsageError } from './commandLine';
import { Input, readPaths } from './input';
import { jsonOutput, reaches, Report, sarifOutput, textOutput } from './output';
import { lintManifests, NothingToDelete } from './run';

/** What the command works with; of a process, or of a test. */
export interface Surroundings {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** The folder SARIF names files by. */
  folder: string;
  /** Whether colours are understood. */
  colour: boolean;
  now: Date;
}

const CLEAN = 0;
const FOUND = 1;
const NOT_UNDERSTOOD = 2;

function outputOf(
  report: Report,
  { format }: CommandLine,
  { folder, colour }: Surroundings,
): string {
  switch (format) {
    case 'json':
      return jsonOutput(report);
    case 'sarif':
      return sarifOutput(report, folder);
    default:
      return textOutput(report, colour);
  }
}

/** A path without a definition is a mistake: schemas would silently not be checked. */
async function readCrds(
  paths: readonly string[],
  { stdin }: Surroundings,
): Promise<Input> {
  const crds = await readPaths(paths, stdin);
  const found = crds.manifests.some(({ object }) => isCrd(object));
  return paths.length === 0 || found || crds.unreadable.length > 0
    ? crds
    : {
        ...crds,
        unreadable: paths.map(file => ({
          file,
          message: 'no CustomResourceDefinition is there',
        })),
      };
}

async function lint(
  command: CommandLine,
  surroundings: Surroundings,
): Promise<number> {
  const read = (paths: readonly string[]) =>
    readPaths(paths, surroundings.stdin);
  const candidates = await read(command.paths);
  const against =
    command.against.length > 0 ? await read(command.against) : undefined;
  const crds = await readCrds(command.crds, surroundings);
  const inputs: Input[] = [candidates, ...(against ? [against] : []), crds];

  const report: Report = {
    ...lintManifests({
      manifests: candidates.manifests,
      against: against?.manifests,
      crds: crds.manifests,
      deletions: command.deletions,
      prune: command.prune,
      namespace: command.namespace,
      complete: command.complete,
      controllerName: command.controllerName,
      envoyGatewayVersion: command.envoyGatewayVersion,
      now: surroundings.now.toISOString(),
    }),
    version,
    against: against !== undefined,
    unreadable: inputs.flatMap(({ unreadable }) => unreadable),
    skipped: candidates.skipped,
  };
  surroundings.stdout.write(outputOf(report, command, surroundings));
  if (report.unreadable.length > 0) {
    return NOT_UNDERSTOOD;
  }
  return report.findings.some(({ severity }) =>
    reaches(severity, command.failOn),
  )
    ? FOUND
    : CLEAN;
}

/** Runs the command; gives its exit code. */
export async function main(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    const command = readCommandLine(args);
    if (command.help) {
      surroundings.stdout.write(USAGE);
      return CLEAN;
    }
    if (command.version) {
      surroundings.stdout.write(`${version}\n`);
      return CLEAN;
    }
    return await lint(command, surroundings);
  } catch (error) {
    if (error instanceof UsageError || error instanceof NothingToDelete) {
      surroundings.stderr.write(
        `gateway-lint: ${error.message}\nSee gateway-lint --help.\n`,
      );
      return NOT_UNDERSTOOD;
    }
    throw error;
  }
}
