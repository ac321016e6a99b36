import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { createGitHttp } from './gitHttp';
import { GitServer } from './gitServers';
import { nameHead } from './nameHead';

describe('createGitHttp', () => {
  let server: Server;
  let origin: string;
  let answer: RequestListener;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  const get = (options: object = {}, url = `${origin}/a.git/info/refs`) => {
    const configured: GitServer = {
      configPath: 'envoyGateway.git[0]',
      url: new URL(origin),
      authorization: 'Basic secret',
      secrets: ['secret'],
    };
    return createGitHttp({
      server: configured,
      repository: new URL(`${origin}/a.git`),
      ...options,
    }).request({ url });
  };

  it('sends nothing that is not below the repository', async () => {
    const asked = jest.fn();
    answer = (request, response) => {
      asked(request.url);
      response.end();
    };
    for (const url of [
      `${origin}/b.git/info/refs`,
      `${origin}/a.git2/info/refs`,
      'http://127.0.0.1:1/a.git/info/refs',
    ]) {
      await expect(get({}, url)).rejects.toThrow(
        /went astray and was not sent/,
      );
    }
    expect(asked).not.toHaveBeenCalled();
  });

  it('waits no longer and reads no more than it was told to', async () => {
    answer = () => {};
    await expect(get({ timeoutMs: 50 })).rejects.toThrow(
      /did not answer within 0\.05 s when asked to read .*a\.git: try again later/,
    );
    answer = (_request, response) => {
      response.write('x'.repeat(100));
      setTimeout(() => response.end('x'.repeat(100)), 10);
    };
    await expect(get({ maxAnswerBytes: 150 })).rejects.toThrow(
      /answered with more than 150 bytes .* too large to publish to/,
    );
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x');
      setTimeout(() => response.destroy(), 10);
    };
    await expect(get()).rejects.toThrow(
      /cannot be reached \(.*\): check repoUrl/,
    );
  });

  it('quotes only short plain text of a server, and no secret', async () => {
    answer = (_request, response) => {
      response
        .writeHead(403, { 'content-type': 'text/html' })
        .end('<script>alert(1)</script>');
    };
    await expect(get()).rejects.toThrow(/access to the repository$/);
    answer = (_request, response) => {
      response
        .writeHead(302, { location: 'https://evil.example/?token=secret' })
        .end();
    };
    await expect(get()).rejects.toThrow(
      /redirects .* to https:\/\/evil\.example\/\?token=\*\*\*/,
    );
  });
});

describe('nameHead', () => {
  const line = (text: string) =>
    `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
  const oid = 'a'.repeat(40);
  const list = (...lines: string[]) =>
    Buffer.from(
      `${line('# service=git-upload-pack\n')}0000${lines
        .map(line)
        .join('')}0000`,
    );

  it('names HEAD where the server does not, and nowhere else', () => {
    expect(
      nameHead(
        list(`${oid} refs/heads/main\0shallow\n`, `${oid} refs/tags/v1\n`),
      ),
    ).toEqual(
      list(
        `${oid} refs/heads/main\0shallow symref=HEAD:refs/heads/main\n`,
        `${oid} refs/tags/v1\n`,
      ),
    );
    for (const untouched of [
      list(
        `${oid} HEAD\0shallow symref=HEAD:refs/heads/main\n`,
        `${oid} refs/heads/main\n`,
      ),
      list(`${'0'.repeat(40)} capabilities^{}\0shallow\n`),
      Buffer.from('<html>'),
      Buffer.from(''),
      Buffer.from('PACK\0\0'),
    ]) {
      expect(nameHead(untouched)).toEqual(untouched);
    }
  });
});
