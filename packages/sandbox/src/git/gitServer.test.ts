import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SILENT } from '../logger';
import { stoppedClock, writeFiles } from '../testUtils';
import { ensureBareRepository } from './bareRepository';
import { gitEnvironment, runGit } from './gitCommand';
import { GitServer, startGitServer } from './gitServer';
import { findHttpBackend } from './httpBackend';

const run = promisify(execFile);

describe('startGitServer', () => {
  let folder: string;
  let repository: string;
  let git: GitServer;
  let pushes = 0;

  const client = (cwd: string, ...args: string[]) =>
    run(
      'git',
      ['-c', 'user.name=Priya', '-c', 'user.email=priya@example.com', ...args],
      { cwd, env: gitEnvironment() },
    );
  async function clone(name: string): Promise<string> {
    const url = git.url.replace('http://', 'http://portal:sandbox@');
    await client(folder, 'clone', '--quiet', url, name);
    return join(folder, name);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-git-'));
    repository = join(folder, 'gitops.git');
    await writeFiles(join(folder, 'seed'), { 'README.md': '# GitOps\n' });
    await ensureBareRepository({
      path: repository,
      seedDir: join(folder, 'seed'),
      clock: stoppedClock(),
    });
    git = await startGitServer({
      host: '127.0.0.1',
      port: 0,
      program: await findHttpBackend(),
      repository,
      logger: SILENT,
      onPush: () => {
        pushes += 1;
      },
      status: () => ({ problems: [] }),
    });
  });
  afterAll(async () => {
    await git.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('lets what is pushed be fetched, and tells of it when it is in', async () => {
    const work = await clone('work');
    await writeFiles(work, {
      'large.txt': 'x'.repeat(3_000_000),
      'a b.txt': '',
    });
    await client(work, 'add', '--all');
    await client(work, 'commit', '--quiet', '-m', 'More');
    const before = pushes;
    await client(work, 'push', '--quiet');
    expect(pushes).toBe(before + 1);
    const other = await clone('other');
    const { stdout } = await client(other, 'log', '--format=%s');
    expect(stdout.split('\n')[0]).toBe('More');
  });

  it('keeps a repository that is there, and begins the same for the same seed and time', async () => {
    const head = async (path: string) =>
      String(await runGit(['rev-parse', 'main~0'], { env: { GIT_DIR: path } }));
    const before = await head(repository);
    const options = { seedDir: join(folder, 'seed'), clock: stoppedClock() };
    expect(
      await ensureBareRepository({ path: repository, ...options }),
    ).toEqual({ created: false });
    expect(await head(repository)).toBe(before);
    const [one, two] = [join(folder, 'one.git'), join(folder, 'two.git')];
    await ensureBareRepository({ path: one, ...options });
    await ensureBareRepository({ path: two, ...options });
    expect(await head(one)).toBe(await head(two));
  });

  describe('guards its repository', () => {
    it('against who does not know the account', async () => {
      for (const url of [
        git.url,
        git.url.replace('http://', 'http://portal:wrong@'),
      ]) {
        await expect(client(folder, 'ls-remote', url)).rejects.toThrow(
          /Authentication failed|could not read Username/,
        );
      }
      const reply = await fetch(new URL('/gitops/status', git.url));
      expect(reply.status).toBe(401);
    });

    it.each([
      '/platform/gitops.git/../../tokens.json',
      '/platform/gitops.git/%2e%2e/%2e%2e/tokens.json',
      '/platform/gitops.git/config',
      '/platform/gitops.git/objects/info/packs',
      '/platform/other.git/info/refs?service=git-upload-pack',
      '/platform/gitops.git/info/refs/../../config',
      '//platform/gitops.git/info/refs',
      '/../../etc/passwd',
      '/',
    ])('against the path %s', async path => {
      const { port } = new URL(git.url);
      // Sent by hand: an HTTP client would tidy the path.
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1', () =>
          socket.write(
            `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Basic ${btoa(
              'portal:sandbox',
            )}\r\n\r\n`,
          ),
        );
        let text = '';
        socket.setEncoding('utf8').on('data', chunk => {
          text += chunk;
        });
        socket.on('close', () => resolve(text)).on('error', reject);
      });
      expect(answer).toMatch(/^HTTP\/1.1 404 /);
    });

    it('against rewritten history and the loss of the main branch', async () => {
      const work = await clone('rewriter');
      await client(work, 'commit', '--quiet', '--amend', '-m', 'Rewritten');
      await expect(client(work, 'push', '--force')).rejects.toThrow(
        /non-fast-forward/,
      );
      await expect(
        client(work, 'push', 'origin', '--delete', 'main'),
      ).rejects.toThrow(/deletion of the current branch prohibited|refusing/);
    });
  });
});
