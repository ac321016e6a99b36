import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { proxyPod } from '../../__testUtils__/manifests';
import {
  ClusterCounters,
  statisticsPage,
} from '../../__testUtils__/statistics';
import { figuresOf } from '../figures/figures';
import { trafficWindow } from '../figures/trafficWindow';
import { TrafficRoute } from '../types';
import { createProxiesSource } from './proxiesSource';
import { ProxySampler } from './ProxySampler';

const KEY = 'httproute/payments/payments/rule/0';
const START = 1_795_000_000_000;

const ROUTE: TrafficRoute = {
  namespace: 'payments',
  name: 'payments',
  rules: [
    { index: 0, backends: 1 },
    { index: 1, backends: 1 },
  ],
  gateways: [{ namespace: 'platform', name: 'public', className: 'eg' }],
};

interface Proxy {
  pod: ReturnType<typeof proxyPod>;
  uptime: number;
  clusters: Record<string, ClusterCounters>;
  error?: Error;
}

/** A cluster whose proxies and clock the test moves. */
function scenario(options: { traffic?: 'proxies' | 'none' } = {}) {
  const proxies = new Map<string, Proxy>();
  const reads: string[] = [];
  let now = START;
  let listError: Error | undefined;
  const inventory = inventoryMock({
    clusters: [
      {
        name: 'production',
        traffic: { type: options.traffic ?? 'proxies' },
        read: path => {
          const { pathname } = new URL(path, 'http://api');
          reads.push(pathname);
          if (pathname === '/api/v1/pods') {
            if (listError) {
              throw listError;
            }
            return JSON.stringify({
              items: [...proxies.values()].map(({ pod }) => pod),
            });
          }
          const name = /\/pods\/([^/]+):19001\/proxy\/stats\/prometheus$/.exec(
            pathname,
          )?.[1];
          const proxy = proxies.get(decodeURIComponent(name ?? ''));
          if (proxy?.error) {
            throw proxy.error;
          }
          return statisticsPage(proxy?.uptime ?? 0, proxy?.clusters ?? {});
        },
      },
    ],
  });
  const logger = mockServices.logger.mock();
  const sampler = ProxySampler.create({ inventory, logger, now: () => now });
  const source = createProxiesSource(sampler);
  return {
    reads,
    logger,
    sampler,
    inventory,
    failListing: (error: Error | undefined) => {
      listError = error;
    },
    pass: (seconds: number) => {
      now += seconds * 1000;
      proxies.forEach(proxy => {
        proxy.uptime += seconds;
      });
    },
    add: (name: string, proxy: Partial<Proxy> = {}) => {
      const pod = proxy.pod ?? proxyPod(name);
      proxies.set(pod.metadata.name, {
        pod,
        uptime: 86_400,
        clusters: { [KEY]: {} },
        ...proxy,
      });
      return proxies.get(pod.metadata.name)!;
    },
    remove: (proxy: Proxy) => proxies.delete(proxy.pod.metadata.name),
    ask: (seconds = 300, routes = [ROUTE]) =>
      source.read({
        cluster: inventory.clusters()[0],
        routes,
        window: trafficWindow(now, seconds),
        signal: new AbortController().signal,
      }),
  };
}

const count = (two: number, five: number = 0): ClusterCounters => ({
  classes: { '2': two, ...(five > 0 && { '5': five }) },
});

describe('figures', () => {
  it('are exact from the first request on, and current when asked for', async () => {
    const { add, ask, pass, sampler } = scenario();
    const proxy = add('aaaaa');
    await sampler.tick();
    pass(10);
    proxy.clusters[KEY] = count(42, 8);
    const { rules, coveredSeconds, problem, generated } = await ask();
    expect(problem).toBeUndefined();
    expect(generated).toBe(false);
    expect(coveredSeconds).toBe(10);
    expect(figuresOf(rules[0].window)).toEqual({
      requests: 50,
      requestRate: 5,
      errorShare: 0.16,
    });
    // No proxy has an Envoy cluster for the other rule.
    expect(rules[1].window).toEqual({});
  });

  it('are not known before there is something to compare', async () => {
    const { add, ask } = scenario();
    add('aaaaa', { clusters: { [KEY]: count(1_000) } });
    const { rules, coveredSeconds } = await ask();
    expect(coveredSeconds).toBe(0);
    expect(rules[0].window).toEqual({});
  });

  it('count all of a proxy that started within the window', async () => {
    const { add, ask } = scenario();
    add('aaaaa', { uptime: 60, clusters: { [KEY]: count(30) } });
    const { rules, coveredSeconds } = await ask();
    expect(coveredSeconds).toBe(60);
    expect(figuresOf(rules[0].window)).toMatchObject({
      requests: 30,
      requestRate: 0.5,
    });
  });

  it('bridge restarts and keep what a proxy counted that is gone', async () => {
    const { add, ask, pass, remove } = scenario();
    const [first, second] = [add('aaaaa'), add('bbbbb')];
    first.clusters[KEY] = count(100);
    second.clusters[KEY] = count(500);
    await ask();
    pass(10);
    first.clusters[KEY] = count(110);
    second.clusters[KEY] = count(520);
    await ask();
    pass(10);
    remove(second);
    first.uptime = 2;
    first.clusters[KEY] = count(115);
    const { rules } = await ask();
    expect(rules[0].window.requests).toBe(10 + 20 + 115);
  });

  it('add to a histogram of the window', async () => {
    const { add, ask, pass, sampler } = scenario();
    const proxy = add('aaaaa', {
      clusters: {
        [KEY]: { ...count(5), buckets: { '10': 0, '1000': 5, '+Inf': 5 } },
      },
    });
    await sampler.tick();
    pass(60);
    proxy.clusters[KEY] = {
      ...count(105),
      buckets: { '10': 100, '1000': 105, '+Inf': 105 },
    };
    const { rules } = await ask();
    expect(figuresOf(rules[0].window)).toMatchObject({ p50: 5, p99: 9.9 });
    expect(rules[0].steps.filter(({ latency }) => latency)).toHaveLength(4);
  });

  it('leave out the proxies of other Gateways, and count a fleet that serves a whole class', async () => {
    const { add, ask, pass, sampler } = scenario();
    const other = add('ccccc', {
      pod: proxyPod('ccccc', { gateway: 'other' }),
    });
    const merged = add('ddddd', {
      pod: proxyPod('ddddd', {
        labels: { 'gateway.envoyproxy.io/owning-gatewayclass': 'eg' },
      }),
    });
    await sampler.tick();
    pass(10);
    other.clusters[KEY] = count(900);
    merged.clusters[KEY] = count(7);
    expect((await ask()).rules[0].window.requests).toBe(7);
  });

  it('tell that they are generated', async () => {
    const { add, ask } = scenario();
    add('aaaaa', { pod: proxyPod('aaaaa', { generated: true }) });
    expect((await ask()).generated).toBe(true);
  });
});

