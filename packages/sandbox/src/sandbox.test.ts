import { execFile } from 'node:child_process';
import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
} from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { createApiClient } from './contract/apiClient';
import { gitEnvironment } from './git';
import { Sandbox, SandboxOptions, startSandbox } from './sandbox';
import {
  eventually,
  GATEWAY,
  GATEWAY_CLASS,
  route,
  SERVICE,
  writeFiles,
} from './testUtils';

const ROUTES =
  '/apis/gateway.networking.k8s.io/v1/namespaces/payments/httproutes';

const manifest = (...objects: object[]) =>
  objects.map(object => `---\n${stringify(object)}`).join('');

const SEED = {
  'README.md': '# GitOps\n',
  'clusters/production/platform/eg/class.yaml': manifest(GATEWAY_CLASS),
  'clusters/production/platform/public/gateway.yaml': manifest(GATEWAY),
  'clusters/production/payments/pay/all.yaml': manifest(SERVICE, route('pay')),
  'clusters/production/payments/pay/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [all.yaml]\n',
};

const run = promisify(execFile);

describe('startSandbox', () => {
  let folder: string;
  let sandbox: Sandbox;
  const started: Sandbox[] = [];
  const warnings: string[] = [];

  async function start(options: Partial<SandboxOptions> = {}) {
    const begun = await startSandbox({
      dataDir: join(folder, 'data'),
      seedDir: join(folder, 'seed'),
      clusters: ['production'],
      logger: { info() {}, warn: message => warnings.push(message) },
      ...options,
    });
    started.push(begun);
    return begun;
  }

  const cluster = (of: Sandbox = sandbox) => {
    const found = of.clusters.get('production');
    if (!found) throw new Error('There is no production');
    return found;
  };
  const api = (of?: Sandbox) =>
    createApiClient({
      baseUrl: cluster(of).url,
      token: cluster(of).readerToken,
    });
  const remote = (of: Sandbox = sandbox) =>
    of.gitUrl.replace('http://', 'http://portal:sandbox@');
  const git = (cwd: string, ...args: string[]) =>
    run(
      'git',
      ['-c', 'user.name=Priya', '-c', 'user.email=priya@example.com', ...args],
      { cwd, env: gitEnvironment() },
    );

  async function clone(name: string, of?: Sandbox): Promise<string> {
    await git(folder, 'clone', '--quiet', remote(of), name);
    return join(folder, name);
  }
  async function push(work: string, files: Record<string, string>) {
    await writeFiles(work, files);
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '-m', 'Change');
    await git(work, 'push', '--quiet');
  }
  async function accepted(name: string, of?: Sandbox) {
    const reply = await api(of).request('GET', `${ROUTES}/${name}`);
    expect(reply.status).toBe(200);
    const { status } = reply.json() as {
      status?: {
        parents: Array<{
          conditions: Array<{ type: string; status: string; reason: string }>;
        }>;
      };
    };
    const condition = status?.parents[0].conditions.find(
      ({ type }) => type === 'Accepted',
    );
    expect(condition).toBeDefined();
    return condition;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
    await writeFiles(join(folder, 'seed'), SEED);
    sandbox = await start();
  });
  afterAll(async () => {
    await Promise.all(started.map(one => one.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  it('has judged everything in Git by the time it is up', async () => {
    expect(await accepted('pay')).toMatchObject({ status: 'True' });
    expect(sandbox.gitopsStatus()).toMatchObject({
      problems: [],
      clusters: { production: { objects: 4 } },
    });
  });

  it('is read by a Kubernetes client through its kubeconfig', async () => {
    const { mode } = await stat(sandbox.kubeconfigPath);
    expect((mode & 0o777).toString(8)).toBe('600');
    const config = new KubeConfig();
    config.loadFromFile(sandbox.kubeconfigPath);
    expect(config.getContexts().map(({ name }) => name)).toEqual([
      'production',
      'production-admin',
    ]);
    config.setCurrentContext('production');
    const { items } = await config
      .makeApiClient(CustomObjectsApi)
      .listClusterCustomObject({
        group: 'gateway.networking.k8s.io',
        version: 'v1',
        plural: 'httproutes',
      });
    expect(items).toHaveLength(1);
    const pods = await config.makeApiClient(CoreV1Api).listPodForAllNamespaces({
      labelSelector: 'gateway.envoyproxy.io/owning-gateway-name=public',
    });
    const [{ metadata }] = pods.items;
    const statistics = await api().request(
      'GET',
      `/api/v1/namespaces/${metadata?.namespace}/pods/${metadata?.name}:19001/proxy/stats/prometheus`,
    );
    expect(statistics.text).toContain(
      'envoy_cluster_membership_total{envoy_cluster_name="httproute/payments/pay/rule/0"} 2',
    );
  });

  it('applies, judges and prunes what is pushed, within a second', async () => {
    const work = await clone('work');
    const watch = await api().watch(
      `${ROUTES}?watch=1&resourceVersion=${cluster().store.resourceVersion}`,
    );
    await push(work, {
      'clusters/production/payments/invoices/route.yaml': manifest(
        route('invoices'),
      ),
    });
    expect((await watch.next(() => true)).object.metadata.name).toBe(
      'invoices',
    );
    const judged = await eventually(() => accepted('invoices'), 1000);
    expect(judged).toMatchObject({ status: 'True', reason: 'Accepted' });

    await rm(join(work, 'clusters/production/payments/invoices'), {
      recursive: true,
    });
    await push(work, {});
    expect(
      (await watch.next(line => line.type === 'DELETED')).object,
    ).toMatchObject({
      metadata: { name: 'invoices' },
    });
    watch.close();

    // What stands on another branch is not applied.
    await git(work, 'checkout', '--quiet', '-b', 'proposal');
    await writeFiles(work, {
      'clusters/production/payments/proposed/route.yaml': manifest(
        route('proposed'),
      ),
    });
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '-m', 'Propose');
    await git(work, 'push', '--quiet', 'origin', 'proposal');
    await sandbox.settle();
    expect((await api().request('GET', `${ROUTES}/proposed`)).status).toBe(404);
  });

  it('lets one bad file or object cost itself, says so, and loses nothing that stood', async () => {
    const work = await clone('hostile');
    const levels = [...'bcdefgh'].map(
      (name, index) =>
        `${name}: &${name} [${Array(10)
          .fill(`*${'abcdefgh'[index]}`)
          .join(',')}]`,
    );
    await writeFiles(work, { 'clusters/production/.keep': '' });
    await symlink('/etc/passwd', join(work, 'clusters/production/link.yaml'));
    await push(work, {
      // The file of a route that stands is broken now.
      'clusters/production/payments/pay/all.yaml': 'kind: [',
      'clusters/production/bomb.yaml': `a: &a [x]\n${levels.join('\n')}`,
      'clusters/production/nameless.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {}\n',
      'clusters/production/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: payments}\nstringData: {key: hunter2}\n',
      'clusters/production/invalid.yaml': manifest({
        ...route('invalid'),
        spec: { rules: [] },
      }),
      'clusters/production/a-first.yaml': manifest(route('twice')),
      'clusters/production/b-second.yaml': manifest(
        route('twice', { hostname: 'other.example.com' }),
      ),
      'clusters/nowhere/route.yaml': manifest(route('nowhere')),
      'clusters/production/good.yaml': manifest(route('good')),
      '../outside.yaml': '',
    });
    await eventually(() => accepted('good'));
    expect(await accepted('pay')).toMatchObject({ status: 'True' });
    const { problems } = (await (
      await fetch(new URL('/gitops/status', sandbox.gitUrl), {
        headers: { authorization: `Basic ${btoa('portal:sandbox')}` },
      })
    ).json()) as { problems: Array<{ file: string; message: string }> };
    const message = (file: string) =>
      problems.find(problem => problem.file.endsWith(file))?.message;
    expect(message('pay/all.yaml')).toMatch(/cannot be read/);
    expect(message('bomb.yaml')).toMatch(/alias/i);
    expect(message('nameless.yaml')).toMatch(/metadata.name/);
    expect(message('secret.yaml')).toMatch(/applies no v1 Secret/);
    expect(message('invalid.yaml')).toMatch(
      /HTTPRoute payments\/invalid was refused.*spec.rules/,
    );
    expect(message('b-second.yaml')).toMatch(
      /also in clusters\/production\/a-first.yaml/,
    );
    expect(message('nowhere/route.yaml')).toMatch(/no cluster nowhere/);
    expect(message('link.yaml')).toMatch(/plain files/);
    expect(problems).toHaveLength(8);
    expect(JSON.stringify([problems, warnings])).not.toContain('hunter2');

    await push(work, {
      'clusters/production/payments/pay/all.yaml':
        SEED['clusters/production/payments/pay/all.yaml'],
    });
    await eventually(() =>
      expect(sandbox.gitopsStatus().problems).toHaveLength(7),
    );
  });

  it('keeps pushes, tokens and growing versions over a restart; a reset forgets the pushes', async () => {
    const dataDir = join(folder, 'restarted');
    const first = await start({ dataDir });
    const work = await clone('kept', first);
    await push(work, {
      'clusters/production/payments/kept/route.yaml': manifest(route('kept')),
    });
    await eventually(() => accepted('kept', first));
    const before = cluster(first);
    const { resourceVersion } = before.store;
    await first.stop();

    const second = await start({ dataDir });
    expect(await accepted('kept', second)).toMatchObject({ status: 'True' });
    expect(cluster(second).readerToken).toBe(before.readerToken);
    const watch = await api(second).watch(
      `${ROUTES}?watch=1&resourceVersion=${resourceVersion}`,
    );
    expect((await watch.next(() => true)).object.code).toBe(410);
    await second.stop();

    const third = await start({ dataDir, reset: true });
    expect((await api(third).request('GET', `${ROUTES}/kept`)).status).toBe(
      404,
    );
    await third.stop();
    expect((await readdir(dataDir)).sort()).toEqual([
      'git',
      'kubeconfig',
      'tokens.json',
    ]);
    expect(await readdir(join(dataDir, 'git', 'platform'))).toEqual([
      'gitops.git',
    ]);
  });

  it('can be broken in the ways a cluster breaks, and mended', async () => {
    const one = await start({ dataDir: join(folder, 'broken') });
    const broken = cluster(one);
    const get = () => api(one).request('GET', ROUTES);
    const token = broken.admit({ user: 'guest', rules: [] });
    const guest = createApiClient({ baseUrl: broken.url, token });

    await broken.refuse();
    await expect(get()).rejects.toThrow(/ECONNREFUSED/);
    await broken.resume();
    expect((await get()).status).toBe(200);

    const watch = await api(one).watch(`${ROUTES}?watch=1`);
    broken.dropConnections();
    await watch.ended;

    broken.forbid('HTTPRoute');
    expect((await get()).status).toBe(403);
    broken.allow('HTTPRoute');
    broken.withdraw('HTTPRoute');
    expect((await get()).status).toBe(404);
    broken.restore('HTTPRoute');
    broken.answerWith({ status: 502, contentType: 'text/html', body: '<p>' });
    expect((await get()).status).toBe(502);
    await broken.resume();
    expect((await guest.request('GET', ROUTES)).status).toBe(403);
    broken.revoke(token);
    expect((await guest.request('GET', ROUTES)).status).toBe(401);
    expect((await get()).status).toBe(200);

    // Stopping leaves nobody waiting, not even on a paused server.
    broken.pause();
    const held = get().then(
      () => 'answered',
      () => 'cut off',
    );
    await setTimeout(20);
    await one.stop();
    expect(await held).toBe('cut off');
  });

  it('runs on the seed folder where there is no git, and says so', async () => {
    const { PATH } = process.env;
    process.env.PATH = join(folder, 'nothing-here');
    try {
      const without = await start({ dataDir: join(folder, 'without-git') });
      expect(await accepted('pay', without)).toMatchObject({ status: 'True' });
      const reply = await fetch(
        `${without.gitUrl}/info/refs?service=git-upload-pack`,
        { headers: { authorization: `Basic ${btoa('portal:sandbox')}` } },
      );
      expect(reply.status).toBe(503);
      await without.stop();
    } finally {
      process.env.PATH = PATH;
    }
    expect(warnings.join('\n')).toMatch(/git was not found. Install git/);
  });

  it.each([
    [{ host: '0.0.0.0' }, /loopback only/],
    [{ clusters: ['../escape'] }, /cannot be the name of a cluster/],
    [{ clusters: ['git'] }, /cannot be the name of a cluster/],
  ])('refuses to start with %p', async (options, message) => {
    await expect(
      startSandbox({ dataDir: join(folder, 'refused'), ...options }),
    ).rejects.toThrow(message);
    await expect(stat(join(folder, 'refused'))).rejects.toThrow(/ENOENT/);
  });

  it('ends what it began when a port is taken', async () => {
    const { port } = new URL(sandbox.gitUrl);
    await expect(
      start({
        dataDir: join(folder, 'taken'),
        ports: { git: Number(port) },
      }),
    ).rejects.toThrow(`Port ${port} for the Git server is taken`);
  });

  it('writes tokens that only their owner can read', async () => {
    const file = join(folder, 'data', 'tokens.json');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    const { production } = JSON.parse(await readFile(file, 'utf8'));
    expect(production.reader.length).toBeGreaterThanOrEqual(32);
  });
});
