import { mkdir, mkdtemp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { startGitServer } from '../../__testUtils__/gitServer';
import {
  PASSWORD,
  REPOSITORY,
  setUpPublishing,
} from '../../__testUtils__/publishing';

// Real Git processes answer, and the machine may be busy with others
jest.setTimeout(30_000);

describe('what envoyGateway:git:publish refuses', () => {
  const at = setUpPublishing();
  const { publish, publishWorkspace, commits } = at;

  it('passes on what a hook that refuses the commit says', async () => {
    await at.server.writeHook(
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
    at.server.intercept = (_request, response) => {
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
    const elsewhere = await startGitServer(
      at.directory.resolve('repositories'),
    );
    try {
      at.server.intercept = (request, response) => {
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
    at.server.intercept = (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in</html>');
      return true;
    };
    await expect(publish({})).rejects.toThrow(
      /does not answer as a Git repository over HTTP does .*: check repoUrl/,
    );
    await at.server.stop();
    await expect(publish({})).rejects.toThrow(
      /cannot be reached \(.*ECONNREFUSED.*\): check repoUrl/,
    );
    at.server = await startGitServer(at.directory.resolve('repositories'));
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
        at.server.intercept = (request, response) => {
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
    await at.server.createRepository('platformer/other.git', {
      files: { a: 'a' },
    });
    for (const repoUrl of [
      `${at.server.url}platformer/other.git`,
      `${at.server.url}platform/../platformer/other.git`,
      `http://localhost:${new URL(at.server.url).port}/platform/gitops.git`,
      'https://git.example.org/platform/gitops.git',
    ]) {
      await expect(publish({ repoUrl })).rejects.toThrow(
        /is not on a Git server this portal may write to: the platform team adds it to envoyGateway\.git/,
      );
    }
    expect(at.server.requests).toEqual([]);
  });

  it('refuses addresses and paths that lead elsewhere, before it asks the server', async () => {
    await expect(
      publish({ repoUrl: 'ssh://git@example.com/x.git' }),
    ).rejects.toThrow(/repoUrl speaks ssh, not http or https/);
    await expect(publish({ repoUrl: at.server.url })).rejects.toThrow(
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
    expect(at.server.requests).toEqual([]);
  });

  it('refuses bad branch names, and names every field that is wrong', async () => {
    await expect(
      publish({ branch: '--upload-pack=x', pushBranch: 'a..b', prune: 'yes' }),
    ).rejects.toThrow(
      /Invalid input\. branch: is not a branch name.*pushBranch: is not a branch name.*prune: /,
    );
  });

  it('follows no link of the repository and publishes none of the workspace', async () => {
    const outside = at.directory.resolve('outside');
    await mkdir(outside);
    const checkout = at.directory.resolve('checkout');
    await at.server.git(
      '..',
      'clone',
      '-q',
      `repositories/${REPOSITORY}`,
      checkout,
    );
    await symlink(outside, path.join(checkout, 'clusters'));
    await symlink('/etc/passwd', path.join(checkout, 'secrets.yaml'));
    const inside = (...args: string[]) =>
      at.server.git(
        path.relative(at.directory.resolve('repositories'), checkout),
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
    expect(at.directory.content({ path: 'outside' })).toEqual({});

    const workspace = await mkdtemp(at.directory.resolve('workspace-'));
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

  it('never logs a secret', async () => {
    await publish({});
    expect(at.logs.join()).not.toContain(PASSWORD);
    expect(at.logs).toContainEqual(
      `Pushed 1 change to main of ${at.server.url}${REPOSITORY}`,
    );
  });
});
