import { TrafficSourceConfig } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  THROUGH_API_SERVER,
  PODS,
  FIRST,
  route,
  responses,
  members,
  scrapes,
  running,
  read,
} from '../../__testUtils__/prometheusScenario';
import { proxyPod } from '../../__testUtils__/manifests';
import { scriptedPrometheus } from '../../__testUtils__/scriptedPrometheus';

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
