import { TrafficSourceConfig } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { proxyPod } from '../../testing/manifests';
import {
  ScriptedSeries,
  scriptedPrometheus,
} from '../../testing/scriptedPrometheus';
import { figuresOf } from '../figures/figures';
import { trafficWindow } from '../figures/trafficWindow';
import { TrafficReading, TrafficRoute } from '../types';
import { createPrometheusSource } from './prometheusSource';

const NOW = 1_795_000_000;
const SERVICE = '/api/v1/namespaces/monitoring/services/prometheus:80/proxy';
const THROUGH_API_SERVER: TrafficSourceConfig = {
  type: 'prometheus',
  url: SERVICE,
  throughApiServer: true,
  podLabel: 'pod',
  namespaceLabel: 'namespace',
};

const PODS = [proxyPod('aaaaa'), proxyPod('bbbbb')];
const [FIRST, SECOND] = PODS.map(({ metadata }) => metadata.name);

function route(name = 'payments', rules = 1): TrafficRoute {
  return {
    namespace: 'payments',
    name,
    rules: Array.from({ length: rules }, (_, index) => ({
      index,
      backends: 1,
    })),
    gateways: [{ namespace: 'platform', name: 'public', className: 'eg' }],
  };
}

type Samples = ScriptedSeries['samples'];

function series(
  name: string,
  pod: string,
  labels: Record<string, string>,
  samples: Samples,
): ScriptedSeries {
  return {
    metric: {
      __name__: name,
      namespace: 'envoy-gateway-system',
      pod,
      job: 'kubernetes-pods',
      ...labels,
    },
    samples,
  };
}

const CLUSTER = 'httproute/payments/payments/rule/0';

function uptime(pod: string, samples: Samples) {
  return series('envoy_server_uptime', pod, {}, samples);
}

function responses(
  pod: string,
  responseClass: string,
  samples: Samples,
  cluster = CLUSTER,
) {
  return series(
    'envoy_cluster_upstream_rq_xx',
    pod,
    {
      envoy_cluster_name: cluster,
      envoy_response_code_class: responseClass,
    },
    samples,
  );
}

function members(pod: string, cluster = CLUSTER) {
  return series(
    'envoy_cluster_membership_total',
    pod,
    { envoy_cluster_name: cluster },
    scrapes(() => 2),
  );
}

/** A scrape every 15 s for ten minutes before now; nothing where the function answers nothing. */
function scrapes(valueAt: (seconds: number) => number | undefined): Samples {
  const samples: Samples = [];
  for (let ago = 600; ago >= 0; ago -= 15) {
    samples.push([NOW - ago, valueAt(-ago)]);
  }
  return samples;
}

const running = (pod: string, started = -86_400) =>
  uptime(
    pod,
    scrapes(seconds => (seconds >= started ? seconds - started : undefined)),
  );

async function read(
  all: ScriptedSeries[],
  options: {
    routes?: TrafficRoute[];
    pods?: object[];
    traffic?: TrafficSourceConfig;
    seconds?: number;
    body?: string;
  } = {},
): Promise<TrafficReading & { queries: string[]; paths: string[] }> {
  const prometheus = scriptedPrometheus(all);
  const paths: string[] = [];
  const inventory = inventoryMock({
    clusters: [
      {
        name: 'production',
        traffic: options.traffic ?? THROUGH_API_SERVER,
        read: path => {
          paths.push(path);
          const url = new URL(path, 'http://api');
          if (url.pathname === '/api/v1/pods') {
            return JSON.stringify({ items: options.pods ?? PODS });
          }
          return (
            options.body ??
            JSON.stringify(
              prometheus.answer(
                url.pathname.split('/').pop() ?? '',
                url.searchParams,
              ),
            )
          );
        },
      },
    ],
  });
  const reading = await createPrometheusSource().read({
    cluster: inventory.clusters()[0],
    routes: options.routes ?? [route()],
    window: trafficWindow(NOW * 1000, options.seconds ?? 300),
    signal: new AbortController().signal,
  });
  return { ...reading, queries: prometheus.queries, paths };
}

