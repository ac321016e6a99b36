import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { UserEntity } from '@backstage/catalog-model';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startGitServer, TestGitServer } from '../../__testUtils__/gitServer';
import { createGitPublishAction } from './gitPublish';

const PASSWORD = 'p@ss w0rd/ü';
const REPOSITORY = 'platform/gitops.git';
const TARGET = 'clusters/production/payments/payments';

const priya: UserEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'priya' },
  spec: {
    profile: { displayName: 'Priya P.', email: 'priya@example.com' },
    memberOf: [],
  },
};

// Real Git processes answer, and the machine may be busy with others
jest.setTimeout(30_000);

describe('envoyGateway:git:publish', () => {
  const directory = createMockDirectory();
  let server: TestGitServer;
  let logs: string[];

  beforeEach(async () => {
    directory.clear();
    await mkdir(directory.resolve('repositories'));
    server = await startGitServer(directory.resolve('repositories'), {
      username: 'portal',
      password: PASSWORD,
    });
    await server.createRepository(REPOSITORY, {
      files: { 'README.md': 'The GitOps repository\n' },
    });
    logs = [];
  });
  afterEach(() => server.stop());

  const config = (extra: object = {}) =>
    mockServices.rootConfig({
      data: {
        scaffolder: {
          defaultAuthor: { name: 'The Portal', email: 'portal@example.com' },
        },
        envoyGateway: {
          git: [
            {
              url: `${server.url}platform/`,
              username: 'portal',
              password: PASSWORD,
            },
          ],
        },
        ...extra,
      },
    });

  async function publish(
    input: Record<string, unknown>,
    {
      files = { 'httproute.yaml': 'kind: HTTPRoute\n' },
      extraConfig = {},
      ...context
    }: {
      files?: Record<string, string>;
      extraConfig?: object;
      isDryRun?: boolean;
      checkpoint?: unknown;
      signal?: AbortSignal;
      user?: { ref?: string; entity?: UserEntity };
    } = {},
  ) {
    const workspacePath = await mkdtemp(directory.resolve('workspace-'));
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(workspacePath, file)), {
        recursive: true,
      });
      await writeFile(path.join(workspacePath, file), content);
    }
    return publishWorkspace(workspacePath, input, extraConfig, context);
  }

  async function publishWorkspace(
    workspacePath: string,
    input: Record<string, unknown>,
    extraConfig: object = {},
    context: object = {},
  ) {
    const outputs: Record<string, any> = {};
    const action = createGitPublishAction({ config: config(extraConfig) });
    const logger = mockServices.logger.mock();
    const log = (message: string) => void logs.push(message);
    logger.info.mockImplementation(log);
    logger.warn.mockImplementation(log);
    logger.error.mockImplementation(log);
    await action.handler({
      ...createMockActionContext({ workspacePath }),
      input: {
        repoUrl: `${server.url}${REPOSITORY}`,
        targetPath: TARGET,
        ...input,
      } as never,
      logger,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      createTemporaryDirectory: () => mkdtemp(directory.resolve('store-')),
      ...context,
    } as never);
    return outputs;
  }

  const show = (file: string, branch = 'main') =>
    server.git(REPOSITORY, 'show', `${branch}:${file}`);
  const commits = async (branch = 'main') =>
    (await server.git(REPOSITORY, 'rev-list', branch)).split('\n');
  const tree = async (branch = 'main') =>
    (
      await server.git(REPOSITORY, 'ls-tree', '-r', '--name-only', branch)
    ).split('\n');

  it('commits in the name of the user, and does nothing the second time', async () => {
    const outputs = await publish(
      { commitMessage: 'Expose the Payments API' },
      {
        files: { 'httproute.yaml': 'kind: HTTPRoute\n', 'below/a.sh': '' },
        user: { entity: priya, ref: 'user:default/priya' },
      },
    );

    const [head] = await commits();
    expect(outputs).toEqual({
      changed: true,
      commitHash: head,
      branch: 'main',
      remoteUrl: `${server.url}${REPOSITORY}`,
      files: [`${TARGET}/below/a.sh`, `${TARGET}/httproute.yaml`],
      changes: [
        { path: `${TARGET}/below/a.sh`, change: 'added' },
        { path: `${TARGET}/httproute.yaml`, change: 'added' },
      ],
    });
    expect(await show(`${TARGET}/httproute.yaml`)).toBe('kind: HTTPRoute');
    expect(await show('README.md')).toBe('The GitOps repository');
    expect(
      await server.git(
        REPOSITORY,
        'log',
        '-1',
        '--format=%an <%ae>|%cn <%ce>|%B',
      ),
    ).toBe(
      'Priya P. <priya@example.com>|The Portal <portal@example.com>|Expose the Payments API\n\nRequested-by: user:default/priya',
    );
    await server.git(REPOSITORY, 'fsck', '--strict');

    const again = await publish(
      { commitMessage: 'Expose the Payments API' },
      { files: { 'httproute.yaml': 'kind: HTTPRoute\n', 'below/a.sh': '' } },
    );
    expect(again).toMatchObject({
      changed: false,
      commitHash: head,
      changes: [],
    });
    expect(await commits()).toHaveLength(2);
  });

  it('keeps hostile user names and messages inside the commit', async () => {
    await publish(
      { commitMessage: 'x\n\n\u0000Requested-by: user:default/admin' },
      {
        user: {
          ref: 'user:default/mallory\nRequested-by: user:default/admin',
          entity: {
            ...priya,
            spec: {
              profile: {
                displayName: 'M\ncommitter Root <root@example.com> 0 +0000',
                email: 'm@example.com>\nauthor x',
              },
            },
          },
        },
      },
    );
    const raw = await server.git(REPOSITORY, 'cat-file', 'commit', 'main');
    expect(raw.split('\n').slice(2, 4)).toEqual([
      expect.stringMatching(
        /^author M committer Root root@example.com 0 \+0000 <m@example.com author x> \d+ \+0000$/,
      ),
      expect.stringMatching(/^committer The Portal <portal@example.com> \d+/),
    ]);
    expect(raw.match(/^Requested-by:/gm)).toEqual(['Requested-by:']);
    await server.git(REPOSITORY, 'fsck', '--strict');
  });

  it('pushes to a branch of its own, and again only when something differs', async () => {
    const input = { pushBranch: 'portal/payments' };
    const outputs = await publish(input);
    expect(outputs).toMatchObject({ changed: true, branch: 'portal/payments' });
    expect(await commits()).toHaveLength(1);
    expect(await commits('portal/payments')).toHaveLength(2);

    const again = await publish(input);
    expect(again).toMatchObject({
      changed: false,
      commitHash: outputs.commitHash,
    });

    await publish(input, { files: { 'httproute.yaml': 'kind: Changed\n' } });
    expect(await commits('portal/payments')).toHaveLength(3);
    expect(await show(`${TARGET}/httproute.yaml`, 'portal/payments')).toBe(
      'kind: Changed',
    );
  });

  it('deletes only what it is told to delete', async () => {
    await server.commit(REPOSITORY, 'main', {
      [`${TARGET}/httproute.yaml`]: 'old\n',
      [`${TARGET}/securitypolicy.yaml`]: 'old\n',
      [`${TARGET}/by-hand/keep.yaml`]: 'mine\n',
      'clusters/production/payments/other/httproute.yaml': 'other\n',
    });

    const removed = await publish({
      removeFiles: ['securitypolicy.yaml', 'never-there.yaml', 'no/such.yaml'],
    });
    expect(removed.changes).toEqual([
      { path: `${TARGET}/httproute.yaml`, change: 'modified' },
      { path: `${TARGET}/securitypolicy.yaml`, change: 'removed' },
    ]);
    expect(await show(`${TARGET}/by-hand/keep.yaml`)).toBe('mine');

    const pruned = await publish({ prune: true });
    expect(pruned.changes).toEqual([
      { path: `${TARGET}/by-hand/keep.yaml`, change: 'removed' },
    ]);
    expect(await tree()).toEqual([
      'README.md',
      'clusters/production/payments/other/httproute.yaml',
      `${TARGET}/httproute.yaml`,
    ]);

    await expect(publish({ prune: true, targetPath: '.' })).rejects.toThrow(
      /prune would delete every other file of the repository/,
    );
  });

  it('starts an empty repository, and names the branches of one without the base', async () => {
    await server.createRepository('platform/empty.git');
    const repoUrl = `${server.url}platform/empty.git`;
    const outputs = await publish({ repoUrl });
    expect(outputs.changed).toBe(true);
    expect(await server.git('platform/empty.git', 'rev-list', 'main')).toBe(
      outputs.commitHash,
    );
    expect(await publish({ repoUrl })).toMatchObject({ changed: false });

    await expect(publish({ branch: 'trunk' })).rejects.toThrow(
      /has no branch trunk: set branch to one it has \(main\)/,
    );
  });

  it('publishes to a repository whose HEAD names a branch that does not exist', async () => {
    await server.git(REPOSITORY, 'symbolic-ref', 'HEAD', 'refs/heads/gone');
    expect(await publish({})).toMatchObject({ changed: true });
    expect(await commits()).toHaveLength(2);
  });

  it('lands every one of several publishes that race', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const results = await Promise.all(
      names.map(name => publish({ targetPath: `clusters/${name}` })),
    );
    expect(results.map(({ changed }) => changed)).toEqual(
      names.map(() => true),
    );
    expect(await tree()).toEqual([
      'README.md',
      ...names.map(name => `clusters/${name}/httproute.yaml`),
    ]);
    expect(await commits()).toHaveLength(5);
    await server.git(REPOSITORY, 'fsck', '--strict');
  });

  it('starts again from a push that came between reading and pushing', async () => {
    let once = true;
    server.intercept = async request => {
      if (
        once &&
        request.method === 'POST' &&
        request.url?.endsWith('/git-receive-pack')
      ) {
        once = false;
        await server.commit(REPOSITORY, 'main', { 'theirs.txt': 'theirs\n' });
      }
      return false;
    };
    expect(await publish({})).toMatchObject({ changed: true });
    expect(await tree()).toEqual([
      'README.md',
      `${TARGET}/httproute.yaml`,
      'theirs.txt',
    ]);
    expect(logs).toContainEqual(
      expect.stringMatching(/Somebody else pushed to main meanwhile/),
    );
  });

  it('gives up after five lost races, and says so', async () => {
    let count = 0;
    server.intercept = async request => {
      if (
        request.method === 'POST' &&
        request.url?.endsWith('/git-receive-pack')
      ) {
        count += 1;
        await server.commit(REPOSITORY, 'main', { 'theirs.txt': `${count}\n` });
      }
      return false;
    };
    await expect(publish({})).rejects.toThrow(
      /Others pushed to main of .* 5 times while this was being published/,
    );
    expect(count).toBe(5);
    expect(await tree()).not.toContain(`${TARGET}/httproute.yaml`);
  });

  it('passes on what a hook that refuses the commit says', async () => {
    await server.writeHook(
      REPOSITORY,
      'pre-receive',
      `echo "main is protected: open a merge request" >&2; echo "password ${PASSWORD}" >&2; exit 1`,
    );
    const error = await publish({}).catch(e => e);
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toMatch(
      /did not take the commit on main of .*gitops\.git: pre-receive hook declined\. It said: "main is protected: open a merge request password \*\*\*"\. Ask .* set pushBranch/,
    );
    expect(await commits()).toHaveLength(1);
  });

  it.each([
    [
      401,
      'AuthenticationError',
      /refused the portal's credentials .* \(401\): check username and password or token of envoyGateway\.git\[0\]/,
    ],
    [
      403,
      'NotAllowedError',
      /does not let the portal read .* \(403\).*The server said: "no access for \*\*\*"/,
    ],
    [
      404,
      'NotFoundError',
      /does not exist, or the account of envoyGateway\.git\[0\] may not see it \(404\)/,
    ],
    [503, 'ServiceUnavailableError', /answered 503 when asked to read/],
  ])('tells what a %i means and what to do', async (status, name, message) => {
    server.intercept = (_request, response) => {
      response
        .writeHead(status, { 'content-type': 'text/plain' })
        .end(`no access for ${PASSWORD}`);
      return true;
    };
    const error = await publish({}).catch(e => e);
    expect(error.name).toBe(name);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(PASSWORD);
    expect(error.message).toContain(REPOSITORY);
  });

  it('does not follow redirects, so that credentials stay with the configured server', async () => {
    const elsewhere = await startGitServer(directory.resolve('repositories'));
    try {
      server.intercept = (request, response) => {
        response
          .writeHead(302, {
            location: `${elsewhere.url.slice(0, -1)}${request.url}`,
          })
          .end();
        return true;
      };
      await expect(publish({})).rejects.toThrow(
        /redirects .* to http:\/\/127\.0\.0\.1.*redirects are not followed/,
      );
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.stop();
    }
  });

  it('tells apart a server that is gone and one that is no Git server', async () => {
    server.intercept = (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in</html>');
      return true;
    };
    await expect(publish({})).rejects.toThrow(
      /does not answer as a Git repository over HTTP does .*: check repoUrl/,
    );
    await server.stop();
    await expect(publish({})).rejects.toThrow(
      /cannot be reached \(.*ECONNREFUSED.*\): check repoUrl/,
    );
    server = await startGitServer(directory.resolve('repositories'));
  });

  it.each(['git-upload-pack', 'git-receive-pack'])(
    'survives a server that answers %s with nonsense',
    async service => {
      for (const nonsense of [
        '',
        'garbage',
        'zzzz',
        'ffff',
        '0008NAK\n',
        '0008NAK\n0009\u0001PACK',
        '000eunpack ok\n0000',
        '0004',
        '0010\u0003fatal: no\n0000',
      ]) {
        server.intercept = (request, response) => {
          if (request.method !== 'POST' || !request.url?.endsWith(service)) {
            return false;
          }
          response.writeHead(200).end(nonsense);
          return true;
        };
        const error = await publish({}).catch(e => e);
        expect({ nonsense, name: error.name }).toEqual({
          nonsense,
          name: 'ServiceUnavailableError',
        });
        expect(error.message).toContain(REPOSITORY);
      }
    },
  );

  it('sends credentials only where they are configured', async () => {
    await server.createRepository('platformer/other.git', {
      files: { a: 'a' },
    });
    for (const repoUrl of [
      `${server.url}platformer/other.git`,
      `${server.url}platform/../platformer/other.git`,
      `http://localhost:${new URL(server.url).port}/platform/gitops.git`,
      'https://git.example.org/platform/gitops.git',
    ]) {
      await expect(publish({ repoUrl })).rejects.toThrow(
        /is not on a Git server this portal may write to: the platform team adds it to envoyGateway\.git/,
      );
    }
    expect(server.requests).toEqual([]);
  });

  it('refuses addresses and paths that lead elsewhere, before it asks the server', async () => {
    await expect(
      publish({ repoUrl: 'ssh://git@example.com/x.git' }),
    ).rejects.toThrow(/repoUrl speaks ssh, not http or https/);
    await expect(publish({ repoUrl: server.url })).rejects.toThrow(
      /names a server and no repository/,
    );
    for (const target of ['../outside', '/etc', '.git/hooks']) {
      await expect(publish({ targetPath: target })).rejects.toThrow(
        /^targetPath .*: give a path inside the repository/,
      );
      await expect(publish({ removeFiles: [target] })).rejects.toThrow(
        /^removeFiles\[0\] .*: give a path inside the repository/,
      );
    }
    expect(server.requests).toEqual([]);
  });

  it('refuses bad branch names, and names every field that is wrong', async () => {
    await expect(
      publish({ branch: '--upload-pack=x', pushBranch: 'a..b', prune: 'yes' }),
    ).rejects.toThrow(
      /Invalid input\. branch: is not a branch name.*pushBranch: is not a branch name.*prune: /,
    );
  });

  it('follows no link of the repository and publishes none of the workspace', async () => {
    const outside = directory.resolve('outside');
    await mkdir(outside);
    const checkout = directory.resolve('checkout');
    await server.git(
      '..',
      'clone',
      '-q',
      `repositories/${REPOSITORY}`,
      checkout,
    );
    await symlink(outside, path.join(checkout, 'clusters'));
    await symlink('/etc/passwd', path.join(checkout, 'secrets.yaml'));
    const inside = (...args: string[]) =>
      server.git(
        path.relative(directory.resolve('repositories'), checkout),
        ...args,
      );
    await inside('add', '.');
    await inside('commit', '-q', '-m', 'Links');
    await inside('push', '-q', 'origin', 'main');

    await expect(publish({})).rejects.toThrow(
      /clusters is a symbolic link in the repository and would have to be a folder/,
    );
    await expect(
      publish({ targetPath: '.' }, { files: { 'secrets.yaml': 'x' } }),
    ).rejects.toThrow(/secrets\.yaml is a symbolic link .* have to be a file/);
    await expect(publish({ targetPath: 'README.md' })).rejects.toThrow(
      /README\.md is a file .* have to be a folder/,
    );
    expect(directory.content({ path: 'outside' })).toEqual({});

    const workspace = await mkdtemp(directory.resolve('workspace-'));
    await symlink('/etc/passwd', path.join(workspace, 'passwd.yaml'));
    await expect(publishWorkspace(workspace, {})).rejects.toThrow(
      /passwd\.yaml, which is neither a file nor a folder: links are not published/,
    );
    await expect(
      publishWorkspace(workspace, { sourcePath: '../..' }),
    ).rejects.toThrow(/outside/i);
  });

  it('tells an empty source from one that does not exist', async () => {
    await expect(publish({}, { files: {} })).rejects.toThrow(
      /sourcePath "\." contains no file to publish/,
    );
    await expect(publish({ sourcePath: 'nowhere' })).rejects.toThrow(
      /sourcePath "nowhere" does not exist in the workspace/,
    );
  });

  it('tries without writing, and without a server too', async () => {
    const outputs = await publish({}, { isDryRun: true });
    expect(outputs).toMatchObject({
      changed: true,
      branch: 'main',
      changes: [{ path: `${TARGET}/httproute.yaml`, change: 'added' }],
    });
    expect(await commits()).toHaveLength(1);
    expect(server.requests.map(({ url }) => url).join()).not.toContain(
      'receive-pack',
    );

    await server.stop();
    expect(await publish({}, { isDryRun: true })).toEqual({
      branch: 'main',
      remoteUrl: `${server.url}${REPOSITORY}`,
      files: [`${TARGET}/httproute.yaml`],
    });
    expect(logs).toContainEqual(
      expect.stringMatching(/Dry run: what would change could not be told/),
    );
    server = await startGitServer(directory.resolve('repositories'));
  });

  it('tells of the same commit again when a task is resumed after the push', async () => {
    const stored = new Map<string, unknown>();
    const checkpoint = async ({ key, fn }: any) => {
      if (!stored.has(key)) {
        stored.set(key, JSON.parse(JSON.stringify(await fn())));
      }
      return stored.get(key);
    };
    const first = await publish({}, { checkpoint });
    server.requests.length = 0;
    expect(await publish({}, { checkpoint })).toEqual(first);
    expect(first.changed).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    server.intercept = () => {
      controller.abort(new Error('cancelled by the user'));
      return true; // and never answers
    };
    await expect(publish({}, { signal: controller.signal })).rejects.toThrow(
      'cancelled by the user',
    );
  });

  it('never logs a secret', async () => {
    await publish({});
    expect(logs.join()).not.toContain(PASSWORD);
    expect(logs).toContainEqual(
      `Pushed 1 change to main of ${server.url}${REPOSITORY}`,
    );
  });
});
