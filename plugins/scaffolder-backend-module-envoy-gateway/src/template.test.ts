import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { startGitServer, TestGitServer } from './__testUtils__/gitServer';
import scaffolderModuleEnvoyGateway from '.';

// A whole scaffolder starts, and the machine may be busy with others
jest.setTimeout(60_000);

const TEMPLATE = path.resolve(
  __dirname,
  '../../../templates/expose-http-api/template.yaml',
);
const REPOSITORY = 'platform/gitops.git';
const FOLDER = 'clusters/production/payments/refunds';

const cluster = {
  name: 'production',
  objects: [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'eg' },
      spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { namespace: 'platform', name: 'public' },
      spec: {
        gatewayClassName: 'eg',
        listeners: [
          {
            name: 'http',
            port: 80,
            protocol: 'HTTP',
            hostname: '*.example.com',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'payments' },
    },
  ],
};

/** What the form hands over when somebody fills it. */
const values = {
  name: 'refunds',
  title: 'Refunds: "on" & off',
  description: 'Give money back.\nSoon.',
  owner: 'group:default/payments',
  lifecycle: 'experimental',
  gateway: { cluster: 'production', namespace: 'platform', name: 'public' },
  hostname: 'api.example.com',
  paths: [
    { value: '/refunds', type: 'PathPrefix', methods: ['GET', 'POST'] },
    { value: '/refunds/health', type: 'Exact' },
  ],
  namespace: 'payments',
  service: 'refunds',
  port: 8080,
  authentication: 'apiKey',
  apiKey: { secretName: 'refunds-api-keys', header: 'x-api-key' },
  limited: true,
  rateLimit: { requests: 20, unit: 'Minute', perClient: true },
};

