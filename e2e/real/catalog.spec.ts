import { expect, routeOf, test, viaPrometheus, viaProxies } from './fixture';
import { until } from '../support/until';

interface StatusParents {
  status: {
    parents: Array<{
      conditions: Array<{ type: string; reason: string; message: string }>;
    }>;
  };
}

test.describe('cluster → catalog → tab', () => {
  test('routes and Gateways of every cluster are API entities, one per name', async ({
    story,
  }) => {
    const all = story.clusters
      .flatMap((_, i) => [viaPrometheus(i), viaProxies(i)])
      .sort()
      .join(',');
    for (const name of ['demo.backend', 'demo.eg-backend', 'demo.broken']) {
      const entity = await story.entityExists(name);
      expect(entity.spec?.type).toBe('openapi');
      expect(entity.metadata.annotations).toMatchObject({
        'envoy-gateway.backstage.io/clusters': all,
      });
      expect(String(entity.spec?.definition)).toContain('www.example.com');
    }
    const gateway = await story.entityExists('demo.eg_gateway');
    expect(gateway.spec?.type).toBe('gateway');
  });

  test("verdicts are the API server's own conditions, a missing Service among them", async ({
    story,
  }) => {
    const live = await story.overview('demo.backend');
    expect(live.summary).toMatchObject({
      state: 'live',
      places: story.clusters.length * 2,
      livePlaces: story.clusters.length * 2,
    });
    const broken = await story.overview('demo.broken');
    expect(broken.summary.state).not.toBe('live');
    const written = await story.clusters[0].get<StatusParents>(
      '/apis/gateway.networking.k8s.io/v1/namespaces/demo/httproutes/broken',
    );
    const refs = written.status.parents[0].conditions.find(
      c => c.type === 'ResolvedRefs',
    );
    expect(refs?.reason).toBe('BackendNotFound');
    for (const route of broken.routes) {
      expect(route.parents[0].verdict.state).toBe('partlyValid');
      expect(route.parents[0].verdict.problems).toContainEqual(
        expect.objectContaining({
          type: 'ResolvedRefs',
          reason: refs?.reason,
          message: refs?.message,
        }),
      );
      expect(route.rules[0].backends[0].exists).toBe('no');
    }
    expect(broken.summary.problems[0].message).toContain('does-not-exist');
  });

  test('apply, change and delete of a route reach catalog and tab', async ({
    story,
  }) => {
    const [cluster] = story.clusters;
    const name = `${story.namespace}.lifecycle`;
    await cluster.apply(routeOf(story.namespace, 'lifecycle'));
    const entity = await story.entityExists(name);
    expect(entity.spec?.owner).toBe('group:default/payments');

    const overview = await until(
      'live',
      () => story.overview(name),
      o => o.summary.state === 'live',
    );
    expect(overview.routes[0].exposures[0].url).toBe(
      'http://lifecycle.portal.test/',
    );

    await cluster.apply(
      routeOf(story.namespace, 'lifecycle', {
        hostname: 'moved.portal.test',
        annotations: { 'envoy-gateway.backstage.io/lifecycle': 'deprecated' },
      }),
    );
    await until(
      'changed in the catalog',
      () => story.entity(name),
      changed =>
        changed?.spec?.lifecycle === 'deprecated' &&
        String(changed.spec.definition).includes('moved.portal.test'),
    );

    await cluster.delete(routeOf(story.namespace, 'lifecycle'));
    await until(
      'gone from the catalog',
      () => story.entity(name),
      gone => gone === undefined,
    );
  });

  test('a hostname outside the Gateway is rejected, in the words of the controller', async ({
    story,
  }) => {
    const [cluster] = story.clusters;
    await cluster.apply(
      routeOf(story.namespace, 'outside', { hostname: 'outside.example.org' }),
    );
    const name = `${story.namespace}.outside`;
    await story.entityExists(name);
    const overview = await until(
      'judged',
      () => story.overview(name),
      o => o.routes[0]?.parents[0]?.verdict.state === 'rejected',
    );
    expect(overview.summary.state).toBe('down');
    expect(overview.routes[0].parents[0]).toMatchObject({
      verdict: { reason: 'NoMatchingListenerHostname' },
      notAttached: { reason: 'NoMatchingListenerHostname' },
    });
  });

  test('a Component provides the API whose backend Service bears its kubernetes-id', async ({
    story,
  }) => {
    const [cluster] = story.clusters;
    await cluster.apply(
      routeOf(story.namespace, 'related', {
        annotations: { 'backstage.io/owner': '' },
      }),
    );
    const name = `${story.namespace}.related`;
    const entity = await until(
      'related to its Component',
      () => story.entity(name),
      e =>
        Boolean(
          e?.relations?.some(
            r =>
              r.type === 'apiProvidedBy' &&
              r.targetRef === 'component:default/payments-service',
          ),
        ),
      { timeoutMs: 90_000 },
    );
    // No annotation says who owns it, so the Component's owner does.
    expect(entity?.relations).toContainEqual(
      expect.objectContaining({
        type: 'ownedBy',
        targetRef: 'group:default/payments',
      }),
    );
  });
});
