/** Sizes of the cluster that the model is measured on. */
export const GATEWAYS = 50;
export const ROUTES = 10_000;
export const POLICIES = 2_000;

const GATEWAY_API = 'gateway.networking.k8s.io';
const NAMESPACES = 100;

type Fields = Record<string, unknown>;

function object(
  apiVersion: string,
  kind: string,
  metadata: Fields,
  spec?: Fields,
): Fields {
  return {
    apiVersion,
    kind,
    metadata: { generation: 1, ...metadata },
    ...(spec && { spec }),
  };
}

function at(seconds: number): string {
  return new Date(1.7e12 + seconds * 1000).toISOString();
}

function gateway(i: number): Fields {
  const listener = (name: string, port: number) => ({
    name,
    protocol: 'HTTP',
    port,
    hostname: `*.g${i}.example.com`,
    allowedRoutes: { namespaces: { from: 'All' } },
  });
  return object(
    `${GATEWAY_API}/v1`,
    'Gateway',
    {
      name: `gateway-${i}`,
      namespace: 'platform',
      creationTimestamp: at(i),
    },
    {
      gatewayClassName: 'eg',
      listeners: [listener('public', 80), listener('internal', 8080)],
    },
  );
}

/** A route with two rules, of which the first can be targeted by name. */
export function route(i: number, generation = 1): Fields {
  return object(
    `${GATEWAY_API}/v1`,
    'HTTPRoute',
    {
      name: `route-${i}`,
      namespace: `team-${i % NAMESPACES}`,
      generation,
      creationTimestamp: at(i),
    },
    {
      parentRefs: [
        {
          group: GATEWAY_API,
          kind: 'Gateway',
          name: `gateway-${i % GATEWAYS}`,
          namespace: 'platform',
        },
      ],
      hostnames: [`r${i}.g${i % GATEWAYS}.example.com`],
      rules: [
        {
          name: 'api',
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'service', port: 8080 }],
        },
        {
          matches: [
            { path: { type: 'Exact', value: `/health-${generation}` } },
          ],
          backendRefs: [{ name: 'service', port: 8080 }],
        },
      ],
    },
  );
}

function target(kind: string, name: string, sectionName?: string): Fields {
  return {
    group: GATEWAY_API,
    kind,
    name,
    ...(sectionName && { sectionName }),
  };
}

function policyOf(
  i: number,
  kind: string,
  namespace: string,
  targetRef: Fields,
  spec: Fields,
): Fields {
  return object(
    'gateway.envoyproxy.io/v1alpha1',
    kind,
    { name: `policy-${i}`, namespace, creationTimestamp: at(i) },
    { targetRefs: [targetRef], ...spec },
  );
}

const limit = (requests: number) => ({
  rateLimit: { local: { rules: [{ limit: { requests, unit: 'Minute' } }] } },
});

const cors = (i: number) => ({
  cors: { allowOrigins: [`https://shop-${i}.example.com`] },
});

/** Policies of Gateways, listeners, routes and rules, in turn; every second one of a route merges. */
export function policy(i: number, requests = 100): Fields {
  const onGateway = `gateway-${i % GATEWAYS}`;
  const routeIndex = (i * 7) % ROUTES;
  const onRoute = `route-${routeIndex}`;
  const team = `team-${routeIndex % NAMESPACES}`;
  const kind = 'BackendTrafficPolicy';
  const merges = i % 2 === 0 ? { mergeType: 'StrategicMerge' } : {};
  if (i < GATEWAYS) {
    return policyOf(i, kind, 'platform', target('Gateway', onGateway), {
      timeout: { http: { requestTimeout: '15s' } },
      ...limit(requests),
    });
  }
  if (i < 2 * GATEWAYS) {
    const listener = target('Gateway', onGateway, 'internal');
    return policyOf(i, kind, 'platform', listener, {
      retry: { numRetries: 2 },
    });
  }
  if (i < 3 * GATEWAYS) {
    const gatewayTarget = target('Gateway', onGateway);
    return policyOf(i, 'SecurityPolicy', 'platform', gatewayTarget, cors(i));
  }
  if (i < 4 * GATEWAYS) {
    const gatewayTarget = target('Gateway', onGateway);
    return policyOf(i, 'ClientTrafficPolicy', 'platform', gatewayTarget, {
      path: { disableMergeSlashes: true },
    });
  }
  if (i % 10 === 0) {
    const rule = target('HTTPRoute', onRoute, 'api');
    return policyOf(i, kind, team, rule, { ...merges, ...limit(requests) });
  }
  if (i % 3 === 0) {
    const whole = target('HTTPRoute', onRoute);
    return policyOf(i, 'SecurityPolicy', team, whole, {
      ...merges,
      ...cors(i),
    });
  }
  return policyOf(i, kind, team, target('HTTPRoute', onRoute), {
    ...merges,
    circuitBreaker: { maxConnections: requests },
  });
}

/** Every object of the cluster, or the first `1 / parts` of its routes and policies, on all Gateways. */
export function largeCluster(parts = 1): Fields[] {
  const count = (size: number) => Array.from({ length: size }, (_, i) => i);
  return [
    object(
      `${GATEWAY_API}/v1`,
      'GatewayClass',
      { name: 'eg' },
      { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    ),
    object('v1', 'Namespace', { name: 'platform' }),
    ...count(NAMESPACES).flatMap(i => [
      object('v1', 'Namespace', { name: `team-${i}` }),
      object(
        'v1',
        'Service',
        { name: 'service', namespace: `team-${i}` },
        {
          clusterIP: '198.51.100.1',
          ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
        },
      ),
    ]),
    ...count(GATEWAYS).map(gateway),
    ...count(ROUTES / parts).map(i => route(i)),
    ...count(POLICIES / parts).map(i => policy(i)),
  ];
}
