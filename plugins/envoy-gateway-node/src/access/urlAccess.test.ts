import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInClusterAccess, createUrlAccess } from './urlAccess';

const url = new URL('https://api.example.com');
const path = 'envoyGateway.clusters[0]';
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'access-'));
});

afterEach(() => rm(directory, { recursive: true }));

describe('createUrlAccess', () => {
  it('shows the token, trusts the CA, and says what to renew', async () => {
    const { current, renew } = await createUrlAccess({
      url,
      token: 'secret',
      ca: 'the CA',
      skipTLSVerify: false,
      path,
    });
    const access = await current();

    expect(access).toEqual({
      server: url,
      headers: { Authorization: 'Bearer secret' },
      tls: { ca: 'the CA' },
      credentials: 'envoyGateway.clusters[0].token',
    });
    await expect(renew(access)).resolves.toBeUndefined();
    await expect(
      (await createUrlAccess({ url, skipTLSVerify: true, path })).current(),
    ).resolves.toEqual({
      server: url,
      headers: {},
      tls: { ca: undefined, rejectUnauthorized: false },
      credentials:
        'envoyGateway.clusters[0], which has neither "token" nor "tokenFile"',
    });
  });

  it('follows files as they rotate, and bridges the moment they are gone', async () => {
    const tokenFile = join(directory, 'token');
    const caFile = join(directory, 'ca.crt');
    await writeFile(tokenFile, 'one\n');
    await writeFile(caFile, 'old CA');
    const { current, renew } = await createUrlAccess({
      url,
      tokenFile,
      caFile,
      skipTLSVerify: false,
      path,
    });
    const first = await current();
    expect(first.headers.Authorization).toBe('Bearer one');

    await rm(tokenFile);
    await expect(current()).resolves.toEqual(first);
    await expect(renew(first)).resolves.toBeUndefined();

    await writeFile(tokenFile, 'two');
    await writeFile(caFile, 'new CA');
    await expect(renew(first)).resolves.toMatchObject({
      headers: { Authorization: 'Bearer two' },
      tls: { ca: 'new CA' },
    });

    await writeFile(tokenFile, 'three\r\nHost: evil');
    await expect(current()).rejects.toThrow(
      /^envoyGateway\.clusters\[0\]\.tokenFile: .* holds no bearer token; write/,
    );
  });

  it('refuses to start without its files', async () => {
    await expect(
      createUrlAccess({ url, caFile: '/missing', skipTLSVerify: false, path }),
    ).rejects.toThrow(
      'envoyGateway.clusters[0].caFile: /missing cannot be read (ENOENT); write the path of a file that the backend may read',
    );
  });
});

describe('createInClusterAccess', () => {
  it('uses the ServiceAccount of the pod', async () => {
    await writeFile(join(directory, 'token'), 'pod-token');
    await writeFile(join(directory, 'ca.crt'), 'the CA');
    const server = async (host: string) =>
      (
        await (
          await createInClusterAccess({
            path,
            directory,
            environment: {
              KUBERNETES_SERVICE_HOST: host,
              KUBERNETES_SERVICE_PORT: '6443',
            },
          })
        ).current()
      ).server.href;

    await expect(server('10.96.0.1')).resolves.toBe('https://10.96.0.1:6443/');
    await expect(server('fd00::1')).resolves.toBe('https://[fd00::1]:6443/');
  });

  it('says so outside a pod', async () => {
    await expect(
      createInClusterAccess({ path, environment: {} }),
    ).rejects.toThrow(
      /^envoyGateway\.clusters\[0\]\.inCluster: is true, but this process does not run in a pod/,
    );
  });
});
