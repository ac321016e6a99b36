import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ClustersResponse } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  expect,
  routeOf,
  Story,
  test,
  viaPrometheus,
  viaProxies,
} from './fixture';
import { until } from '../support/until';

const run = promisify(execFile);

/** How the first cluster's API server is stopped and brought back, where the caller can say so. */
const pidFile = process.env.API_SERVER_PID_FILE;
const restartCommand = process.env.API_SERVER_RESTART;

const phases = async (story: Story) => {
  const { clusters } = await story.portal.get<ClustersResponse>(
    '/api/envoy-gateway/clusters',
  );
  return [viaPrometheus(0), viaProxies(0)].map(
    name => clusters.find(c => c.name === name)?.phase,
  );
};

async function nothingLost(story: Story) {
  for (const name of ['demo.backend', 'demo.broken', 'demo.eg_gateway']) {
    expect(await story.entity(name), name).toBeDefined();
  }
}

/** A route applied now is in the catalog soon: watches have recovered by themselves. */
async function changesArrive(story: Story, name: string) {
  await story.clusters[0].apply(routeOf(story.namespace, name));
  await story.entityExists(`${story.namespace}.${name}`);
  await story.clusters[0].delete(routeOf(story.namespace, name));
}

test.describe('the API server fails', () => {
  test.skip(
    !pidFile || !restartCommand,
    'API_SERVER_PID_FILE and API_SERVER_RESTART say how to stop and restart it',
  );
  const signal = (name: NodeJS.Signals) =>
    process.kill(Number(readFileSync(pidFile!, 'utf8').trim()), name);

  test('frozen: said, nothing lost, recovered', async ({ story }) => {
    test.setTimeout(240_000);
    await story.entityExists('demo.backend');
    signal('SIGSTOP');
    try {
      await until(
        'told to be unreachable',
        () => phases(story),
        p => p.every(phase => phase === 'unreachable'),
        { timeoutMs: 120_000 },
      );
      await nothingLost(story);
      const overview = await story.overview('demo.backend');
      expect(overview.routes.map(r => r.cluster)).toContain(viaPrometheus(0));
    } finally {
      signal('SIGCONT');
    }
    await until(
      'synced again',
      () => phases(story),
      p => p.every(phase => phase === 'synced'),
      { timeoutMs: 90_000 },
    );
    await changesArrive(story, 'after-freeze');
    await nothingLost(story);
  });

  test('killed and restarted: said, nothing lost, recovered', async ({
    story,
  }) => {
    test.setTimeout(240_000);
    signal('SIGKILL');
    await until(
      'told to be unreachable',
      () => phases(story),
      p => p.every(phase => phase === 'unreachable'),
      { timeoutMs: 60_000 },
    );
    await nothingLost(story);
    await run('bash', ['-c', restartCommand!]);
    await until(
      'synced again',
      () => phases(story),
      p => p.every(phase => phase === 'synced'),
      { timeoutMs: 90_000 },
    );
    await changesArrive(story, 'after-kill');
    await nothingLost(story);
  });
});

test('without Envoy Gateway there is no verdict, and none is made up', async ({
  story,
}) => {
  const [cluster] = story.clusters;
  const scale =
    '/apis/apps/v1/namespaces/envoy-gateway-system/deployments/envoy-gateway/scale';
  const replicas = async (count: number) => {
    await cluster.mergePatch(scale, { spec: { replicas: count } });
    await until(
      `scaled to ${count}`,
      () =>
        cluster.get<{ items: Array<{ status: { phase?: string } }> }>(
          '/api/v1/namespaces/envoy-gateway-system/pods?labelSelector=control-plane%3Denvoy-gateway',
        ),
      list => list.items.length === count,
      { timeoutMs: 60_000 },
    );
  };
  const before = await story.overview('demo.backend');
  expect(before.summary.state).toBe('live');
  await replicas(0);
  try {
    await cluster.apply(routeOf(story.namespace, 'unjudged'));
    const name = `${story.namespace}.unjudged`;
    await story.entityExists(name);
    const overview = await story.overview(name);
    expect(overview.summary.state).toBe('noVerdict');
    for (const route of overview.routes) {
      expect(route.parents[0].verdict.state).toBe('noVerdict');
    }
  } finally {
    await replicas(1);
  }
  await until(
    'judged once the controller is back',
    () => story.overview(`${story.namespace}.unjudged`),
    o => o.summary.state === 'live',
    { timeoutMs: 90_000 },
  );
});

test('a verdict on an older generation is called stale', async ({ story }) => {
  const [cluster] = story.clusters;
  const name = `${story.namespace}.stale`;
  await cluster.apply(routeOf(story.namespace, 'stale'));
  await story.entityExists(name);
  await until(
    'live',
    () => story.overview(name),
    o => o.summary.state === 'live',
    { timeoutMs: 60_000 },
  );
  const scale =
    '/apis/apps/v1/namespaces/envoy-gateway-system/deployments/envoy-gateway/scale';
  await cluster.mergePatch(scale, { spec: { replicas: 0 } });
  try {
    await until(
      'gone',
      () =>
        cluster.get<{ items: unknown[] }>(
          '/api/v1/namespaces/envoy-gateway-system/pods?labelSelector=control-plane%3Denvoy-gateway',
        ),
      list => list.items.length === 0,
      { timeoutMs: 60_000 },
    );
    await cluster.apply(
      routeOf(story.namespace, 'stale', { hostname: 'changed.portal.test' }),
    );
    await until(
      'stale',
      () => story.overview(name),
      o => o.routes[0].parents[0].verdict.state === 'stale',
    );
  } finally {
    await cluster.mergePatch(scale, { spec: { replicas: 1 } });
  }
  await until(
    'live again',
    () => story.overview(name),
    o => o.summary.state === 'live',
    { timeoutMs: 90_000 },
  );
});
