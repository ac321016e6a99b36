import { expect, Story, test, viaPrometheus } from './fixture';
import { Cluster, Manifest } from '../support/cluster';
import { addressOf, requestThrough } from '../support/envoy';
import { GitopsRepository, startGitopsRepository } from '../support/gitops';
import { runTemplate } from '../support/template';
import { until } from '../support/until';

const TEMPLATE = 'template:default/expose-http-api';
const LIMIT = 5;
const KEY = 'key-of-the-first-caller';

/**
 * Whether the cluster's API server takes any rate limit at all. Envoy Gateway 1.8.0's own CRD does not
 * on Kubernetes 1.36: it bounds a number as a format that cannot hold it (upstream issue 9186).
 */
async function takesRateLimits(cluster: Cluster, namespace: string) {
  const probe: Manifest = {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'BackendTrafficPolicy',
    metadata: { name: 'probe', namespace },
    spec: {
      targetRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'probe',
        },
      ],
      rateLimit: {
        type: 'Local',
        local: { rules: [{ limit: { requests: 1, unit: 'Minute' } }] },
      },
    },
  };
  try {
    await cluster.apply(probe);
    await cluster.delete(probe);
    return true;
  } catch (error) {
    if (/Maximum boundary value must be of type/.test(String(error))) {
      return false;
    }
    throw error;
  }
}

function formValues(story: Story, index: number, limited: boolean) {
  return {
    name: 'refunds',
    title: 'Refunds',
    description: 'Pays customers back.',
    owner: 'group:default/payments',
    lifecycle: 'experimental',
    gateway: {
      cluster: viaPrometheus(index),
      namespace: story.namespace,
      name: 'edge',
    },
    hostname: 'refunds.portal.test',
    paths: [{ value: '/refunds', type: 'PathPrefix' }],
    namespace: story.namespace,
    service: 'echo',
    port: 3000,
    authentication: 'apiKey',
    apiKey: { secretName: 'refunds-api-keys', header: 'x-api-key' },
    limited,
    rateLimit: limited
      ? { requests: LIMIT, unit: 'Minute', perClient: true }
      : undefined,
  };
}

test.describe('form → Git → cluster → requests', () => {
  let repository: GitopsRepository;
  test.beforeAll(async () => {
    repository = await startGitopsRepository();
  });
  test.afterAll(async () => {
    await repository.stop();
  });

  test('what the form wrote is accepted, and Envoy does as the form said', async ({
    story,
  }) => {
    test.setTimeout(240_000);
    for (const [i, cluster] of story.clusters.entries()) {
      const limited = await takesRateLimits(cluster, story.namespace);
      if (i === 0) expect(limited).toBe(true);
      await runTemplate(story.portal, TEMPLATE, formValues(story, i, limited));
      const manifests = await repository.manifestsIn(
        `clusters/${viaPrometheus(i)}/${story.namespace}/refunds`,
      );
      expect(manifests.map(m => m.kind).sort()).toEqual(
        limited
          ? ['BackendTrafficPolicy', 'HTTPRoute', 'SecurityPolicy']
          : ['HTTPRoute', 'SecurityPolicy'],
      );
      // Out of band, as the docs say: no key is ever in Git.
      await cluster.apply({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'refunds-api-keys', namespace: story.namespace },
        stringData: { first: KEY },
      });
      for (const manifest of manifests) await cluster.apply(manifest);

      const name = `${story.namespace}.refunds`;
      const entity = await story.entityExists(name);
      expect(entity).toMatchObject({
        metadata: { title: 'Refunds', description: 'Pays customers back.' },
        spec: { owner: 'group:default/payments', lifecycle: 'experimental' },
      });
      const overview = await until(
        'live, with its policies accepted',
        () => story.overview(name),
        o => {
          const route = o.routes.find(r => r.cluster === viaPrometheus(i));
          return Boolean(
            route?.parents[0].verdict.state === 'accepted' &&
              route.rules[0].policies.length >= (limited ? 2 : 1) &&
              route.rules[0].policies.every(
                p => p.inForce && p.verdict.state === 'accepted',
              ),
          );
        },
        { timeoutMs: 60_000 },
      );
      const effects = overview.routes
        .find(r => r.cluster === viaPrometheus(i))!
        .rules[0].policies.flatMap(p => p.effects);
      expect(effects).toContainEqual(
        expect.objectContaining({ type: 'apiKey' }),
      );
      expect(JSON.stringify(overview)).not.toContain(KEY);

      const address = await addressOf(cluster, story.namespace, 'edge');
      const ask = (headers: Record<string, string>, path = '/refunds') =>
        requestThrough(address, 'refunds.portal.test', path, headers);
      await until(
        'refusing callers without a key',
        () => ask({}),
        code => code === 401,
        { timeoutMs: 60_000 },
      );
      expect(await ask({ 'x-api-key': 'another' })).toBe(401);
      expect(await ask({ 'x-api-key': KEY }, '/elsewhere')).toBe(404);
      const codes: number[] = [];
      for (let n = 0; n < LIMIT + 3; n++) {
        codes.push(await ask({ 'x-api-key': KEY }));
      }
      expect(codes.slice(0, LIMIT)).toEqual(Array(LIMIT).fill(200));
      expect(codes.slice(LIMIT)).toEqual(Array(3).fill(limited ? 429 : 200));
    }
  });

  test('the same form again changes nothing in Git', async ({ story }) => {
    const before = await repository.head();
    expect(before).toContain('refs/heads/main');
    await runTemplate(story.portal, TEMPLATE, formValues(story, 0, true));
    expect(await repository.head()).toBe(before);
  });
});
