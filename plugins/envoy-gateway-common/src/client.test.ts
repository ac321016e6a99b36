import { EnvoyGatewayClient } from './client';
import { Overview } from './wire';

const OVERVIEW: Overview = {
  entityRef: 'component:default/payments',
  generatedAt: '2026-11-20T12:00:00.000Z',
  summary: { state: 'notExposed', places: 0, livePlaces: 0, problems: [] },
  clusters: [],
  routes: [],
  gateways: [],
};

function client(
  answer: () => Response,
): [EnvoyGatewayClient, Array<{ url: string; init?: RequestInit }>] {
  const asked: Array<{ url: string; init?: RequestInit }> = [];
  return [
    new EnvoyGatewayClient({
      discoveryApi: {
        getBaseUrl: async pluginId => `http://localhost/api/${pluginId}`,
      },
      fetchApi: {
        fetch: async (url, init) => {
          asked.push({ url: String(url), init });
          return answer();
        },
      },
    }),
    asked,
  ];
}

const json =
  (body: unknown, status: number = 200) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });

describe('EnvoyGatewayClient', () => {
  it('asks for an entity by its ref, and for the rest by name', async () => {
    const [overviews, asked] = client(json(OVERVIEW));
    await expect(overviews.getOverview('component:payments')).resolves.toEqual(
      OVERVIEW,
    );
    await overviews.getOverview(
      { kind: 'API', namespace: 'x', name: 'pay.v2' },
      { token: 'secret' },
    );
    expect(asked.map(({ url }) => url)).toEqual([
      'http://localhost/api/envoy-gateway/entities/component/default/payments/overview',
      'http://localhost/api/envoy-gateway/entities/API/x/pay.v2/overview',
    ]);
    expect(asked[0].init?.headers).not.toHaveProperty('Authorization');
    expect(asked[1].init?.headers).toHaveProperty(
      'Authorization',
      'Bearer secret',
    );

    const [clusters, askedClusters] = client(json({ clusters: [] }));
    await clusters.getClusters();
    const [gateways, askedGateways] = client(
      json({ gateways: [], incomplete: [] }),
    );
    await gateways.getGateways();
    expect([askedClusters[0].url, askedGateways[0].url]).toEqual([
      'http://localhost/api/envoy-gateway/clusters',
      'http://localhost/api/envoy-gateway/gateways',
    ]);
  });

  it('gives the window of traffic along', async () => {
    const [traffic, asked] = client(
      json({
        entityRef: 'component:default/payments',
        generatedAt: '2026-11-20T12:00:00.000Z',
        windowSeconds: 900,
        stepSeconds: 15,
        total: {},
        points: [],
        routes: [],
        sources: [],
      }),
    );
    await traffic.getTraffic('component:payments', { windowSeconds: 900 });
    await traffic.getTraffic('component:payments');
    expect(asked.map(({ url }) => url.split('/').pop())).toEqual([
      'traffic?windowSeconds=900',
      'traffic',
    ]);
  });

  it('keeps hostile names within their part of the path', async () => {
    const [overviews, asked] = client(json(OVERVIEW));
    await overviews.getOverview({
      kind: 'component',
      namespace: 'a/b?c#d',
      name: '../../secrets',
    });
    expect(new URL(asked[0].url).pathname).toBe(
      '/api/envoy-gateway/entities/component/a%2Fb%3Fc%23d/..%2F..%2Fsecrets/overview',
    );
  });

  it('tells a refusal as the response error it is', async () => {
    const [refused] = client(
      json(
        {
          error: { name: 'NotAllowedError', message: 'no' },
          response: { statusCode: 403 },
        },
        403,
      ),
    );
    await expect(refused.getClusters()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError' },
    });
  });

  it.each([
    ['another form', json({ ...OVERVIEW, routes: 'many' }), 'at routes'],
    ['nothing', json(null), 'at its root'],
    ['HTML', () => new Response('<html>Sign in</html>'), 'is not JSON'],
  ])('does not believe an answer of %s', async (_, answer, message) => {
    const [overviews] = client(answer);
    await expect(overviews.getOverview('component:payments')).rejects.toThrow(
      message,
    );
  });
});
