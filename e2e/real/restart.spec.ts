import { expect, routeOf, test } from './fixture';
import { Portal, startPortal } from '../support/portal';
import { startPostgres } from '../support/postgres';
import { until } from '../support/until';

/**
 * What a restart may not lose needs a database that survives it: PostgreSQL, as in production.
 */
test('restarts on PostgreSQL: nothing lost while a cluster is away, nothing kept that was deleted', async ({
  story,
}) => {
  test.setTimeout(300_000);
  const [cluster] = story.clusters;
  const postgres = await startPostgres();
  let portal: Portal | undefined;
  const reachable = {
    name: 'only',
    kubeconfig: { file: cluster.file, context: cluster.context },
  };
  const away = { name: 'only', url: 'https://127.0.0.1:1', token: 'x' };
  const start = (only: object) =>
    startPortal(
      { envoyGateway: { clusters: [only] } },
      {
        database: { client: 'pg', connection: postgres.connection },
      },
    );
  const status = async (name: string) =>
    (await portal!.request(`/api/catalog/entities/by-name/api/default/${name}`))
      .status;
  const kept = `${story.namespace}.kept`;
  const deleted = `${story.namespace}.deleted`;
  try {
    await cluster.apply(routeOf(story.namespace, 'kept'));
    await cluster.apply(routeOf(story.namespace, 'deleted'));
    portal = await start(reachable);
    for (const name of [kept, deleted]) {
      await until(
        `in the catalog: ${name}`,
        () => status(name),
        s => s === 200,
        { timeoutMs: 60_000 },
      );
    }
    await portal.stop();
    await cluster.delete(routeOf(story.namespace, 'deleted'));

    portal = await start(away);
    await until(
      'told to be unreachable',
      () =>
        portal!.get<{ clusters: Array<{ phase: string }> }>(
          '/api/envoy-gateway/clusters',
        ),
      answer => answer.clusters[0].phase === 'unreachable',
      { timeoutMs: 60_000 },
    );
    // Long enough for a provider that removes what it does not see.
    await new Promise(done => {
      setTimeout(done, 15_000);
    });
    expect(await status(kept)).toBe(200);
    expect(await status(deleted)).toBe(200);
    await portal.stop();

    portal = await start(reachable);
    await until(
      'gone from the catalog',
      () => status(deleted),
      s => s === 404,
      { timeoutMs: 90_000 },
    );
    expect(await status(kept)).toBe(200);
  } finally {
    await portal?.stop();
    await postgres.stop();
    await cluster.delete(routeOf(story.namespace, 'kept'));
  }
});
