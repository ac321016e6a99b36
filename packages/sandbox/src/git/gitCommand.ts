import { spawn } from 'node:child_process';

/** Thrown when there is no usable git on this machine. */
export class GitMissingError extends Error {}

/**
 * The environment of every git this sandbox starts: none of the user's or the machine's configuration,
 * no prompts, and nothing of this process' environment but where programs are.
 */
export function gitEnvironment(
  extra: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, TMPDIR, TEMP } = process.env;
  return {
    PATH,
    SYSTEMROOT,
    TMPDIR,
    TEMP,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    ...extra,
  };
}

/**
 * Runs git to its end and gives what it wrote to standard output.
 *
 * @throws Error with what git wrote to standard error; GitMissingError when there is no git
 */
export async function runGit(
  args: string[],
  options: {
    cwd?: string;
    env?: Record<string, string>;
    input?: string;
    maxBytes?: number;
  } = {},
): Promise<Buffer> {
  const { cwd, env, input = '', maxBytes = 128 * 1024 * 1024 } = options;
  const child = spawn('git', args, { cwd, env: gitEnvironment(env) });
  const output: Buffer[] = [];
  let complaint = '';
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) child.kill();
    else output.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < 10_000) complaint += chunk.toString('utf8');
  });
  // A git that ends early closes its input; its exit code tells what happened.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', error => {
      reject(
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? new GitMissingError(
              'git was not found. Install git 2.28 or newer and put it on PATH.',
            )
          : error,
      );
    });
    child.on('close', resolve);
  });
  if (size > maxBytes) {
    throw new Error(`git ${args[0]} wrote more than ${maxBytes} bytes`);
  }
  if (code !== 0) {
    throw new Error(`git ${args[0]} failed: ${complaint.trim()}`);
  }
  return Buffer.concat(output);
}
