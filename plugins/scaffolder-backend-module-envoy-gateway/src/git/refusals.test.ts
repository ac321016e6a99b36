import { mockServices } from '@backstage/backend-test-utils';
import { isBranchName } from './branchName';
import { commitMessage } from './commitMessage';
import { findGitServer, readGitServers, safeText } from './gitServers';
import { parseRepositoryPath } from './repositoryPath';
import { parseRepositoryUrl } from './repositoryUrl';

const servers = (...git: object[]) =>
  readGitServers(mockServices.rootConfig({ data: { envoyGateway: { git } } }));

describe('parseRepositoryUrl', () => {
  const parse = (text: string) => () =>
    parseRepositoryUrl(text, 'repoUrl').href;

  it('takes addresses over http and https as they are', () => {
    expect(parse('https://Git.Example.com:443/platform/gitops.git/')()).toBe(
      'https://git.example.com/platform/gitops.git',
    );
    expect(parse('http://127.0.0.1:7453/a%20b/x.git')()).toBe(
      'http://127.0.0.1:7453/a%20b/x.git',
    );
  });

  it.each([
    ['ssh://git@example.com/x.git', /speaks ssh, not http or https/],
    ['git@example.com:x.git', /is not an address/],
    ['file:///etc', /speaks file, not http or https/],
    ['data:text/plain,x', /speaks data/],
    ['http://user:pw@127.0.0.1/platform/x.git', /contains credentials/],
    ['http://127.0.0.1/platform/..%2fx.git', /ambiguous path/],
    ['http://127.0.0.1/platform/%252e%252e/x.git', /ambiguous path/],
    ['http://127.0.0.1/platform/x%00.git', /ambiguous path/],
    ['http://127.0.0.1/platform//x.git', /ambiguous path/],
    ['http://127.0.0.1/platform/x.git?a=b', /contains a query/],
    ['http://127.0.0.1/platform/x.git#b', /contains a query/],
    [`http://127.0.0.1/${'x'.repeat(5000)}`, /is longer than 2048/],
    ['', /is not an address/],
  ])('refuses %p', (text, message) => {
    expect(parse(text)).toThrow(message);
    expect(parse(text)).toThrow(/repoUrl .*: give the address to clone by/);
    expect(parse(text)).not.toThrow(/pw/);
  });
});

