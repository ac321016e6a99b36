import { ApiClient, createApiClient } from '../contract/apiClient';
import { applyObject, createObject } from '../operations';
import { createObjectStore, servedKind } from '../store';
import { route, stoppedClock } from '../testUtils';
import { ApiServer, startApiServer } from './apiServer';
import { noFaults } from './faults';
import { ADMIN, createIdentities, READER } from './identities';

const ROUTES =
  '/apis/gateway.networking.k8s.io/v1/namespaces/payments/httproutes';

describe('startApiServer', () => {
  const clock = stoppedClock();
  const identities = createIdentities();
  const store = createObjectStore({ clock });
  const faults = noFaults();
  let api: ApiServer;
  let admin: ApiClient;
  let reader: ApiClient;
  let url: string;

  beforeAll(async () => {
    api = await startApiServer({
      name: 'test',
      host: '127.0.0.1',
      port: 0,
      store,
      clock,
      identities,
      faults,
      bookmarkIntervalMs: 50,
      answerForPod: (pod, port, path) =>
        port === '19001'
          ? {
              status: 200,
              contentType: 'text/plain',
              body: `${pod.metadata.name} ${path}`,
            }
          : undefined,
    });
    url = api.server.url;
    const client = (token?: string) => createApiClient({ baseUrl: url, token });
    admin = client(identities.issue(ADMIN));
    reader = client(identities.issue(READER));
    const namespace = servedKind('Namespace');
    createObject(
      store,
      { kind: namespace },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } },
    );
    for (const team of ['a', 'b']) {
      createObject(
        store,
        { kind: servedKind('Pod'), namespace: 'payments' },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: `proxy-${team}`,
            labels: {
              'app.kubernetes.io/managed-by': 'envoy-gateway',
              'gateway.envoyproxy.io/owning-gateway-name': team,
            },
          },
          spec: { containers: [{ name: 'envoy' }] },
        },
      );
    }
  });
  afterAll(() => api.server.close());
  afterEach(() => {
    faults.forbiddenKinds.clear();
    faults.withdrawnKinds.clear();
    faults.cannedAnswer = undefined;
    faults.paused = false;
    api.goOn();
  });

  const apply = (name: string, hostname?: string) =>
    applyObject(
      store,
      { kind: servedKind('HTTPRoute'), namespace: 'payments', name },
      route(name, { hostname }),
      { fieldManager: 'test', clock },
    );

  describe('lets in whom it knows, as far as they may', () => {
    it('answers 401 to no token, a wrong one and a revoked one', async () => {
      const anonymous = createApiClient({ baseUrl: url });
      for (const path of [ROUTES, '/apis', '/api/v1/pods', '/nowhere']) {
        const reply = await anonymous.request('GET', path);
        expect(reply.status).toBe(401);
        expect(reply.json()).toMatchObject({
          kind: 'Status',
          status: 'Failure',
          reason: 'Unauthorized',
          message: 'Unauthorized',
        });
      }
      expect((await anonymous.request('GET', '/version')).status).toBe(200);
      expect((await anonymous.request('GET', '/readyz')).text).toBe('ok');

      const token = identities.issue(READER);
      const guest = createApiClient({ baseUrl: url, token });
      expect((await guest.request('GET', ROUTES)).status).toBe(200);
      identities.revoke(token);
      expect((await guest.request('GET', ROUTES)).status).toBe(401);
      expect((await guest.request('GET', '/version')).status).toBe(401);
    });

    it('answers 403 with who, what and where', async () => {
      const writes = [
        ['POST', ROUTES],
        ['PUT', `${ROUTES}/a`],
        ['PATCH', `${ROUTES}/a`],
        ['DELETE', `${ROUTES}/a`],
      ] as const;
      for (const [method, path] of writes) {
        const reply = await reader.request(method, path, { body: {} });
        expect(reply.status).toBe(403);
      }
      const reply = await reader.request('POST', ROUTES, { body: {} });
      expect(reply.json()).toMatchObject({
        reason: 'Forbidden',
        message:
          'httproutes.gateway.networking.k8s.io is forbidden: User "system:serviceaccount:backstage:envoy-gateway-reader" cannot create resource "httproutes" in API group "gateway.networking.k8s.io" in the namespace "payments"',
        details: { group: 'gateway.networking.k8s.io', kind: 'httproutes' },
      });

      faults.forbiddenKinds.add('HTTPRoute');
      for (const path of [ROUTES, `${ROUTES}?watch=true`, `${ROUTES}/a`]) {
        expect((await admin.request('GET', path)).status).toBe(403);
      }
      expect((await reader.request('GET', '/api/v1/pods')).status).toBe(200);
    });

    it('answers 421 to who came by another name', async () => {
      const reply = await createApiClient({
        baseUrl: url,
      }).request('GET', '/version', { host: 'rebound.example.com' });
      expect(reply.status).toBe(421);
    });
  });

  it('serves every version of a kind, and none that was withdrawn', async () => {
    apply('versions');
    const older = await reader.request(
      'GET',
      '/apis/gateway.networking.k8s.io/v1beta1/namespaces/payments/httproutes/versions',
    );
    expect(older.json().apiVersion).toBe('gateway.networking.k8s.io/v1beta1');

    faults.withdrawnKinds.add('HTTPRoute');
    expect((await reader.request('GET', ROUTES)).status).toBe(404);
    const { resources } = (
      await reader.request('GET', '/apis/gateway.networking.k8s.io/v1')
    ).json() as { resources: Array<{ kind: string }> };
    expect(resources.map(({ kind }) => kind)).not.toContain('HTTPRoute');
    for (const kind of [
      'SecurityPolicy',
      'BackendTrafficPolicy',
      'ClientTrafficPolicy',
      'EnvoyExtensionPolicy',
      'EnvoyPatchPolicy',
      'EnvoyProxy',
      'HTTPRouteFilter',
      'Backend',
    ]) {
      faults.withdrawnKinds.add(kind);
    }
    const { groups } = (await reader.request('GET', '/apis')).json() as {
      groups: Array<{ name: string }>;
    };
    expect(groups.map(({ name }) => name)).toEqual([
      'gateway.networking.k8s.io',
    ]);
  });

  it('finds proxy Pods by label, and passes requests to them', async () => {
    const selector = encodeURIComponent(
      'app.kubernetes.io/managed-by=envoy-gateway,gateway.envoyproxy.io/owning-gateway-name=b',
    );
    const { items } = (
      await reader.request('GET', `/api/v1/pods?labelSelector=${selector}`)
    ).json() as { items: Array<{ metadata: { name: string } }> };
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['proxy-b']);

    const pods = '/api/v1/namespaces/payments/pods';
    const answered = await reader.request(
      'GET',
      `${pods}/proxy-b:19001/proxy/stats/prometheus`,
    );
    expect(answered.text).toBe('proxy-b /stats/prometheus');
    expect(
      (await reader.request('GET', `${pods}/http:proxy-b:19001/proxy/x`)).text,
    ).toBe('proxy-b /x');
    expect(
      (await reader.request('GET', `${pods}/proxy-b:1/proxy/`)).status,
    ).toBe(503);
    expect(
      (await reader.request('GET', `${pods}/absent:19001/proxy/`)).status,
    ).toBe(404);
    const blind = createApiClient({
      baseUrl: url,
      token: identities.issue({ user: 'blind', rules: [] }),
    });
    expect(
      (await blind.request('GET', `${pods}/proxy-b:19001/proxy/`)).json(),
    ).toMatchObject({
      message: expect.stringContaining('cannot get resource "pods/proxy"'),
    });
  });

  describe('watches', () => {
    it('sends bookmarks that carry the newest resourceVersion', async () => {
      const watch = await reader.watch(
        `${ROUTES}?watch=1&resourceVersion=${store.resourceVersion}&allowWatchBookmarks=true`,
      );
      // A change of another kind moves the bookmark on.
      applyObject(
        store,
        { kind: servedKind('Namespace'), name: 'elsewhere' },
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'elsewhere' },
        },
        { fieldManager: 'test', clock },
      );
      const version = String(store.resourceVersion);
      const { object } = await watch.next(
        line =>
          line.type === 'BOOKMARK' &&
          line.object.metadata.resourceVersion === version,
      );
      expect(object).toMatchObject({ kind: 'HTTPRoute' });
      watch.close();
    });

    it('tells of objects that enter and leave a selection', async () => {
      const labels = (value: string) => ({
        body: { metadata: { labels: { stage: value } } },
        contentType: 'application/merge-patch+json',
      });
      const { object } = apply('staged');
      const watch = await reader.watch(
        `${ROUTES}?watch=1&labelSelector=stage%3Dlive&resourceVersion=${object.metadata.resourceVersion}`,
      );
      await admin.request('PATCH', `${ROUTES}/staged`, labels('live'));
      await admin.request('PATCH', `${ROUTES}/staged`, labels('gone'));
      expect((await watch.next(() => true)).type).toBe('ADDED');
      const left = await watch.next(() => true);
      expect(left).toMatchObject({
        type: 'DELETED',
        object: {
          metadata: { resourceVersion: String(store.resourceVersion) },
        },
      });
      watch.close();
    });

    it('stands still while paused, and goes on where it was', async () => {
      const watch = await reader.watch(
        `${ROUTES}?watch=1&resourceVersion=${store.resourceVersion}`,
      );
      faults.paused = true;
      apply('while-paused');
      const held = reader.request('GET', `${ROUTES}/while-paused`);
      await expect(watch.next(() => true, 60)).rejects.toThrow(/no such event/);
      await expect(
        Promise.race([held, Promise.resolve('unanswered')]),
      ).resolves.toBe('unanswered');

      faults.paused = false;
      api.goOn();
      expect((await watch.next(() => true)).object.metadata.name).toBe(
        'while-paused',
      );
      expect((await held).status).toBe(200);
      watch.close();
    });

    it('ends in 410 where the history it stood before is gone', async () => {
      const watch = await reader.watch(
        `${ROUTES}?watch=1&resourceVersion=${store.resourceVersion}`,
      );
      faults.paused = true;
      apply('compacted-away');
      store.compact();
      faults.paused = false;
      api.goOn();
      const { type, object } = await watch.next(() => true);
      expect([type, object.code]).toEqual(['ERROR', 410]);
      await watch.ended;
    });
  });

  it('can be made to answer like something that is no API server', async () => {
    faults.cannedAnswer = {
      status: 200,
      contentType: 'text/html',
      body: '<html>',
    };
    const reply = await reader.request('GET', ROUTES);
    expect([reply.status, reply.contentType, reply.text]).toEqual([
      200,
      'text/html',
      '<html>',
    ]);
  });
});
