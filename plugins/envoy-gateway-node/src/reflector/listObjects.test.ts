import {
  first,
  httpRoute,
  isList,
  service,
  until,
  useScriptedCluster,
} from '../__testUtils__/inventoryHarness';
import { Intercept, sendStatus } from '../__testUtils__/scriptedApiServer';

const test = useScriptedCluster();

describe('a listing', () => {
  it('begins again when its continuation expires, and is never taken in part', async () => {
    for (let i = 0; i < 9; i++) {
      test.server.put('services', service(`s${i}`));
    }
    const sizes = new Set<number>();
    test.server.intercept = first(
      2,
      request => isList('services')(request) && request.query.has('continue'),
      (_, response) => sendStatus(response, 410, 'continue token is too old'),
    );
    const {
      inventory: started,
      services,
      synced,
    } = await test.start({
      timing: { pageSize: 4 },
    });
    started.subscribe(() => sizes.add(services().length));

    await synced();
    expect(services()).toHaveLength(9);
    await until(() => sizes.has(9));
    expect([...sizes].filter(size => size > 0)).toEqual([9]);
    // Two beginnings that expired; the third asks for everything at once.
    expect(
      test.server.requests
        .filter(isList('services'))
        .map(({ query }) => [query.get('limit'), query.has('continue')]),
    ).toEqual([
      ['4', false],
      ['4', true],
      ['4', false],
      ['4', true],
      ['0', false],
    ]);
  });

  it('that breaks off loses nothing', async () => {
    for (let i = 0; i < 6; i++) {
      test.server.put('services', service(`s${i}`));
    }
    const { services, synced, kind } = await test.start({
      timing: { pageSize: 4 },
    });
    await synced();

    let broken = 0;
    test.server.intercept = (request, response) => {
      if (isList('services')(request) && request.query.has('continue')) {
        broken += 1;
        response.writeHead(200, { 'Content-Length': '100000' });
        response.write('{"items": [');
        setTimeout(() => response.destroy(), 1);
        return true;
      }
      return false;
    };
    test.server.silently(() =>
      test.server.remove('services', 's0', 'payments'),
    );
    test.server.compact();
    test.server.endWatches('services');
    await until(() => broken > 1);
    expect(services()).toHaveLength(6);
    await until(() => kind('Service').phase === 'failing');
    expect(kind('Service').error).toContain('the answer broke off');
    expect(kind('Service').hasSynced).toBe(true);

    test.server.intercept = undefined;
    await synced();
    expect(services()).toEqual(['s1', 's2', 's3', 's4', 's5']);
  });

  it('older than what was seen is not believed, unless it stays so', async () => {
    test.server.put('services', service('old'));
    const { inventory, services, synced } = await test.start();
    await synced();
    test.server.put('services', service('new'));
    await until(() => services().includes('new'));

    const stale = (count: number): Intercept =>
      first(count, isList('services'), (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(
          JSON.stringify({
            metadata: { resourceVersion: '7' },
            items: [{ metadata: { namespace: 'a', name: 'stale' } }],
          }),
        );
      });
    const seen = new Set<string>();
    inventory.subscribe(() => seen.add(services().join()));
    test.server.intercept = stale(2);
    const lists = test.server.count('services', 'list');
    test.server.compact();
    test.server.endWatches('services');
    await until(() => test.server.count('services', 'list') >= lists + 3);
    await synced();
    expect(services()).toEqual(['new', 'old']);
    expect([...seen]).not.toContain('stale');

    // An API server whose store was restored from a backup says so as often as it is asked.
    test.server.intercept = stale(100);
    test.server.endWatches('services');
    test.server.compact();
    await until(() => services().join() === 'stale');
  });

  it('is taken in smaller pages when a page is too large', async () => {
    test.server.put('services', service('s'));
    test.server.intercept = first(
      1,
      request => isList('services')(request),
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(' '.repeat(50_000));
      },
    );
    const { services, synced } = await test.start({
      timing: { maxPageBytes: 40_000 },
    });

    await synced();
    expect(services()).toEqual(['s']);
    expect(
      test.server.requests
        .filter(isList('services'))
        .map(({ query }) => query.get('limit')),
    ).toEqual(['500', '125']);
  });

  it.each([
    ['no list', '{"kind":"Table"}'],
    ['a list without a resourceVersion', '{"items":[],"metadata":{}}'],
    ['no object', '[1,2]'],
    ['no JSON', '{"items":'],
  ])('of %s is an error', async (_, body) => {
    test.server.intercept = (request, response) => {
      if (!isList('services')(request)) {
        return false;
      }
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(body);
      return true;
    };
    const { kind, cluster } = await test.start();

    await until(() => kind('Service').phase === 'failing');
    expect(kind('Service').error).toMatch(
      /^Cluster "test": GET \/api\/v1\/services: the answer is not .*; is the URL/,
    );
    expect(cluster.hasSynced('Service')).toBe(false);
  });
});

describe('an object', () => {
  it('that cannot be understood costs only itself', async () => {
    test.server.put('httproutes', httpRoute('good'));
    test.server.put('httproutes', {
      metadata: { namespace: 'payments', name: 'bad' },
      spec: { rules: 'none', parentRefs: 5 },
    });
    test.server.intercept = first(1, isList('services'), (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(
        JSON.stringify({
          metadata: { resourceVersion: '1000' },
          items: [
            null,
            'x',
            { metadata: null },
            { metadata: { name: '' } },
            { metadata: { name: 5 } },
            { metadata: { namespace: 'a', name: 's' }, spec: { ports: [] } },
          ],
        }),
      );
    });
    const { routes, services, kind, cluster, synced, logger } =
      await test.start();

    await synced();
    expect(routes()).toEqual(['good']);
    expect(kind('HTTPRoute')).toMatchObject({ objects: 2, unreadable: 1 });
    expect(cluster.snapshot.unreadable[0]).toMatchObject({
      ref: { kind: 'HTTPRoute', namespace: 'payments', name: 'bad' },
      path: expect.any(String),
      reason: expect.any(String),
    });
    expect(services()).toEqual(['s']);
    expect(logger.warn).toHaveBeenCalledWith(
      '5 objects of kind Service have no name and are left out',
    );

    test.server.put('httproutes', httpRoute('bad'));
    await until(() => routes().join() === 'bad,good');
    expect(cluster.snapshot.unreadable).toEqual([]);
  });
});