describe('parseRepositoryPath', () => {
  const parse = (text: string) => () => parseRepositoryPath(text, 'targetPath');

  it('splits paths inside the repository', () => {
    expect(parse('.')()).toEqual([]);
    expect(parse('')()).toEqual([]);
    expect(parse('./clusters/production/')()).toEqual([
      'clusters',
      'production',
    ]);
    expect(parse('.github/..a/b..')()).toEqual(['.github', '..a', 'b..']);
  });

  it.each([
    ['..', /contains "\.\."/],
    ['clusters/../../x', /contains "\.\."/],
    ['a/./b', /contains "\."/],
    ['/etc', /starts at the root/],
    ['a//b', /contains "\/\/"/],
    ['.git/hooks', /leads into Git's own folder/],
    ['a/.GIT /hooks', /leads into Git's own folder/],
    ['a/.git.', /leads into Git's own folder/],
    ['a/git~1', /leads into Git's own folder/],
    ['a/.g\u200cit', /invisible character/],
    ['a\\..\\b', /backslash, a colon or a control character/],
    ['C:/x', /backslash, a colon or a control character/],
    ['a\u0000b', /backslash, a colon or a control character/],
    ['a\nb', /backslash, a colon or a control character/],
    ['x'.repeat(2000), /is longer than 1024 characters/],
    ['a/'.repeat(64), /is deeper than 32 folders/],
  ])('refuses %p', (text, message) => {
    expect(parse(text)).toThrow(message);
    expect(parse(text)).toThrow(
      /^targetPath .*: give a path inside the repository/,
    );
  });
});

describe('readGitServers', () => {
  it('takes no configuration for no servers', () => {
    expect(readGitServers(mockServices.rootConfig())).toEqual([]);
  });

  it.each([
    [
      [{ url: 'git.example.com' }],
      /envoyGateway\.git\[0\]\.url is not an address/,
    ],
    [[{}], /envoyGateway\.git\[0\]\.url/],
    [
      [{ url: 'https://a:b@git.example.com' }],
      /envoyGateway\.git\[0\]\.url contains credentials/,
    ],
    [
      [{ url: 'https://g', username: 'u' }],
      /envoyGateway\.git\[0\] has a username without password or token/,
    ],
    [
      [{ url: 'https://g', password: 'p' }],
      /envoyGateway\.git\[0\] has a password without a username/,
    ],
    [
      [{ url: 'https://g', username: 'u', password: 'p', token: 't' }],
      /has both password and token/,
    ],
    [
      [{ url: 'https://g', username: 'u:v', password: 'p' }],
      /username contains a colon/,
    ],
    [
      [{ url: 'https://g/a' }, { url: 'https://g/a/' }],
      /envoyGateway\.git\[1\]\.url is the same as envoyGateway\.git\[0\]\.url/,
    ],
  ])('stops the start on %j', (git, message) => {
    expect(() => servers(...git)).toThrow(message);
  });

  it('finds the server with the longest path, segment by segment', () => {
    const list = servers(
      { url: 'https://git.example.com', token: 'whole' },
      { url: 'https://git.example.com/platform', username: 'u', password: 'p' },
      {
        url: 'https://git.example.com/platform/gitops.git',
        username: 'robot',
        token: 'own',
      },
      { url: 'http://git.example.com:3000/team' },
    );
    const pathOf = (url: string) => {
      const { configPath, authorization } = findGitServer(list, new URL(url));
      return [
        configPath,
        authorization &&
          Buffer.from(
            authorization.slice('Basic '.length),
            'base64',
          ).toString(),
      ];
    };
    expect(pathOf('https://git.example.com/platform/gitops.git')).toEqual([
      'envoyGateway.git[2]',
      'robot:own',
    ]);
    expect(pathOf('https://git.example.com/platform/gitops.git2')).toEqual([
      'envoyGateway.git[1]',
      'u:p',
    ]);
    expect(pathOf('https://git.example.com/platformer/x.git')).toEqual([
      'envoyGateway.git[0]',
      'oauth2:whole',
    ]);
    expect(pathOf('http://git.example.com:3000/team/x.git')).toEqual([
      'envoyGateway.git[3]',
      undefined,
    ]);
    for (const url of [
      'http://git.example.com/platform/x.git',
      'https://git.example.com.evil.org/platform/x.git',
      'https://git.example.com:8443/platform/x.git',
      'http://git.example.com:3000/x.git',
    ]) {
      expect(() => pathOf(url)).toThrow(
        /not on a Git server this portal may write to.*envoyGateway\.git/,
      );
    }
  });

  it('removes secrets, control characters and length from what a server says', () => {
    const [server] = servers({
      url: 'https://g',
      username: 'u',
      password: 'p&ss',
    });
    const encoded = Buffer.from('u:p&ss').toString('base64');
    expect(
      safeText(
        server,
        `a p&ss p%26ss\u001b[31m\n${encoded} ${'x'.repeat(900)}`,
        60,
      ),
    ).toBe(`a *** *** [31m *** ${'x'.repeat(41)}…`);
  });
});

describe('isBranchName and commitMessage', () => {
  it.each(['main', 'portal/payments', 'release-1.2', 'a@b', 'ü'])(
    'takes %s',
    name => {
      expect(isBranchName(name)).toBe(true);
    },
  );

  it.each([
    '',
    '@',
    'HEAD',
    '-x',
    '/x',
    'x/',
    'x.',
    'a..b',
    'a//b',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a@{1}',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'refs/heads/x',
    'a\u0007',
    'x'.repeat(201),
  ])('refuses %p', name => {
    expect(isBranchName(name)).toBe(false);
  });

  it('lets a message speak for nobody but the user', () => {
    expect(
      commitMessage(
        ' a\r\n\u0000b\n\nRequested-by: user:default/admin\n',
        'user:default/omar\nx',
      ),
    ).toBe(
      'a\n b\n\nRequested by: user:default/admin\n\nRequested-by: user:default/omar x\n',
    );
    expect(commitMessage('a')).toBe('a\n');
  });
});
