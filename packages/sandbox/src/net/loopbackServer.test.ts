import { serveOnLoopback } from './loopbackServer';

describe('serveOnLoopback', () => {
  const serve = (host: string, port = 0) =>
    serveOnLoopback({
      name: 'the test',
      host,
      port,
      handle: (_, response) => response.end('here'),
    });

  it.each(['0.0.0.0', '::', '192.168.1.1', 'example.com', ''])(
    'refuses to listen on %p',
    async host => {
      await expect(serve(host)).rejects.toThrow(/loopback only/);
    },
  );

  it('names the port that is taken, and takes its own again after closing', async () => {
    const first = await serve('127.0.0.1');
    await expect(serve('127.0.0.1', first.port)).rejects.toThrow(
      `Port ${first.port} for the test is taken`,
    );
    const { url } = first;
    expect(await (await fetch(url)).text()).toBe('here');
    await first.close();
    await expect(fetch(url)).rejects.toThrow();
    await first.open();
    expect(first.url).toBe(url);
    expect(await (await fetch(url)).text()).toBe('here');
    await first.close();
    await first.close();
  });

  it('ends connections that wait when it closes', async () => {
    const server = await serveOnLoopback({
      name: 'the test',
      host: '127.0.0.1',
      port: 0,
      handle: (_, response) => response.write('never done'),
    });
    const response = await fetch(server.url);
    await server.close();
    await expect(response.text()).rejects.toThrow();
  });
});