describe('figures', () => {
  it("equal the proxies' own counters, added up over proxies and classes", async () => {
    const { rules, coveredSeconds, generated, problem } = await read([
      running(FIRST),
      running(SECOND),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 5_000 + s),
      ),
      responses(
        FIRST,
        '5',
        scrapes(s => (s < -100 ? 7 : 10)),
      ),
      responses(
        SECOND,
        '2',
        scrapes(s => 900 + 2 * s),
      ),
    ]);
    expect(problem).toBeUndefined();
    expect(generated).toBe(false);
    expect(coveredSeconds).toBe(300);
    expect(figuresOf(rules[0].window)).toEqual({
      requests: 300 + 3 + 600,
      requestRate: 903 / 300,
      errorShare: 3 / 903,
    });
    expect(rules[0].steps).toHaveLength(20);
    expect(rules[0].steps[0].rate).toBeCloseTo(3);
  });

  it('count the first requests of a rule, which increase() would miss', async () => {
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => (s < -60 ? undefined : 42)),
      ),
    ]);
    expect(rules[0].window.requests).toBe(42);
  });

  it('are 0 for a rule without requests, and unknown for one without an Envoy cluster', async () => {
    const { rules } = await read([running(FIRST), members(FIRST)], {
      routes: [route('payments', 2)],
    });
    expect(rules[0].window).toMatchObject({ requests: 0, rate: 0 });
    expect(rules[1].window).toEqual({});
  });

  it('bridge a restart, and count a proxy that started within the window in full', async () => {
    const { rules } = await read([
      uptime(
        FIRST,
        scrapes(s => (s < -120 ? 86_400 + s : s + 120)),
      ),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => (s < -120 ? 50 : 60 + s / 2)),
      ),
      running(SECOND, -90),
      members(SECOND),
      responses(
        SECOND,
        '2',
        scrapes(s => (s < -75 ? undefined : 30)),
      ),
    ]);
    // FIRST: 0 to 60 after its restart; it had not counted before in this window.
    expect(rules[0].window.requests).toBe(60 + 30);
  });

  it('count a proxy once that is scraped twice', async () => {
    const counter = responses(
      FIRST,
      '2',
      scrapes(s => 1_000 + s),
    );
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      counter,
      { ...counter, metric: { ...counter.metric, job: 'podmonitor' } },
    ]);
    expect(rules[0].window.requests).toBe(300);
  });

  it('count proxies of the same fleet that are gone', async () => {
    const gone = 'envoy-platform-public-1234-55555-zzzzz';
    const until = (stop: number, samples: Samples): Samples =>
      samples.map(([t, v]) => [t, t - NOW > stop ? undefined : v]);
    const gonesSeries = [
      uptime(
        gone,
        until(
          -150,
          scrapes(s => 86_400 + s),
        ),
      ),
      responses(
        gone,
        '2',
        until(
          -150,
          scrapes(s => 1_000 + s),
        ),
      ),
    ];
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      ...gonesSeries,
    ]);
    expect(rules[0].window.requests).toBe(150);
  });

  it('leave out the proxies of other clusters that the same Prometheus scrapes', async () => {
    const elsewhere = 'envoy-platform-public-1234-99999-yyyyy';
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 1_000 + s),
      ),
      running(elsewhere),
      members(elsewhere),
      responses(
        elsewhere,
        '2',
        scrapes(s => 9_000 + 7 * s),
      ),
    ]);
    expect(rules[0].window.requests).toBe(300);
  });

  it('have quantiles of what was observed in the window', async () => {
    const bucket = (le: string, valueAt: (seconds: number) => number) =>
      series(
        'envoy_cluster_upstream_rq_time_bucket',
        FIRST,
        { envoy_cluster_name: CLUSTER, le },
        scrapes(valueAt),
      );
    const { rules } = await read([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 1_000 + s),
      ),
      // What came before the window took long; what came in it took up to 10 ms.
      bucket('5', s => (s < -300 ? 0 : (300 + s) / 2)),
      bucket('10', s => (s < -300 ? 0 : 300 + s)),
      bucket('1000', s => 700 + s),
      bucket('+Inf', s => 1_000 + s),
    ]);
    const { p50, p95, p99 } = figuresOf(rules[0].window);
    expect(p50).toBeCloseTo(5, 1);
    expect(p95).toBeCloseTo(9.5, 1);
    expect(p99).toBeCloseTo(9.9, 1);
  });

  it('reach a route whose name has a dot', async () => {
    const dotted = series(
      'envoy_cluster_v2_rule_0_upstream_rq_xx',
      FIRST,
      {
        envoy_cluster_name: 'httproute/payments/pay',
        envoy_response_code_class: '2',
      },
      scrapes(s => 700 + s),
    );
    const { rules } = await read(
      [
        running(FIRST),
        members(FIRST),
        responses(
          FIRST,
          '2',
          scrapes(s => 1_000 + 2 * s),
        ),
        dotted,
      ],
      { routes: [route('pay.v2'), route()] },
    );
    expect(rules.map(({ name, window }) => [name, window.requests])).toEqual([
      ['pay.v2', 300],
      ['payments', 600],
    ]);
  });

  it('say when the proxies generate their statistics', async () => {
    const { generated } = await read([running(FIRST)], {
      pods: [proxyPod('aaaaa', { generated: true })],
    });
    expect(generated).toBe(true);
  });
});

