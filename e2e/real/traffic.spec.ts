import { expect, test, viaPrometheus, viaProxies } from './fixture';
import { addressOf, drive, envoyCounter } from '../support/envoy';
import { until } from '../support/until';

const ROUTE = 'demo.backend';
const ENVOY_CLUSTER = 'httproute/demo/backend/rule/0';

test("figures equal Envoy's own counters, through Prometheus and without it", async ({
  story,
}) => {
  test.setTimeout(240_000);
  await story.entityExists(ROUTE);
  // The first look starts the sampling of proxies that have no Prometheus.
  await story.traffic(ROUTE);
  const gateway = { namespace: 'demo', name: 'eg' };

  const requestsOf = async (cluster: string) => {
    const traffic = await story.traffic(ROUTE);
    const rule = traffic.routes.find(r => r.cluster === cluster)?.rules[0];
    return { traffic, requests: rule?.requests, p50: rule?.p50 };
  };

  for (const [i, cluster] of story.clusters.entries()) {
    const address = await addressOf(cluster, 'demo', 'eg');
    const host = 'www.example.com';
    const baseline = await envoyCounter(cluster, gateway, ENVOY_CLUSTER);
    const before = await Promise.all(
      [viaPrometheus(i), viaProxies(i)].map(requestsOf),
    );
    expect(await drive(150, address, host, '/')).toEqual({ 200: 150 });
    expect(await drive(50, address, host, '/status/503')).toEqual({ 503: 50 });
    const counted =
      (await envoyCounter(cluster, gateway, ENVOY_CLUSTER)) - baseline;
    expect(counted).toBe(200);

    for (const [n, name] of [viaPrometheus(i), viaProxies(i)].entries()) {
      // Envoy hands out times every five seconds, so they trail the count.
      const { traffic } = await until(
        `counting 200 more requests in ${name}, with their times`,
        () => requestsOf(name),
        ({ requests, p50 }) =>
          requests !== undefined &&
          requests - (before[n].requests ?? 0) === counted &&
          p50 !== undefined,
        { timeoutMs: 45_000, everyMs: 2_000 },
      );
      const source = traffic.sources.find(s => s.cluster === name);
      expect(source).toMatchObject({
        source: name === viaPrometheus(i) ? 'prometheus' : 'proxies',
        generated: false,
      });
      const rule = traffic.routes.find(r => r.cluster === name)!.rules[0];
      expect(rule.errorShare).toBeGreaterThan(0);
      expect(rule.p50).toBeGreaterThan(0);
      expect(rule.p99!).toBeGreaterThanOrEqual(rule.p50!);
      expect(rule.points.some(p => (p.requestRate ?? 0) > 0)).toBe(true);
    }
  }
});