describe('the template "Expose an HTTP API"', () => {
  const directory = createMockDirectory();
  let git: TestGitServer;
  let backend: TestBackend['server'];
  let template: Entity;

  beforeAll(async () => {
    await mkdir(directory.resolve('repositories'));
    git = await startGitServer(directory.resolve('repositories'), {
      username: 'portal',
      password: 'sandbox',
    });
    await git.createRepository(REPOSITORY, {
      files: { [`${FOLDER}/service.yaml`]: 'kind: Service\n' },
    });
    const text = await readFile(TEMPLATE, 'utf8');
    template = parse(text.replace('http://127.0.0.1:7453/', git.url));
    ({ server: backend } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleEnvoyGateway,
        inventoryMock({ clusters: [cluster] }).factory,
        catalogServiceMock.factory({
          entities: [
            template,
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'mock' },
              spec: {
                profile: { displayName: 'Priya', email: 'priya@example.com' },
              },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: directory.path },
            envoyGateway: {
              git: [{ url: git.url, username: 'portal', password: 'sandbox' }],
            },
          },
        }),
      ],
    }));
  });
  afterAll(async () => {
    await git?.stop();
  });

  /** Runs the template as the form does, and gives what its page shows at the end. */
  async function run(form: object) {
    const started = await request(backend)
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: 'template:default/expose-http-api', values: form });
    if (started.status !== 201) {
      return { status: started.status, errors: started.body.errors };
    }
    for (;;) {
      const { body: events } = await request(backend).get(
        `/api/scaffolder/v2/tasks/${started.body.id}/events`,
      );
      const end = events.find((one: any) => one.type === 'completion');
      if (end) {
        return { status: 201, ...end.body };
      }
      await new Promise(done => setTimeout(done, 50));
    }
  }

  const inRepository = (file: string) =>
    git.git(REPOSITORY, 'show', `main:${FOLDER}/${file}`);
  const listing = async () =>
    (
      await git.git(REPOSITORY, 'ls-tree', '--name-only', `main:${FOLDER}`)
    ).split('\n');

  it('turns a filled form into a commit, and into a link to the API', async () => {
    const done = await run(values);
    expect(done.error).toBeUndefined();

    const hash = await git.git(REPOSITORY, 'rev-parse', 'main');
    expect(done.output.links).toEqual([
      expect.objectContaining({ entityRef: 'api:default/payments.refunds' }),
    ]);
    const [written, manifests] = done.output.text;
    expect(written.content).toContain(`Commit \`${hash}\` on branch \`main\``);
    expect(written.content).toContain(`Folder: \`${FOLDER}\``);
    expect(written.content).toContain(
      'Secret `refunds-api-keys` in namespace `payments`',
    );
    expect(await git.git(REPOSITORY, 'log', '-1', '--format=%an|%s')).toBe(
      'Priya|Expose payments/refunds at api.example.com',
    );
    expect(await listing()).toEqual([
      'backendtrafficpolicy.yaml',
      'httproute.yaml',
      'securitypolicy.yaml',
      'service.yaml',
    ]);
    const route = await inRepository('httproute.yaml');
    expect(manifests.content).toContain(route);
    expect(parse(route)).toMatchObject({
      metadata: {
        name: 'refunds',
        namespace: 'payments',
        annotations: {
          'envoy-gateway.backstage.io/title': values.title,
          'envoy-gateway.backstage.io/description': values.description,
          'envoy-gateway.backstage.io/owner': 'group:default/payments',
          'envoy-gateway.backstage.io/lifecycle': 'experimental',
        },
      },
      spec: {
        parentRefs: [{ namespace: 'platform', name: 'public' }],
        hostnames: ['api.example.com'],
        rules: [
          { matches: [{ method: 'GET' }, { method: 'POST' }] },
          { matches: [{ path: { type: 'Exact', value: '/refunds/health' } }] },
        ],
      },
    });
  });

  it('changes nothing the second time, and takes away what is no longer asked for', async () => {
    const before = await git.git(REPOSITORY, 'rev-parse', 'main');
    const again = await run(values);
    expect(again.error).toBeUndefined();
    expect(again.output.text[0].content).toContain('Nothing had to be changed');
    expect(await git.git(REPOSITORY, 'rev-parse', 'main')).toBe(before);

    // What the form keeps of an earlier choice does not count
    const open = await run({
      ...values,
      limited: false,
      authentication: 'none',
    });
    expect(open.error).toBeUndefined();
    expect(open.output.text[0].content).not.toContain('Secret');
    expect(await listing()).toEqual(['httproute.yaml', 'service.yaml']);
  });

  it('takes tokens as well as keys', async () => {
    const done = await run({
      ...values,
      authentication: 'jwt',
      jwt: {
        issuer: 'https://login.example.com/',
        jwksUri: 'https://login.example.com/keys',
        audiences: ['refunds'],
      },
    });
    expect(done.error).toBeUndefined();
    expect(parse(await inRepository('securitypolicy.yaml')).spec.jwt).toEqual({
      providers: [
        {
          name: 'login.example.com',
          issuer: 'https://login.example.com/',
          audiences: ['refunds'],
          remoteJWKS: { uri: 'https://login.example.com/keys' },
        },
      ],
    });
  });

  it.each([
    ['name', '../../etc'],
    ['name', 'Refunds'],
    ['namespace', 'a/b'],
    ['hostname', 'https://api.example.com'],
    ['hostname', 'localhost'],
    ['paths', []],
    ['paths', [{ value: 'refunds', type: 'PathPrefix' }]],
    ['paths', [{ value: '/a?b=c', type: 'PathPrefix' }]],
    ['port', 0],
    ['authentication', 'basic'],
    ['apiKey', undefined],
    ['apiKey', { secretName: 'A b', header: 'x-api-key' }],
    ['rateLimit', { requests: 0, unit: 'Minute' }],
    ['gateway', { cluster: 'production' }],
  ])('does not take %s %j', async (field, value) => {
    const done = await run({ ...values, [field]: value });
    expect(done.status).toBe(400);
    expect(JSON.stringify(done.errors)).toContain(field);
  });

  it('says what is wrong with what only the cluster can tell', async () => {
    const before = await git.git(REPOSITORY, 'rev-parse', 'main');
    const hostname = await run({ ...values, hostname: 'api.example.org' });
    expect(hostname.error.message).toMatch(
      /^hostnames: api\.example\.org cannot be served by Gateway platform\/public of cluster production, whose listeners serve \*\.example\.com \(http\)/,
    );
    const gateway = await run({
      ...values,
      gateway: { ...values.gateway, name: 'private' },
    });
    expect(gateway.error.message).toMatch(
      /^gateway: Gateway platform\/private does not exist in cluster production, which has platform\/public/,
    );
    expect(await git.git(REPOSITORY, 'rev-parse', 'main')).toBe(before);
  });
});
