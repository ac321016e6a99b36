import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ClusterAccess, ClusterAccessSource } from '../access/types';
import { toBackstageError } from './apiRequestError';
import { createConnection } from './connection';

let server: Server;
let listener: RequestListener;
let url: URL;

function access(
  change: Partial<ClusterAccess> = {},
  renew: ClusterAccessSource['renew'] = async () => undefined,
): ClusterAccessSource {
  return {
    current: async () => ({
      server: url,
      headers: { Authorization: 'Bearer hunter2' },
      tls: {},
      credentials: 'the token in /etc/token',
      ...change,
    }),
    renew,
  };
}

function connect(source = access(), requestTimeoutMs = 2_000) {
  return createConnection({
    cluster: 'production',
    access: source,
    requestTimeoutMs,
  });
}

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return toBackstageError(error) as Error;
  }
  throw new Error('It did not fail');
}

beforeEach(async () => {
  server = createServer((request, response) => listener(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

describe('createConnection', () => {
  it('reads with the credentials, below the path of the URL', async () => {
    const seen: unknown[] = [];
    listener = ({ url: path, method, headers }, response) => {
      seen.push([method, path, headers.authorization, headers.accept]);
      response.setHeader('Content-Type', 'text/plain');
      response.end('figures: 1 µs');
    };
    const connection = connect(
      access({ server: new URL('/k8s/clusters/c-1/', url) }),
    );

    await expect(
      connection.read('/api/v1/pods?labelSelector=a%3Db'),
    ).resolves.toEqual({
      status: 200,
      contentType: 'text/plain',
      body: 'figures: 1 µs',
    });
    expect(seen).toEqual([
      [
        'GET',
        '/k8s/clusters/c-1/api/v1/pods?labelSelector=a%3Db',
        'Bearer hunter2',
        '*/*',
      ],
    ]);
    connection.close();
  });

  it.each([
    [401, 'AuthenticationError', /\(401\); renew the token in \/etc\/token$/],
    [403, 'NotAllowedError', /not allowed \(403\): no list for you; grant it/],
    [404, 'NotFoundError', /does not exist \(404\): no list for you$/],
    [429, 'ServiceUnavailableError', /asks to wait \(429\)/],
    [400, 'ApiRequestError', /answered 400: no list for you$/],
    [500, 'ServiceUnavailableError', /answered 500: no list for you$/],
    [301, 'ApiRequestError', /answered 301, and redirects are not followed/],
  ])('answers %d as a %s', async (status, name, message) => {
    listener = (_, response) => {
      response.writeHead(status, { Location: 'http://evil.example.com/' });
      response.end(
        JSON.stringify({
          kind: 'Status',
          message: 'no list\nfor you',
          details: { token: 'hunter2' },
        }),
      );
    };
    const error = await failure(
      connect().read('/api/v1/secrets?fieldSelector=hunter2'),
    );

    expect(error.name).toBe(name);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(
      /^Cluster "production": GET \/api\/v1\/secrets: /,
    );
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(
      /hunter2|evil/,
    );
  });

  it('repeats nothing of a body that is no Status, and little of one that is', async () => {
    listener = ({ url: path }, response) => {
      response.writeHead(500);
      response.end(
        path === '/long'
          ? JSON.stringify({ kind: 'Status', message: 'x'.repeat(10_000) })
          : 'password=hunter2',
      );
    };
    const { message } = await failure(connect().read('/pod'));
    expect(message).toBe('Cluster "production": GET /pod: answered 500');
    expect(
      (await failure(connect().read('/long'))).message.length,
    ).toBeLessThan(400);
  });

  it('renews refused credentials once, and asks again with the new ones', async () => {
    const seen: Array<string | undefined> = [];
    listener = ({ headers: { authorization } }, response) => {
      seen.push(authorization);
      response.statusCode = authorization === 'Bearer new' ? 200 : 401;
      response.end('{}');
    };
    const renewed = await access({
      headers: { Authorization: 'Bearer new' },
    }).current();
    const renew = jest.fn(async () => renewed);

    await connect(access({}, renew)).readJson('/version');
    expect(seen).toEqual(['Bearer hunter2', 'Bearer new']);

    renew.mockRejectedValue(new Error('the program failed'));
    expect((await failure(connect(access({}, renew)).read('/'))).name).toBe(
      'AuthenticationError',
    );
    expect(seen).toHaveLength(3);
  });

  it('bounds time and size, and lets the caller give up', async () => {
    listener = ({ url: path }, response) => {
      if (path === '/large') {
        response.end('x'.repeat(5_000));
      } else if (path === '/slow') {
        response.write('x');
      } else if (path === '/cut') {
        response.writeHead(200, { 'Content-Length': '10' });
        response.write('x');
        setTimeout(() => response.destroy(), 1);
      }
    };
    const connection = connect();

    expect(
      await failure(connection.read('/large', { maxBytes: 4_999 })),
    ).toEqual(
      expect.objectContaining({
        name: 'ApiRequestError',
        message: expect.stringContaining(
          'larger than 4999 bytes; ask for less',
        ),
      }),
    );
    for (const path of ['/never', '/slow']) {
      expect(await failure(connection.read(path, { timeoutMs: 20 }))).toEqual(
        expect.objectContaining({
          name: 'ServiceUnavailableError',
          message: expect.stringContaining('in time'),
        }),
      );
    }
    expect((await failure(connection.read('/cut'))).message).toContain(
      'the answer broke off',
    );
    const controller = new AbortController();
    const given = failure(
      connection.read('/never', { signal: controller.signal }),
    );
    controller.abort();
    expect((await given).message).toContain('was given up');
    expect(
      (await failure(connection.read('/', { signal: controller.signal })))
        .message,
    ).toContain('was given up');
    connection.close();
  });

  it('asks again when a kept connection was closed meanwhile', async () => {
    const used = new Set<unknown>();
    let reset = 0;
    listener = ({ socket }, response) => {
      // As the idle timeout of a load balancer does it, at the moment of the next request.
      if (used.has(socket)) {
        reset += 1;
        socket.resetAndDestroy();
        return;
      }
      used.add(socket);
      response.end('{}');
    };
    const connection = connect();

    await connection.readJson('/version');
    await expect(connection.readJson('/version')).resolves.toEqual({});
    expect(reset).toBe(1);
    connection.close();
  });

  it.each([
    '/../etc',
    '/a/./b',
    '/a/%2e%2E/b',
    '//evil.example.com/',
    'api/v1',
    'http://evil.example.com/',
    '/a b',
    '/a\r\nHost: evil',
    '/ä',
    '/a\\..\\b',
    '/a#b',
    '',
  ])('refuses the path %j', async path => {
    listener = jest.fn();
    const error = await failure(connect().read(path));

    expect(error.name).toBe('InputError');
    expect(error.message).toMatch(/is no path of an API server; write it/);
    expect(listener).not.toHaveBeenCalled();
  });

  it('says what is wrong with the way to the server', async () => {
    listener = (_, response) => response.end('{}');
    const message = async (server_: string) =>
      (await failure(connect(access({ server: new URL(server_) })).read('/')))
        .message;

    expect(await message(`https://${url.host}`)).toMatch(
      /does not speak TLS as expected; is the URL's scheme or port wrong\?/,
    );
    expect(await message('https://nowhere.invalid')).toMatch(
      /the host name of nowhere\.invalid cannot be resolved/,
    );
    listener = request => request.socket.end('SSH-2.0-OpenSSH_9.7\r\n');
    expect(await message(url.href)).toMatch(/does not speak HTTP as expected/);
    const unreadable: ClusterAccessSource = {
      current: async () => {
        throw new Error('/etc/token cannot be read');
      },
      renew: async () => undefined,
    };
    expect(await failure(connect(unreadable).read('/'))).toEqual(
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('/etc/token cannot be read'),
      }),
    );
  });
});
