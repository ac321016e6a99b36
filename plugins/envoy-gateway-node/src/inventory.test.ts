import {
  httpRoute,
  pause,
  service,
  until,
  useScriptedCluster,
} from './__testUtils__/inventoryHarness';

const test = useScriptedCluster();

describe('the inventory', () => {
  it('lists page by page, watches from there, and tells what changed', async () => {
    for (let i = 0; i < 7; i++) {
      test.server.put('services', service(`s${i}`));
    }
    for (let i = 0; i < 600; i++) {
      test.server.put('namespaces', { metadata: { name: `n${i}` } });
    }
    const { cluster, services, kind, events, synced } = await test.start({
      timing: { pageSize: 3 },
    });
    expect(cluster.hasSynced('Service')).toBe(false);
    expect(cluster.status.phase).toBe('connecting');

    await synced();
    expect(services()).toHaveLength(7);
    expect(cluster.snapshot.namespaces).toHaveLength(600);
    expect(test.server.count('services', 'list')).toBe(3);
    expect(cluster.hasSynced()).toBe(true);
    expect(kind('Service')).toMatchObject({
      group: '',
      version: 'v1',
      phase: 'watching',
      objects: 7,
      unreadable: 0,
      error: undefined,
    });
    expect(Date.parse(cluster.status.lastContact!)).toBeLessThanOrEqual(
      Date.now(),
    );
    const watch = test.server.requests.find(
      ({ plural, isWatch }) => plural === 'services' && isWatch,
    )!;
    expect(watch.query.get('allowWatchBookmarks')).toBe('true');
    expect(watch.query.get('resourceVersion')).toBe('1607');
    expect(Number(watch.query.get('timeoutSeconds'))).toBeGreaterThan(0);

    await pause(10);
    events.length = 0;
    const before = cluster.snapshot;
    test.server.put('services', service('new'));
    test.server.put('httproutes', httpRoute('pay'));
    test.server.remove('services', 's0', 'payments');
    await until(() => services().includes('new') && !services().includes('s0'));
    await until(() => cluster.snapshot.httpRoutes.length === 1);

    expect(before.services).toHaveLength(7);
    expect(events.length).toBeLessThanOrEqual(3);
    expect(new Set(events.flatMap(({ kinds }) => [...kinds]))).toEqual(
      new Set(['Service', 'HTTPRoute']),
    );
    expect(kind('Service').objects).toBe(7);
  });

  it('keeps objects without their bookkeeping', async () => {
    test.server.put('httproutes', {
      ...httpRoute('pay'),
      metadata: {
        namespace: 'payments',
        name: 'pay',
        managedFields: [{ manager: 'kubectl' }],
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
          ['__proto__']: 'hostile',
          'backstage.io/owner': 'payments',
        },
      },
      unknownField: { kept: true },
    });
    const { cluster, synced } = await test.start();

    await synced();
    const { object } = cluster.snapshot.httpRoute('payments', 'pay')!;
    expect(object.metadata).not.toHaveProperty('managedFields');
    expect(Object.keys(object.metadata.annotations!)).not.toContain(
      'kubectl.kubernetes.io/last-applied-configuration',
    );
    expect(object.metadata.annotations).toMatchObject({
      'backstage.io/owner': 'payments',
    });
    expect(Object.getPrototypeOf(object.metadata.annotations)).toBe(
      Object.getPrototypeOf({}),
    );
    expect(object.unknownField).toEqual({ kept: true });
  });

  it('resumes watches over few connections, listing nothing again', async () => {
    test.server.put('services', service('s'));
    const { services, synced } = await test.start();
    await synced();
    const lists = test.server.requests.filter(
      ({ plural, isWatch }) => plural && !isWatch,
    ).length;

    for (let i = 0; i < 300; i++) {
      const watches = test.server.count('services', 'watch');
      test.server.endWatches('services');
      test.server.silently(() => test.server.put('services', service(`s${i}`)));
      await until(() => test.server.count('services', 'watch') > watches);
    }

    await until(() => services().length === 301);
    expect(
      test.server.requests.filter(({ plural, isWatch }) => plural && !isWatch),
    ).toHaveLength(lists);
    // One for each of eleven watches, and a few that listings and discovery used side by side.
    expect(test.server.connections.accepted).toBeLessThan(25);
  });

  it('leaves nothing open when it stops', async () => {
    const { inventory: started, synced, cluster } = await test.start();
    await synced();
    // One connection that is kept for later, and watches that wait for an answer.
    await cluster.reader.get('/version');
    test.server.intercept = ({ isWatch }) => isWatch;
    test.server.endWatches('services');
    await until(() => test.server.count('services', 'watch') > 1);

    await started.stop();
    await until(() => test.server.connections.open === 0);
    const requests = test.server.requests.length;
    await pause();
    expect(test.server.requests).toHaveLength(requests);
    started.start();
    await pause(10);
    expect(test.server.requests).toHaveLength(requests);
  });

  it('costs a listener that throws only itself', async () => {
    const { inventory: started, services, synced, logger } = await test.start();
    await synced();
    const heard: string[] = [];
    started.subscribe(() => {
      throw new Error('broken listener');
    });
    started.subscribe(async () => {
      throw new Error('broken async listener');
    });
    const unsubscribe = started.subscribe(({ cluster }) => heard.push(cluster));

    test.server.put('services', service('a'));
    await until(() => heard.length > 0);
    await pause(10);
    expect(services()).toEqual(['a']);
    expect(logger.error).toHaveBeenCalledWith(
      'A listener of the inventory failed on a change in cluster "test"',
      expect.objectContaining({ message: 'broken listener' }),
    );
    expect(logger.error).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({ message: 'broken async listener' }),
    );

    unsubscribe();
    const count = heard.length;
    test.server.put('services', service('b'));
    await until(() => services().length === 2);
    await pause(10);
    expect(heard).toHaveLength(count);
  });

  it('takes clusters of other sources', async () => {
    const { inventory: started, cluster, logger, events } = await test.start();
    const signals: AbortSignal[] = [];
    const other = { ...cluster, name: 'other' };
    started.addClusterSource({
      start: async ({ signal, onCluster, onEvent }) => {
        signals.push(signal);
        onCluster(other);
        onCluster({ ...other });
        onEvent({ cluster: 'other', kinds: new Set(['Gateway']) });
      },
    });
    started.addClusterSource({
      start: async () => {
        throw new Error('no such folder');
      },
    });

    await until(() => events.some(({ kinds }) => kinds.has('Gateway')));
    expect(started.clusters().map(({ name }) => name)).toEqual([
      'test',
      'other',
    ]);
    expect(started.cluster('other')).toBe(other);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('there is one of that name already'),
    );
    await until(() =>
      logger.error.mock.calls.some(
        ([message]) => message === 'A cluster source failed',
      ),
    );

    await started.stop();
    expect(signals[0].aborted).toBe(true);
  });
});