describe('problems', () => {
  it('tell that no proxy runs, without asking Prometheus', async () => {
    const { problem, queries } = await read([], {
      pods: [proxyPod('x', { gateway: 'other' })],
    });
    expect(problem?.reason).toBe('NoProxyPods');
    expect(queries).toEqual([]);
  });

  it('tell a Prometheus without Envoy from one that labels it otherwise', async () => {
    const none = await read([]);
    expect(none.problem?.reason).toBe('NoEnvoySeries');
    expect(none.rules).toEqual([]);

    const other = await read([
      {
        metric: {
          __name__: 'envoy_server_uptime',
          kubernetes_pod_name: FIRST,
          kubernetes_namespace: 'envoy-gateway-system',
        },
        samples: scrapes(() => 5),
      },
    ]);
    expect(other.problem?.reason).toBe('NoMatchingSeries');
    expect(other.problem?.remedy).toContain(
      'kubernetes_namespace, kubernetes_pod_name',
    );
  });

  it.each([
    ['<html>Sign in</html>'],
    ['null'],
    ['{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}'],
    [
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":1},"values":[]}]}}',
    ],
  ])('refuse what is no answer of Prometheus: %s', async body => {
    await expect(read([], { body })).rejects.toThrow(
      "not Prometheus' HTTP API",
    );
  });

  it("tell Prometheus' own error", async () => {
    await expect(
      read([], {
        body: '{"status":"error","errorType":"execution","error":"query processing would load too many samples"}',
      }),
    ).rejects.toThrow('too many samples');
  });
});

describe('queries', () => {
  it('cannot be broken out of by names', async () => {
    const hostile = [
      'x"} or vector(1) or up{a="',
      'x\\',
      'x\n} or up #',
      '.*',
      'a|b',
      'x\u2028\u0000',
      'v.*"} or up{a="',
    ];
    const { queries, rules } = await read(
      [
        running(FIRST),
        members(FIRST),
        responses(
          FIRST,
          '2',
          scrapes(s => 1_000 + s),
        ),
      ],
      {
        routes: hostile.map(name => ({ ...route(), name })),
        pods: [
          ...PODS,
          {
            ...proxyPod('evil'),
            metadata: {
              ...proxyPod('evil').metadata,
              name: 'evil"} or up{a=".*',
              namespace: '.*"}',
              generateName: undefined,
            },
          },
        ],
      },
    );
    // The scripted Prometheus fails what is no plain selector, and the wildcards selected nothing.
    expect(queries.length).toBeGreaterThan(3);
    expect(rules.every(({ window }) => window.requests === undefined)).toBe(
      true,
    );
  });

  it('ask for many routes in several pieces', async () => {
    const { queries, rules } = await read([running(FIRST)], {
      routes: Array.from({ length: 90 }, (_, i) => route(`route-${i}`)),
    });
    expect(rules).toHaveLength(90);
    expect(
      queries.filter(query => query.includes('upstream_rq_xx')),
    ).toHaveLength(3);
  });
});

describe('a Prometheus by URL', () => {
  let server: Server;
  let handle: (request: {
    method?: string;
    path: string;
    body: string;
    authorization?: string;
  }) => { status: number; body: string; location?: string };

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const answer = handle({
        method: request.method,
        path: request.url ?? '',
        body,
        authorization: request.headers.authorization,
      });
      response.writeHead(
        answer.status,
        answer.location ? { location: answer.location } : {},
      );
      response.end(answer.body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  const byUrl = (): TrafficSourceConfig => ({
    ...THROUGH_API_SERVER,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/prom/`,
    throughApiServer: false,
    token: 'secret-token',
  });

  it('is asked by POST, with the token', async () => {
    const prometheus = scriptedPrometheus([
      running(FIRST),
      members(FIRST),
      responses(
        FIRST,
        '2',
        scrapes(s => 1_000 + s),
      ),
    ]);
    const seen: string[] = [];
    handle = ({ method, path, body, authorization }) => {
      seen.push(`${method} ${path} ${authorization}`);
      return {
        status: 200,
        body: JSON.stringify(
          prometheus.answer(
            path.split('/').pop() ?? '',
            new URLSearchParams(body),
          ),
        ),
      };
    };
    const { rules } = await read([], { traffic: byUrl() });
    expect(rules[0].window.requests).toBe(300);
    expect(new Set(seen)).toEqual(
      new Set([
        'POST /prom/api/v1/query_range Bearer secret-token',
        'POST /prom/api/v1/query Bearer secret-token',
      ]),
    );
  });

  it('does not take the token along to where it redirects', async () => {
    handle = () => ({
      status: 302,
      body: '',
      location: 'http://127.0.0.1:1/',
    });
    await expect(read([], { traffic: byUrl() })).rejects.toThrow(
      /does not answer/,
    );
  });

  it.each([
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [502, 'ServiceUnavailableError'],
  ])('is told as refused or failed at status %d', async (status, name) => {
    handle = () => ({ status, body: 'no' });
    await expect(read([], { traffic: byUrl() })).rejects.toMatchObject({
      name,
      message: expect.not.stringContaining('secret-token'),
    });
  });

  it('is told when nothing listens', async () => {
    await expect(
      read([], {
        traffic: {
          ...THROUGH_API_SERVER,
          url: 'http://127.0.0.1:1',
          throughApiServer: false,
        },
      }),
    ).rejects.toThrow('Prometheus at http://127.0.0.1:1 does not answer');
  });
});
