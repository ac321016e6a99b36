import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { until } from './until';

const root = resolve(__dirname, '../..');

/** A portal's backend, started for a test. */
export interface Portal {
  url: string;
  /** What it wrote to its log so far is in this file. */
  logFile: string;
  /** Reads JSON as the signed-in guest. Answers of 400 and more are thrown, with the body. */
  get<T>(path: string): Promise<T>;
  request(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  await new Promise(done => {
    server.close(done);
  });
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/**
 * Starts the backend of this repository as `yarn start` would, with the given config on top of
 * app-config.yaml, on a port of its own.
 */
export async function startPortal(
  config: object,
  backend: object = {},
): Promise<Portal> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'app-config.test.yaml');
  writeFileSync(
    file,
    stringify({
      ...config,
      backend: {
        ...backend,
        baseUrl: url,
        listen: { port, host: '127.0.0.1' },
      },
    }),
  );
  const logFile = join(folder, 'backend.log');
  const log = createWriteStream(logFile);
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      file,
    ],
    {
      cwd: join(root, 'packages/backend'),
      // A group of its own, so that the process the CLI forks ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'info' },
    },
  );
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise<void>(done => {
    child.on('exit', () => done());
  });

  const stop = async () => {
    if (child.exitCode === null && child.pid) {
      process.kill(-child.pid, 'SIGTERM');
      const killer = setTimeout(() => {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      }, 10_000);
      await ended;
      clearTimeout(killer);
    }
    if (!process.env.KEEP_LOGS)
      rmSync(folder, { recursive: true, force: true });
  };

  let token: string | undefined;
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    return await fetch(url + path, { ...init, headers });
  };

  try {
    await until(
      'ready',
      () => fetch(`${url}/.backstage/health/v1/readiness`),
      response => response.ok,
      { timeoutMs: 120_000 },
    );
    // The catalog may need a moment more to know the guest; signing in works without.
    const session = await until(
      'signed in',
      async () => (await fetch(`${url}/api/auth/guest/refresh`)).json(),
      body => Boolean(body?.backstageIdentity?.token),
    );
    token = session.backstageIdentity.token;
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    url,
    logFile,
    request,
    stop,
    get: async path => {
      const response = await request(path);
      const body = await response.text();
      if (!response.ok) {
        throw new Error(`GET ${path}: ${response.status} ${body}`);
      }
      return JSON.parse(body);
    },
  };
}
