import { ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from './commandLine';

const ROOT = join(__dirname, '..', '..', '..');

/** Ports nobody listens on at the moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>(resolve => {
          const server = createServer().listen(0, '127.0.0.1', () =>
            resolve(server),
          );
        }),
    ),
  );
  const ports = servers.map(server => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

describe('the command', () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  async function launch(...extra: string[]) {
    const [production, staging, git] = await freePorts(3);
    const child = fork(
      join(__dirname, 'main.ts'),
      [
        '--data',
        join(folder, 'data'),
        ...Object.entries({ production, staging, git }).flatMap(
          ([name, port]) => ['--port', `${name}=${port}`],
        ),
        ...extra,
      ],
      {
        cwd: ROOT,
        silent: true,
        execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
      },
    );
    children.push(child);
    let output = '';
    child.stdout?.on('data', chunk => {
      output += chunk;
    });
    child.stderr?.on('data', chunk => {
      output += chunk;
    });
    const ended = new Promise<number | null>(resolve => {
      child.on('exit', resolve);
    });
    return { child, ended, production, output: () => output };
  }

  it('says when it is ready, serves, and ends with its parent', async () => {
    const { child, ended, production, output } = await launch();
    await new Promise<void>(resolve => {
      // The transform talks over the same channel.
      child.on('message', message => message === 'ready' && resolve());
    });
    expect(output().trimEnd().split('\n').at(-1)).toBe('sandbox ready');
    const url = `http://127.0.0.1:${production}/version`;
    expect((await fetch(url)).status).toBe(200);
    child.disconnect();
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  }, 20_000);

  it('says in one line what is wrong with its start', async () => {
    const { ended, output } = await launch('--seed', folder);
    expect(await ended).toBe(1);
    expect(output()).toMatch(/^sandbox: .* has no folder "clusters".*\n$/);
  }, 20_000);
});

describe('readCommandLine', () => {
  it('takes arguments before the environment before defaults', () => {
    expect(readCommandLine([], {}, '/repo')).toEqual({
      help: false,
      reset: false,
      dataDir: '/repo/.sandbox',
      seedDir: '/repo/examples/gitops',
      ports: { production: 7451, staging: 7452, git: 7453 },
    });
    expect(
      readCommandLine(
        ['--data', 'x', '--reset', '--port', 'git=0'],
        { SANDBOX_DATA: '/y', SANDBOX_SEED: '/z' },
        '/repo',
      ),
    ).toMatchObject({
      reset: true,
      dataDir: '/repo/x',
      seedDir: '/z',
      ports: { git: 0, staging: 7452 },
    });
  });

  it.each(['git', 'git=', 'git=99999', 'elsewhere=1', 'git=1;rm'])(
    'refuses --port %s',
    port => {
      expect(() => readCommandLine(['--port', port], {}, '/')).toThrow(
        /--port/,
      );
    },
  );
});
