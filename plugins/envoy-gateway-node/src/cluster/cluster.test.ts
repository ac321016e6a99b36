import { RESOURCE_KINDS } from '@envoy-gateway-portal/gateway-model';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  first,
  httpRoute,
  isList,
  pause,
  service,
  until,
  useScriptedCluster,
} from '../__testUtils__/inventoryHarness';
import { sendStatus } from '../__testUtils__/scriptedApiServer';

const test = useScriptedCluster();

describe('an API server', () => {
  it('that forbids one kind costs that kind only, and removes nothing', async () => {
    test.server.put('services', service('s'));
    test.server.put('httproutes', httpRoute('pay'));
    const { cluster, kind, routes, services, synced } = await test.start();
    await synced();

    test.server.intercept = (request, response) => {
      if (request.plural !== 'httproutes') {
        return false;
      }
      sendStatus(
        response,
        403,
        'httproutes.gateway.networking.k8s.io is forbidden: User "portal" cannot list',
      );
      return true;
    };
    test.server.endWatches();
    await until(() => kind('HTTPRoute').phase === 'forbidden');
    test.server.put('services', service('t'));
    await until(() => services().length === 2);

    expect(routes()).toEqual(['pay']);
    expect(cluster.hasSynced('HTTPRoute')).toBe(true);
    expect(cluster.status).toMatchObject({
      phase: 'degraded',
      error: expect.stringMatching(
        /^HTTPRoute cannot be read now, and what was known last is shown\. Cluster "test": GET .*httproutes: not allowed \(403\): .*User "portal" cannot list; grant it/,
      ),
    });

    test.server.intercept = undefined;
    await synced();
    expect(routes()).toEqual(['pay']);
  });

  it('that refuses the credentials mid-life loses nothing, and takes rotated ones', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'inventory-'));
    const tokenFile = join(directory, 'token');
    try {
      await writeFile(tokenFile, 'first\n');
      test.server.tokens = new Set(['first']);
      test.server.put('services', service('s'));
      const { cluster, services, synced, logger } = await test.start({
        access: { tokenFile },
      });
      await synced();

      test.server.tokens = new Set(['second-secret']);
      test.server.endWatches();
      await until(() => cluster.status.phase === 'unreachable');
      expect(services()).toEqual(['s']);
      expect(cluster.status.error).toMatch(
        /the credentials were refused \(401\); renew the token in .*token/,
      );

      await writeFile(tokenFile, 'second-secret');
      await synced();

      // A rotation between two requests is not noticed at all.
      test.server.tokens = new Set(['third-secret']);
      await writeFile(tokenFile, 'third-secret');
      test.server.silently(() => test.server.put('services', service('t')));
      test.server.endWatches();
      await until(() => services().length === 2);
      expect(cluster.status.phase).toBe('synced');
      expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('secret');
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('that asks to wait is waited for', async () => {
    const times: number[] = [];
    test.server.intercept = first(1, isList('services'), (_, response) => {
      times.push(Date.now());
      sendStatus(response, 429, 'too many requests', { 'Retry-After': '1' });
    });
    const { kind, synced } = await test.start();

    await until(() => kind('Service').phase === 'failing');
    expect(kind('Service').error).toContain('asks to wait (429)');
    await synced();
    expect(Date.now() - times[0]).toBeGreaterThanOrEqual(1000);
  });

  it('that fails for a while is asked less and less, and recovers', async () => {
    test.server.put('services', service('s'));
    const { cluster, services, synced } = await test.start();
    await synced();

    test.server.intercept = (_, response) => {
      response.writeHead(503, { 'Content-Type': 'text/html' });
      response.end('<html>upstream connect error, token=hunter2</html>');
      return true;
    };
    const before = test.server.requests.length;
    test.server.endWatches();
    await until(() => cluster.status.phase === 'unreachable');
    await pause(200);
    // Each kind at most every 20 ms once the delays have grown.
    expect(test.server.requests.length - before).toBeLessThan(
      RESOURCE_KINDS.length * 20,
    );
    expect(services()).toEqual(['s']);
    expect(cluster.status.error).toMatch(/answered 503$/);

    test.server.intercept = undefined;
    await synced();
  });

  it('that serves no Envoy Gateway yet is read as soon as it does', async () => {
    const absent = ['httproutes', 'securitypolicies', 'backends'];
    absent.forEach(plural => test.server.serve(plural, []));
    const { cluster, kind, routes, synced } = await test.start();

    await synced();
    expect(cluster.hasSynced()).toBe(true);
    expect(kind('HTTPRoute')).toMatchObject({
      phase: 'absent',
      hasSynced: false,
      error: undefined,
    });

    test.server.put('httproutes', httpRoute('pay'));
    test.server.serve('httproutes', ['v1']);
    await until(() => routes().join() === 'pay');
    expect(kind('HTTPRoute')).toMatchObject({ version: 'v1', hasSynced: true });
  });

  it('that names a kind and does not know it is asked until it does', async () => {
    test.server.put('httproutes', httpRoute('pay'));
    let refused = 0;
    test.server.intercept = ({ plural }, response) => {
      if (plural !== 'httproutes' || refused === 3) {
        return false;
      }
      refused += 1;
      sendStatus(response, 404, 'the server could not find the resource');
      return true;
    };
    const { routes } = await test.start();

    await until(() => routes().length > 0);
    expect(refused).toBe(3);
  });

  it('that loses a kind keeps what was known of it, until it is listed again', async () => {
    test.server.put('httproutes', httpRoute('pay'));
    test.server.put('httproutes', httpRoute('gone'));
    const { kind, routes, synced } = await test.start();
    await synced();

    test.server.serve('httproutes', []);
    test.server.endWatches('httproutes');
    await until(() => kind('HTTPRoute').phase === 'absent');
    expect(routes()).toEqual(['gone', 'pay']);
    expect(kind('HTTPRoute').error).toMatch(
      /does not serve httproutes .* any more; the 2 known last are kept/,
    );

    test.server.silently(() =>
      test.server.remove('httproutes', 'gone', 'payments'),
    );
    test.server.serve('httproutes', ['v1beta1']);
    await until(() => routes().join() === 'pay');
    await synced();
    expect(kind('HTTPRoute')).toMatchObject({
      version: 'v1beta1',
      phase: 'watching',
      error: undefined,
    });
  });

  it('that changes the version of a kind is followed at once', async () => {
    test.server.put('httproutes', httpRoute('pay'));
    const { cluster, inventory, kind, synced } = await test.start({
      timing: { discoveryReuseMs: 600_000 },
    });
    await synced();
    const phases = new Set<string>();
    inventory.subscribe(() => phases.add(kind('HTTPRoute').phase));

    test.server.serve('httproutes', ['v1beta1']);
    test.server.endWatches('httproutes');
    await until(() => kind('HTTPRoute').version === 'v1beta1');
    await synced();
    expect([...phases]).not.toContain('absent');
    // The object has not changed, and still reads otherwise now.
    expect(
      cluster.snapshot.httpRoute('payments', 'pay')?.object.apiVersion,
    ).toBe('gateway.networking.k8s.io/v1beta1');
  });

  it('of Envoy Gateway 1.7 is read by the kinds and versions it serves', async () => {
    test.server.serve('listenersets', []);
    test.server.serve('referencegrants', ['v1beta1']);
    test.server.serve('tlsroutes', ['v1alpha2', 'v1alpha3']);
    test.server.serve('tcproutes', ['v1alpha2']);
    test.server.serve('udproutes', ['v1alpha2']);
    const { kind, synced } = await test.start();
    await synced();
    const told = (name: string) => [kind(name).phase, kind(name).version];
    expect(told('ListenerSet')).toEqual(['absent', undefined]);
    expect(told('XListenerSet')).toEqual(['watching', 'v1alpha1']);
    expect(told('ReferenceGrant')).toEqual(['watching', 'v1beta1']);
    expect(told('TLSRoute')).toEqual(['watching', 'v1alpha3']);
    expect(told('TCPRoute')).toEqual(['watching', 'v1alpha2']);
    expect(told('UDPRoute')).toEqual(['watching', 'v1alpha2']);
  });

  it('is asked which Envoy Gateway runs there', async () => {
    let image = 'docker.io/envoyproxy/gateway:v1.8.3';
    test.server.intercept = ({ path }, response) => {
      if (path !== '/api/v1/pods') {
        return false;
      }
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const spec = { containers: [{ name: 'envoy-gateway', image }] };
      response.end(JSON.stringify({ kind: 'PodList', items: [{ spec }] }));
      return true;
    };
    const { cluster, synced } = await test.start({
      timing: { versionProbeMs: 20 },
    });
    await synced();
    await until(() => cluster.envoyGatewayVersion === '1.8');
    image = 'docker.io/envoyproxy/gateway:v1.9.1';
    await until(() => cluster.envoyGatewayVersion === '1.9');
    // What was known stays while nobody answers.
    test.server.intercept = ({ path }, response) => {
      if (path !== '/api/v1/pods') {
        return false;
      }
      sendStatus(response, 403, 'forbidden');
      return true;
    };
    await pause(60);
    expect(cluster.envoyGatewayVersion).toBe('1.9');
  });

  it('that does not tell which Envoy Gateway runs there may be 1.7 by its kinds', async () => {
    const { cluster, synced } = await test.start();
    await synced();
    expect(cluster.envoyGatewayVersion).toBeUndefined();
    test.server.serve('listenersets', []);
    test.server.endWatches('listenersets');
    await until(() => cluster.envoyGatewayVersion === '1.7');
  });

  it('that serves ListenerSets is not asked for what they were before', async () => {
    const { kind, synced } = await test.start();
    await synced();
    expect(kind('ListenerSet').phase).toBe('watching');
    expect(kind('XListenerSet').phase).toBe('absent');
    expect(test.server.count('xlistenersets', 'list')).toBe(0);
  });

  it('whose credentials may not ask for versions is asked for the kinds themselves', async () => {
    test.server.serve('referencegrants', ['v1beta1']);
    test.server.serve('backends', []);
    test.server.intercept = ({ plural, path }, response) => {
      if (plural || path === '/version') {
        return false;
      }
      sendStatus(response, 403, 'forbidden');
      return true;
    };
    const { kind } = await test.start();

    await until(() => kind('ReferenceGrant').phase === 'watching');
    expect(kind('ReferenceGrant').version).toBe('v1beta1');
    await until(() => kind('Backend').phase === 'absent');
  });

  it('that is none is recognised', async () => {
    test.server.intercept = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Login</title>hunter2');
      return true;
    };
    const { cluster } = await test.start();
    await until(() => cluster.status.phase === 'unreachable');
    expect(cluster.status.error).toMatch(
      /answered HTML; is the URL right, or does a proxy ask for a login\?$/,
    );
    expect(cluster.hasSynced('HTTPRoute')).toBe(false);

    // A web server that knows none of the paths is not a cluster without kinds.
    test.server.intercept = (_, response) => {
      response.writeHead(404);
      response.end('not found');
      return true;
    };
    await until(() => cluster.status.error?.includes('/api/v1') === true);
    expect(cluster.status.phase).toBe('unreachable');
    expect(cluster.hasSynced('HTTPRoute')).toBe(false);

    test.server.intercept = (_, response) => {
      response.writeHead(302, {
        Location: `${test.server.url}/version?hunter2`,
      });
      response.end();
      return true;
    };
    await until(
      () => cluster.status.error?.includes('redirects are not') === true,
    );
    expect(JSON.stringify(cluster.status)).not.toContain('hunter2');
  });

  it('that nobody runs at the URL is unreachable, and never stops the start', async () => {
    const { url } = test.server;
    await test.server.close();
    const { cluster, logger } = await test.start({ url });

    await until(() => cluster.status.phase === 'unreachable');
    expect(cluster.status.error).toMatch(
      /nothing listens at 127\.0\.0\.1:\d+; is the URL right, and does the API server run\?$/,
    );
    expect(cluster.status.lastContact).toBeUndefined();
    expect(cluster.hasSynced()).toBe(false);
    const warnings = () =>
      logger.warn.mock.calls.filter(([message]) =>
        message.startsWith('Cluster "test" is unreachable. '),
      );
    await until(() => warnings().length > 0);
    await pause();
    expect(warnings()).toHaveLength(1);
  });

  it('that goes is noticed by everyone at once, and by everyone when it is back', async () => {
    test.server.put('services', service('s'));
    const { cluster, synced, services, logger } = await test.start({
      // Alone, a kind would wait for minutes before it tried again.
      timing: {
        failure: { initialMs: 60_000, maxMs: 600_000 },
        heartbeatMs: 600_000,
      },
    });
    await synced();

    test.server.intercept = (_, response) => {
      response.destroy();
      return true;
    };
    test.server.endWatches('services', { cut: true });
    await until(() => cluster.status.phase === 'unreachable');
    expect(cluster.status.error).toMatch(/GET \/version: .* \(ECONNRESET\)/);
    await until(() =>
      logger.warn.mock.calls.some(([message]) =>
        message.startsWith('Cluster "test" is unreachable. '),
      ),
    );

    test.server.intercept = undefined;
    test.server.silently(() => test.server.put('services', service('t')));
    // Whoever asks first finds the cluster back, and wakes the others.
    await cluster.reader.get('/version');
    await until(() => services().length === 2);
    await synced();
  });

  it('that freezes is noticed by its silence, and recovers', async () => {
    test.server.put('services', service('s'));
    const { cluster, services, synced } = await test.start({
      timing: { heartbeatMs: 40, heartbeatTimeoutMs: 40, requestTimeoutMs: 60 },
    });
    await synced();

    // Watches stay open and say nothing; requests are accepted and not answered.
    test.server.intercept = () => true;
    await until(() => cluster.status.phase === 'unreachable');
    expect(cluster.status.error).toMatch(
      /GET \/version: 127\.0\.0\.1:\d+ did not answer in time; is it overloaded or frozen\?/,
    );
    expect(services()).toEqual(['s']);

    test.server.intercept = undefined;
    test.server.silently(() => test.server.put('services', service('t')));
    await until(() => services().length === 2);
    await synced();
  });
});
