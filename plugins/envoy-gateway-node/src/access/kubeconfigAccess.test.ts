import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { ProbeStep } from '../__testUtils__/kubeconfigProbe';

const directory = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
const base64 = (text: string) => Buffer.from(text).toString('base64');

afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function kubeconfig(name: string, user: object, cluster: object = {}): string {
  return file(name, kubeconfigText(user, cluster));
}

function kubeconfigText(user: object, cluster: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'main',
    contexts: [
      { name: 'main', context: { cluster: 'c', user: 'u' } },
      { name: 'dangling', context: { cluster: 'c', user: 'nobody' } },
    ],
    clusters: [
      { name: 'c', cluster: { server: 'https://api.example.com', ...cluster } },
    ],
    users: [{ name: 'u', user }],
  });
}

function load(path: string, options: object = {}): ProbeStep {
  return {
    do: 'load',
    options: {
      file: path,
      allowExec: false,
      path: 'envoyGateway.clusters[0]',
      ...options,
    },
  };
}

/** One process for all steps: the Kubernetes client takes a second to load. */
async function probe(
  steps: ProbeStep[],
): Promise<Array<Record<string, unknown>>> {
  const output = await new Promise<string>((done, fail) => {
    const child = execFile(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolve(__dirname, '../__testUtils__/kubeconfigProbe.ts'),
      ],
      (error, stdout) => (error ? fail(error) : done(stdout)),
    );
    child.stdin!.end(steps.map(step => `${JSON.stringify(step)}\n`).join(''));
  });
  return output
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

const program = (output: string) => ({
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: process.execPath,
    args: ['-e', output],
    interactiveMode: 'Never',
  },
});
const credential = (token: string) =>
  `console.log(JSON.stringify({status:{token:${token}}}))`;

describe('createKubeconfigAccess', () => {
  it('reads the credentials of every kind of user, and follows their rotation', async () => {
    const tokenFile = file('rotating', 'one\n');
    const rotating = kubeconfig('rotating.yaml', { token: 'first' });
    file('ca.crt', 'the CA');
    const results = await probe([
      load(
        kubeconfig(
          'token.yaml',
          { token: 'secret' },
          { 'certificate-authority': 'ca.crt', 'tls-server-name': 'inner' },
        ),
      ),
      load(
        kubeconfig(
          'certificate.yaml',
          {
            'client-certificate-data': base64('cert'),
            'client-key-data': base64('key'),
            as: 'system:serviceaccount:portal:reader',
          },
          {
            server: 'https://api.example.com',
            'insecure-skip-tls-verify': true,
          },
        ),
      ),
      load(kubeconfig('basic.yaml', { username: 'me', password: 'secret' })),
      load(
        kubeconfig(
          'http.yaml',
          { token: 't' },
          { server: 'http://[::1]:8080' },
        ),
        { context: 'main' },
      ),
      load(
        kubeconfig(
          'exec.yaml',
          program(
            credential("String(process.hrtime.bigint()).replace(/./,'x')"),
          ),
        ),
        { allowExec: true },
      ),
      { do: 'current' },
      { do: 'renew' },
      { do: 'renew' },
      load(kubeconfig('tokenFile.yaml', { tokenFile: 'rotating' })),
      { do: 'write', file: tokenFile, text: 'two\n' },
      { do: 'renew' },
      load(rotating),
      { do: 'write', file: rotating, text: 'users: [' },
      { do: 'current' },
      {
        do: 'write',
        file: rotating,
        text: kubeconfigText({ token: 'second' }),
      },
      { do: 'current' },
      { do: 'renew' },
    ]);
    const authorization = results.map(
      ({ headers }) =>
        (headers as Record<string, string> | undefined)?.Authorization,
    );

    expect(results[0]).toEqual({
      server: 'https://api.example.com/',
      headers: { Authorization: 'Bearer secret' },
      ca: 'the CA',
      servername: 'inner',
      credentials: `user "u" in ${join(directory, 'token.yaml')}`,
    });
    expect(results[1]).toMatchObject({
      headers: { 'Impersonate-User': 'system:serviceaccount:portal:reader' },
      cert: 'cert',
      key: 'key',
      rejectUnauthorized: false,
    });
    expect(authorization[2]).toBe(`Basic ${base64('me:secret')}`);
    expect(results[3]).toMatchObject({ server: 'http://[::1]:8080/' });
    // The program is asked once, and once more after a refusal, but not for each.
    expect(authorization[4]).toMatch(/^Bearer x\d+$/);
    expect(authorization[5]).toBe(authorization[4]);
    expect(authorization[6]).toMatch(/^Bearer x\d+$/);
    expect(authorization[6]).not.toBe(authorization[4]);
    expect(authorization[7]).toBe(authorization[6]);
    expect(authorization[8]).toBe('Bearer one');
    expect(authorization[10]).toBe('Bearer two');
    // A half-written file is not believed; a new one is read without being asked to.
    expect(authorization[13]).toBe('Bearer first');
    expect(authorization[15]).toBe('Bearer second');
    expect(results[16]).toEqual({});
  }, 20_000);

  it('refuses at start what cannot work, without quoting the file', async () => {
    const cases: Array<[ProbeStep, RegExp]> = [
      [
        load(join(directory, 'missing.yaml')),
        /^envoyGateway\.clusters\[0\]\.kubeconfig\.file: .*missing\.yaml cannot be read \(ENOENT\); write/,
      ],
      [
        load(file('broken.yaml', 'users: [{ token: hunter2')),
        /is not valid YAML; write/,
      ],
      [
        load(file('other.yaml', 'users: [{ user: { token: hunter2 } }]')),
        /is no kubeconfig; write/,
      ],
      [
        load(kubeconfig('a.yaml', {}), { context: 'prod' }),
        /kubeconfig\.context: .* has no context "prod"; write one of: main, dangling/,
      ],
      [
        load(file('b.yaml', 'contexts: [{name: x, context: {cluster: y}}]')),
        /kubeconfig\.context: is missing, and .* no current context; write one of: x/,
      ],
      [
        load(kubeconfig('c.yaml', {}), { context: 'dangling' }),
        /names the user "nobody", which the file does not describe/,
      ],
      [
        load(kubeconfig('d.yaml', {}, { server: 'http://prod.example.com' })),
        /the server of cluster "c" in .*: would send the credentials unencrypted/,
      ],
      [
        load(kubeconfig('e.yaml', program(credential('"hunter2"')))),
        /gets its credentials from the program ".*node", which .*; write "allowExec: true" if you trust/,
      ],
      [
        load(
          kubeconfig('f.yaml', {
            'auth-provider': { name: 'gcp', config: { 'cmd-path': 'rm' } },
          }),
        ),
        /from the auth provider "gcp", which/,
      ],
      [
        load(kubeconfig('g.yaml', {}, { 'proxy-url': 'http://p' })),
        /has a "proxy-url", which is not supported/,
      ],
      [
        load(kubeconfig('h.yaml', { as: 'x', 'as-groups': ['y'] })),
        /user "u" .* has "as-groups", which is not supported/,
      ],
      [
        load(
          kubeconfig(
            'i.yaml',
            program('console.error("hunter2"); process.exit(1)'),
          ),
          { allowExec: true },
        ),
        /The credentials of user "u" .* cannot be had \(the program ".*" failed\); run "kubectl/,
      ],
    ];
    const results = await probe(cases.map(([step]) => step));

    results.forEach((result, index) => {
      expect(result.error).toMatch(cases[index][1]);
      expect(result.error).not.toContain('hunter2');
    });
  }, 20_000);
});