describe('problems', () => {
  it('tell that no proxy runs', async () => {
    const { add, ask } = scenario();
    add('aaaaa', { pod: proxyPod('aaaaa', { phase: 'Pending' }) });
    const { problem, rules } = await ask();
    expect(problem?.reason).toBe('NoProxyPods');
    expect(rules).toEqual([]);
  });

  it('tell that some proxies did not answer, beside the figures of the others', async () => {
    const { add, ask, pass, sampler } = scenario();
    const proxy = add('aaaaa');
    add('bbbbb', { error: new NotAllowedError('pods/proxy is forbidden') });
    await sampler.tick();
    pass(10);
    proxy.clusters[KEY] = count(5);
    const { problem, rules } = await ask();
    expect(rules[0].window.requests).toBe(5);
    expect(problem).toMatchObject({
      reason: 'NotAllowedError',
      message: expect.stringContaining('1 of 2 proxies did not answer'),
      remedy: expect.stringContaining('pods/proxy'),
    });
  });

  it('fail with the reason where no proxy may be read', async () => {
    const { add, ask } = scenario();
    add('aaaaa', { error: new NotAllowedError('pods/proxy is forbidden') });
    await expect(ask()).rejects.toThrow('pods/proxy is forbidden');
  });

  it('pass over pods whose names would lead elsewhere', async () => {
    const { add, ask, reads } = scenario();
    const { metadata } = proxyPod('evil');
    for (const [namespace, name] of [
      ['..', 'x'],
      ['envoy-gateway-system', '../../../secrets/x'],
      ['envoy-gateway-system', 'x?y'],
      ['envoy-gateway-system', 'x:1/proxy/'],
    ]) {
      add(name, {
        pod: {
          ...proxyPod('evil'),
          metadata: { ...metadata, namespace, name },
        },
      });
    }
    expect((await ask()).problem?.reason).toBe('NoProxyPods');
    expect(reads).toEqual(['/api/v1/pods']);
  });
});

describe('sampling', () => {
  const statsReads = (reads: string[]) =>
    reads.filter(path => path.endsWith('/stats/prometheus')).length;

  it('goes slowly until somebody asks, and again an hour later', async () => {
    const { add, ask, pass, reads, sampler } = scenario();
    add('aaaaa');
    const ticks = async (howMany: number) => {
      const before = statsReads(reads);
      for (let i = 0; i < howMany; i++) {
        pass(10);
        await sampler.tick();
      }
      return statsReads(reads) - before;
    };
    expect(await ticks(12)).toBe(2);
    await ask();
    expect(await ticks(12)).toBe(12);
    pass(3_600);
    await ticks(1);
    expect(await ticks(12)).toBe(2);
  });

  it('reads a proxy once for all who ask at the same time', async () => {
    const { add, ask, reads } = scenario();
    add('aaaaa');
    await Promise.all([ask(), ask(), ask()]);
    expect(statsReads(reads)).toBe(1);
  });

  it('forgets an hour later, and holds no more than it needs', async () => {
    const { add, ask, pass, remove, sampler } = scenario();
    const gone = add('bbbbb');
    const proxy = add('aaaaa');
    await ask();
    expect(sampler.records('production')).toHaveLength(2);
    remove(gone);
    for (let i = 0; i < 720; i++) {
      pass(10);
      proxy.clusters[KEY] = count(i);
      await (i % 100 === 0 ? ask() : sampler.tick());
    }
    const [record, ...others] = sampler.records('production');
    expect(others).toEqual([]);
    expect(record.responses.points.length).toBeLessThan(130);
  });

  it('leaves clusters of other sources alone, and logs a failure once', async () => {
    const quiet = scenario({ traffic: 'none' });
    await quiet.sampler.tick();
    expect(quiet.reads).toEqual([]);

    const { failListing, logger, pass, sampler } = scenario();
    failListing(new NotAllowedError('pods is forbidden'));
    for (let i = 0; i < 3; i++) {
      await sampler.tick();
      pass(60);
    }
    expect(logger.warn).toHaveBeenCalledTimes(1);
    failListing(undefined);
    await sampler.tick();
    pass(60);
    failListing(new NotAllowedError('pods is forbidden'));
    await sampler.tick();
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});
