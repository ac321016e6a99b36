import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../main';

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** A folder of a test's own, and the command run in it. */
export interface Workspace {
  path(name: string): string;
  write(files: Record<string, string | Buffer>): Promise<void>;
  /** Arguments that begin with `./` are files of the folder. */
  run(args: readonly string[], stdin?: string): Promise<Outcome>;
  remove(): Promise<void>;
}

class Sink extends Writable {
  text = '';

  _write(chunk: Buffer, _: string, done: () => void) {
    this.text += chunk.toString('utf8');
    done();
  }
}

export async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-lint-'));
  const path = (name: string) => join(folder, name);
  return {
    path,
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(path(name)), { recursive: true });
        await writeFile(path(name), text);
      }
    },
    async run(args, stdin = '') {
      const [stdout, stderr] = [new Sink(), new Sink()];
      const code = await main(
        args.map(arg => (arg.startsWith('./') ? path(arg.slice(2)) : arg)),
        {
          stdin: Readable.from([Buffer.from(stdin)]),
          stdout,
          stderr,
          folder,
          colour: false,
          now: new Date('2026-11-21T00:00:00Z'),
        },
      );
      return { code, stdout: stdout.text, stderr: stderr.text };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
