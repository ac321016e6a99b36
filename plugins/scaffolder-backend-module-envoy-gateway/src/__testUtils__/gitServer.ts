import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A loopback HTTP server in front of the real `git http-backend`. */
export interface TestGitServer {
  /** Ends with a slash. */
  url: string;
  /** What the server was asked, with the `Authorization` header it came with. */
  requests: Array<{ url: string; authorization?: string }>;
  /** Answers a request before Git does, or passes by returning false. */
  intercept?: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => boolean | Promise<boolean>;
  /** Creates a repository; with files, as one commit on a branch. */
  createRepository(
    name: string,
    options?: { branch?: string; files?: Record<string, string> },
  ): Promise<void>;
  /** Runs git in a repository and returns what it prints. */
  git(name: string, ...args: string[]): Promise<string>;
  /** Commits files behind the portal's back, on top of a branch. */
  commit(
    name: string,
    branch: string,
    files: Record<string, string>,
  ): Promise<void>;
  writeHook(name: string, hook: string, script: string): Promise<void>;
  stop(): Promise<void>;
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.com',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/** Starts a server; with credentials, every request must carry them. */
export async function startGitServer(
  folder: string,
  credentials?: { username: string; password: string },
): Promise<TestGitServer> {
  const env = { PATH: process.env.PATH, HOME: folder, ...IDENTITY };
  const expected = credentials
    ? `Basic ${Buffer.from(
        `${credentials.username}:${credentials.password}`,
      ).toString('base64')}`
    : undefined;

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        REMOTE_USER: 'portal',
      },
    });
    request.pipe(child.stdin);
    child.stdin.on('error', () => {});
    const chunks: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.on('close', () => {
      const answer = Buffer.concat(chunks);
      const end = answer.indexOf('\r\n\r\n');
      for (const line of answer.toString('latin1', 0, end).split('\r\n')) {
        const [name, value] = line.split(': ');
        if (name === 'Status') {
          response.statusCode = parseInt(value, 10);
        } else {
          response.setHeader(name, value);
        }
      }
      response.end(answer.subarray(end + 4));
    });
  };

  const repositoryFolder = (name: string) => path.join(folder, name);
  const git = async (name: string, ...args: string[]) => {
    const { stdout } = await run('git', args, {
      cwd: repositoryFolder(name),
      env,
    });
    return stdout.trim();
  };

  const writeCommit = async (
    name: string,
    branch: string,
    files: Record<string, string>,
  ) => {
    const tip = await git(name, 'for-each-ref', `refs/heads/${branch}`);
    const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const commit = [
      `commit refs/heads/${branch}\n`,
      'committer Somebody <somebody@example.com> now\n',
      data('Behind the back'),
      tip ? `from refs/heads/${branch}^0\n` : '',
      ...Object.entries(files).map(
        ([file, content]) => `M 100644 inline ${file}\n${data(content)}`,
      ),
    ].join('');
    const importing = run(
      'git',
      ['fast-import', '--quiet', '--date-format=now'],
      { cwd: repositoryFolder(name), env },
    );
    importing.child.stdin?.end(commit);
    await importing;
  };

  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  const handle: TestGitServer = {
    url: `http://127.0.0.1:${port}/`,
    requests: [],
    git,
    async createRepository(name, { branch = 'main', files } = {}) {
      await mkdir(repositoryFolder(name), { recursive: true });
      await git(name, 'init', '--quiet', '--bare', '-b', branch);
      await git(name, 'config', 'http.receivepack', 'true');
      if (files) {
        await writeCommit(name, branch, files);
      }
    },
    commit: writeCommit,
    async writeHook(name, hook, script) {
      const file = path.join(repositoryFolder(name), 'hooks', hook);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `#!/bin/sh\n${script}\n`);
      await chmod(file, 0o755);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };

  server.on('request', async (request, response) => {
    const { authorization } = request.headers;
    handle.requests.push({ url: request.url ?? '', authorization });
    if (handle.intercept && (await handle.intercept(request, response))) {
      return;
    }
    if (expected && authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    } else {
      serve(request, response);
    }
  });
  return handle;
}
