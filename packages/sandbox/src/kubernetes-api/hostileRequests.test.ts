import { ApiClient, createApiClient } from '../contract/apiClient';
import { createObjectStore } from '../store';
import { ApiServer, startApiServer } from './apiServer';
import { noFaults } from './faults';
import { ADMIN, createIdentities } from './identities';

const ROUTES =
  '/apis/gateway.networking.k8s.io/v1/namespaces/payments/httproutes';

describe('a Kubernetes API that is asked with hostile requests', () => {
  let api: ApiServer;
  let admin: ApiClient;

  beforeAll(async () => {
    const identities = createIdentities();
    api = await startApiServer({
      name: 'test',
      host: '127.0.0.1',
      port: 0,
      store: createObjectStore({ clock: Date.now }),
      clock: Date.now,
      identities,
      faults: noFaults(),
      answerForPod: () => undefined,
    });
    admin = createApiClient({
      baseUrl: api.server.url,
      token: identities.issue(ADMIN),
    });
  });
  afterAll(() => api.server.close());

  const yaml = 'application/apply-patch+yaml';
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh']
    .map(
      (name, index) =>
        `${name}: &${name} [${Array(10)
          .fill(`*${'abcdefgh'[index]}`)
          .join(',')}]`,
    )
    .join('\n')}\n`;

  it.each([
    ['JSON that is not', 'POST', ROUTES, '{"a":', undefined, 400],
    ['a prototype', 'POST', ROUTES, '{"__proto__":{"x":1}}', undefined, 400],
    ['a list', 'POST', ROUTES, '[]', undefined, 400],
    ['too much', 'POST', ROUTES, `"${'x'.repeat(4_000_000)}"`, undefined, 413],
    ['an alias bomb', 'PATCH', `${ROUTES}/a?fieldManager=x`, bomb, yaml, 400],
    [
      'nesting',
      'PATCH',
      `${ROUTES}/a?fieldManager=x`,
      '['.repeat(50_000),
      yaml,
      400,
    ],
    [
      'a patch of another kind',
      'PATCH',
      `${ROUTES}/versions`,
      '[]',
      'application/json-patch+json',
      415,
    ],
    ['a method of no use', 'PUT', ROUTES, '{}', undefined, 405],
    ['deleting everything', 'DELETE', ROUTES, undefined, undefined, 405],
    ['a broken escape', 'GET', `${ROUTES}/%E0%A4%A`, undefined, undefined, 400],
    [
      'a broken selector',
      'GET',
      `${ROUTES}?labelSelector=((`,
      undefined,
      undefined,
      400,
    ],
    [
      'a field of no use',
      'GET',
      `${ROUTES}?fieldSelector=spec.x%3D1`,
      undefined,
      undefined,
      400,
    ],
    [
      'a limit that is none',
      'GET',
      `${ROUTES}?limit=all`,
      undefined,
      undefined,
      400,
    ],
    ['a way out', 'GET', '/api/v1/../../etc/passwd', undefined, undefined, 404],
    [
      'a hidden way out',
      'GET',
      '/api/v1/namespaces/..%2f..%2fetc',
      undefined,
      undefined,
      404,
    ],
  ])('refuses %s', async (_, method, path, text, contentType, status) => {
    const reply = await admin.request(method, path, { text, contentType });
    expect(reply.status).toBe(status);
    // Paths that nothing is at are told in plain text, as the real server does.
    const isPlain = reply.text === '404 page not found\n';
    expect(isPlain ? { kind: 'Status', code: 404 } : reply.json()).toEqual(
      expect.objectContaining({ kind: 'Status', code: status }),
    );
  });
});
