import { UserEntity } from '@backstage/catalog-model';
import { startGitServer } from '../../__testUtils__/gitServer';
import {
  REPOSITORY,
  setUpPublishing,
  TARGET,
} from '../../__testUtils__/publishing';

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
  const at = setUpPublishing();
  const { publish, show, commits, tree } = at;

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
      remoteUrl: `${at.server.url}${REPOSITORY}`,
      files: [`${TARGET}/below/a.sh`, `${TARGET}/httproute.yaml`],
      changes: [
        { path: `${TARGET}/below/a.sh`, change: 'added' },
        { path: `${TARGET}/httproute.yaml`, change: 'added' },
      ],
    });
    expect(await show(`${TARGET}/httproute.yaml`)).toBe('kind: HTTPRoute');
    expect(await show('README.md')).toBe('The GitOps repository');
    expect(
      await at.server.git(
        REPOSITORY,
        'log',
        '-1',
        '--format=%an <%ae>|%cn <%ce>|%B',
      ),
    ).toBe(
      'Priya P. <priya@example.com>|The Portal <portal@example.com>|Expose the Payments API\n\nRequested-by: user:default/priya',
    );
    await at.server.git(REPOSITORY, 'fsck', '--strict');

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
    const raw = await at.server.git(REPOSITORY, 'cat-file', 'commit', 'main');
    expect(raw.split('\n').slice(2, 4)).toEqual([
      expect.stringMatching(
        /^author M committer Root root@example.com 0 \+0000 <m@example.com author x> \d+ \+0000$/,
      ),
      expect.stringMatching(/^committer The Portal <portal@example.com> \d+/),
    ]);
    expect(raw.match(/^Requested-by:/gm)).toEqual(['Requested-by:']);
    await at.server.git(REPOSITORY, 'fsck', '--strict');
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
    await at.server.commit(REPOSITORY, 'main', {
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
    await at.server.createRepository('platform/empty.git');
    const repoUrl = `${at.server.url}platform/empty.git`;
    const outputs = await publish({ repoUrl });
    expect(outputs.changed).toBe(true);
    expect(await at.server.git('platform/empty.git', 'rev-list', 'main')).toBe(
      outputs.commitHash,
    );
    expect(await publish({ repoUrl })).toMatchObject({ changed: false });

    await expect(publish({ branch: 'trunk' })).rejects.toThrow(
      /has no branch trunk: set branch to one it has \(main\)/,
    );
  });

  it('publishes to a repository whose HEAD names a branch that does not exist', async () => {
    await at.server.git(REPOSITORY, 'symbolic-ref', 'HEAD', 'refs/heads/gone');
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
    await at.server.git(REPOSITORY, 'fsck', '--strict');
  });

  it('starts again from a push that came between reading and pushing', async () => {
    let once = true;
    at.server.intercept = async request => {
      if (
        once &&
        request.method === 'POST' &&
        request.url?.endsWith('/git-receive-pack')
      ) {
        once = false;
        await at.server.commit(REPOSITORY, 'main', {
          'theirs.txt': 'theirs\n',
        });
      }
      return false;
    };
    expect(await publish({})).toMatchObject({ changed: true });
    expect(await tree()).toEqual([
      'README.md',
      `${TARGET}/httproute.yaml`,
      'theirs.txt',
    ]);
    expect(at.logs).toContainEqual(
      expect.stringMatching(/Somebody else pushed to main meanwhile/),
    );
  });

  it('gives up after five lost races, and says so', async () => {
    let count = 0;
    at.server.intercept = async request => {
      if (
        request.method === 'POST' &&
        request.url?.endsWith('/git-receive-pack')
      ) {
        count += 1;
        await at.server.commit(REPOSITORY, 'main', {
          'theirs.txt': `${count}\n`,
        });
      }
      return false;
    };
    await expect(publish({})).rejects.toThrow(
      /Others pushed to main of .* 5 times while this was being published/,
    );
    expect(count).toBe(5);
    expect(await tree()).not.toContain(`${TARGET}/httproute.yaml`);
  });

  it('tries without writing, and without a at.server too', async () => {
    const outputs = await publish({}, { isDryRun: true });
    expect(outputs).toMatchObject({
      changed: true,
      branch: 'main',
      changes: [{ path: `${TARGET}/httproute.yaml`, change: 'added' }],
    });
    expect(await commits()).toHaveLength(1);
    expect(at.server.requests.map(({ url }) => url).join()).not.toContain(
      'receive-pack',
    );

    await at.server.stop();
    expect(await publish({}, { isDryRun: true })).toEqual({
      branch: 'main',
      remoteUrl: `${at.server.url}${REPOSITORY}`,
      files: [`${TARGET}/httproute.yaml`],
    });
    expect(at.logs).toContainEqual(
      expect.stringMatching(/Dry run: what would change could not be told/),
    );
    at.server = await startGitServer(at.directory.resolve('repositories'));
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
    at.server.requests.length = 0;
    expect(await publish({}, { checkpoint })).toEqual(first);
    expect(first.changed).toBe(true);
    expect(at.server.requests).toEqual([]);
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    at.server.intercept = () => {
      controller.abort(new Error('cancelled by the user'));
      return true; // and never answers
    };
    await expect(publish({}, { signal: controller.signal })).rejects.toThrow(
      'cancelled by the user',
    );
  });
});
