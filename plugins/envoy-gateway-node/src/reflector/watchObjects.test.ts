import {
  first,
  isWatch,
  pause,
  service,
  until,
  useScriptedCluster,
} from '../__testUtils__/inventoryHarness';

const test = useScriptedCluster();

describe('a watch', () => {
  it('that expired, at connect or in the stream, leads to a listing', async () => {
    test.server.put('services', service('a'));
    test.server.put('services', service('b'));
    const { services, synced, cluster } = await test.start();
    await synced();

    // At connect: the resourceVersion is gone while nobody watches.
    test.server.silently(() => test.server.remove('services', 'a', 'payments'));
    test.server.silently(() => test.server.put('services', service('c')));
    test.server.compact();
    test.server.endWatches('services');
    await until(() => services().join() === 'b,c');

    // In the stream.
    await until(() => test.server.watches('services') === 1);
    const { snapshot } = cluster;
    test.server.silently(() => test.server.remove('services', 'b', 'payments'));
    test.server.send('services', {
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired', message: 'old' },
    });
    await until(() => services().join() === 'c');
    expect(cluster.snapshot).not.toBe(snapshot);
    await synced();
  });

  it('resumes behind bookmarks, and a listing that changes nothing changes no snapshot', async () => {
    test.server.put('services', service('a'));
    const { cluster, synced, events } = await test.start();
    await synced();
    await pause(10);
    const { snapshot } = cluster;
    events.length = 0;

    test.server.put('namespaces', { metadata: { name: 'elsewhere' } });
    test.server.bookmark('services');
    test.server.endWatches('services');
    await until(() =>
      test.server.requests.some(
        request =>
          isWatch('services')(request) &&
          request.query.get('resourceVersion') ===
            String(test.server.resourceVersion),
      ),
    );
    const lists = test.server.count('services', 'list');
    test.server.compact();
    test.server.endWatches('services');
    await until(() => test.server.count('services', 'list') > lists);
    await pause(20);

    expect(cluster.snapshot.services).toBe(snapshot.services);
    expect(events.some(({ kinds }) => kinds.has('Service'))).toBe(false);
  });

  it('takes repeated and disordered events for what they are', async () => {
    const { services, cluster, synced } = await test.start();
    await synced();
    const old = test.server.put('services', service('a'));
    const newer = test.server.put('services', {
      ...service('a'),
      spec: { ports: [{ port: 81 }] },
    });
    const port = () =>
      cluster.snapshot.service('payments', 'a')?.ports[0]?.port;
    await until(() => port() === 81);
    const { snapshot } = cluster;

    test.server.send('services', { type: 'MODIFIED', object: newer });
    test.server.send('services', { type: 'MODIFIED', object: old });
    test.server.send('services', { type: 'ADDED', object: old });
    // The deletion of an earlier object of the same name.
    test.server.send('services', {
      type: 'DELETED',
      object: { ...old, metadata: { ...old.metadata, uid: 'another' } },
    });
    test.server.bookmark('services');
    await pause(20);
    expect(cluster.snapshot.services).toBe(snapshot.services);
    expect(port()).toBe(81);

    test.server.remove('services', 'a', 'payments');
    await until(() => services().length === 0);
    test.server.send('services', { type: 'MODIFIED', object: newer });
    await pause(20);
    expect(services()).toEqual([]);

    // Deleted and created again, with the deletion told too late.
    const again = test.server.put('services', service('a'));
    expect(again.metadata.uid).not.toBe(newer.metadata.uid);
    test.server.send('services', { type: 'DELETED', object: newer });
    await until(() => port() === 80);
    await pause(20);
    expect(services()).toEqual(['a']);
  });

  it('tells an object that was created again from the one before across a listing', async () => {
    const before = test.server.put('services', service('a'));
    const { cluster, synced } = await test.start();
    await synced();
    test.server.silently(() => {
      test.server.remove('services', 'a', 'payments');
      test.server.put('services', service('a'));
    });
    test.server.compact();
    test.server.endWatches('services');

    await until(
      () =>
        cluster.snapshot.service('payments', 'a')?.metadata.uid !==
        before.metadata.uid,
    );
    expect(cluster.snapshot.services).toHaveLength(1);
  });

  it('survives lines that are cut off or no events, and goes around one that stays', async () => {
    const { services, synced, logger } = await test.start();
    await synced();

    // A line that the end of the connection cuts: resumed, and told again.
    const cut = first(1, isWatch('services'), (_, response) => {
      response.writeHead(200);
      response.write('{"type":"ADDED","object":{"metadata":{"na');
      setTimeout(() => response.destroy(), 1);
    });
    test.server.intercept = cut;
    test.server.endWatches('services');
    await until(() => test.server.count('services', 'watch') >= 3);
    test.server.put('services', service('a'));
    await until(() => services().join() === 'a');

    // A line that comes again with every watch from there: a listing goes around it.
    let garbled = 0;
    const lists = test.server.count('services', 'list');
    test.server.intercept = (request, response) => {
      if (
        isWatch('services')(request) &&
        test.server.count('services', 'list') === lists
      ) {
        garbled += 1;
        response.writeHead(200);
        response.write('{"type":"ADDED","object":\n');
        return true;
      }
      return false;
    };
    test.server.silently(() => test.server.put('services', service('b')));
    test.server.endWatches('services');
    await until(() => services().join() === 'a,b');
    expect(test.server.count('services', 'list')).toBe(lists + 1);
    expect(garbled).toBe(2);
    expect(logger.warn).toHaveBeenCalledWith(
      'The watch of Service is begun again: a line is no event with a resourceVersion',
    );

    for (const line of [
      '[]',
      'null',
      '"x"',
      { type: 'ADDED' },
      { type: 'ADDED', object: 'x' },
      { type: 'ADDED', object: { metadata: { resourceVersion: '9999' } } },
      {
        type: 'REVERSED',
        object: { metadata: { name: 'x', resourceVersion: '9999' } },
      },
    ]) {
      await until(() => test.server.watches('services') === 1);
      const watches = test.server.count('services', 'watch');
      test.server.send('services', line);
      await until(() => test.server.count('services', 'watch') > watches);
    }
    await synced();
    expect(services()).toEqual(['a', 'b']);
  });

  it('bounds the length of a line', async () => {
    const { services, synced, logger } = await test.start();
    await synced();
    test.server.intercept = first(1, isWatch('services'), (_, response) => {
      response.writeHead(200);
      const block = Buffer.alloc(4 * 1024 * 1024, 'x');
      for (let i = 0; i < 5; i++) {
        response.write(block);
      }
    });
    test.server.endWatches('services');

    await until(() =>
      logger.warn.mock.calls.some(([message]) =>
        message.includes('a line is longer than'),
      ),
    );
    test.server.put('services', service('a'));
    await until(() => services().length > 0);
    expect(services()).toEqual(['a']);
  });

  it('that is half-open is noticed, and what was missed is caught up', async () => {
    const { services, synced } = await test.start({
      timing: { inactivityTimeoutMs: 50 },
    });
    await synced();
    const watches = test.server.count('services', 'watch');
    test.server.silently(() => test.server.put('services', service('missed')));

    await until(() => services().join() === 'missed');
    expect(test.server.count('services', 'watch')).toBeGreaterThan(watches);
  });

  it('that tells something now and then is left alone', async () => {
    const { synced } = await test.start({
      timing: { inactivityTimeoutMs: 600 },
    });
    await synced();
    const watches = test.server.count('services', 'watch');
    for (let i = 0; i < 16; i++) {
      await pause(50);
      test.server.bookmark('services');
    }

    expect(test.server.count('services', 'watch')).toBe(watches);
    expect(test.server.count('namespaces', 'watch')).toBeGreaterThan(1);
  });

  it('that never tells anything is checked by a listing', async () => {
    test.server.put('services', service('a'));
    const { services, synced } = await test.start();
    await synced();
    // As after a restore: the API server waits for a resourceVersion that is far away.
    test.server.intercept = (request, response) => {
      if (isWatch('services')(request)) {
        response.writeHead(200);
        response.end();
        return true;
      }
      return false;
    };
    test.server.silently(() => test.server.put('services', service('b')));
    test.server.endWatches('services');

    await until(() => services().length > 1);
    expect(services()).toEqual(['a', 'b']);
  });

  it.each([
    [
      'an error in the stream',
      () =>
        test.server.send('services', {
          type: 'ERROR',
          object: { kind: 'Status', code: 500, message: 'etcd\nis gone' },
        }),
    ],
    [
      'a cut connection',
      () => test.server.endWatches('services', { cut: true }),
    ],
  ])('resumes after %s', async (_, fault) => {
    const { services, synced } = await test.start();
    await synced();
    const lists = test.server.count('services', 'list');
    const watches = test.server.count('services', 'watch');

    test.server.silently(() => test.server.put('services', service('a')));
    fault();
    await until(() => test.server.count('services', 'watch') > watches);
    await until(() => services().join() === 'a');
    await synced();
    expect(test.server.count('services', 'list')).toBe(lists);
  });
});
