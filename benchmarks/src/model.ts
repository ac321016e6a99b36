import {
  createSnapshot,
  attachRoute,
  readRouteVerdicts,
  routeExposures,
} from '@envoy-gateway-portal/gateway-model';
import { percentile } from './percentile';
import { renderTable } from './table';

const GATEWAYS = 50;
const ROUTES = 10_000;
const REPEATS = 9;

function gateway(i: number) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: `gateway-${i}`, namespace: 'platform', generation: 1 },
    spec: {
      gatewayClassName: 'eg',
      listeners: [
        {
          name: 'http',
          protocol: 'HTTP',
          port: 80,
          hostname: `*.g${i}.example.com`,
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
  };
}

function route(i: number, generation = 1) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: `route-${i}`,
      namespace: `team-${i % 100}`,
      generation,
      creationTimestamp: new Date(1.7e12 + i * 1000).toISOString(),
    },
    spec: {
      parentRefs: [{ name: `gateway-${i % GATEWAYS}`, namespace: 'platform' }],
      hostnames: [`r${i}.g${i % GATEWAYS}.example.com`],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'service', port: 8080 }],
        },
        {
          matches: [{ path: { type: 'Exact', value: '/health' } }],
          backendRefs: [{ name: 'service', port: 8080 }],
        },
      ],
    },
  };
}

const objects = [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'eg' },
    spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  },
  ...Array.from({ length: 100 }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: `team-${i}` },
  })),
  ...Array.from({ length: GATEWAYS }, (_, i) => gateway(i)),
  ...Array.from({ length: ROUTES }, (_, i) => route(i)),
];

function measure(run: (repeat: number) => unknown): number[] {
  const samples: number[] = [];
  run(-1);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    run(repeat);
    samples.push(performance.now() - start);
  }
  return samples;
}

/** What the model takes for a large cluster: everything at once, and one change. */
export async function benchmarkModel(): Promise<string> {
  const snapshot = createSnapshot(objects);
  const readAll = (s: typeof snapshot) =>
    s.httpRoutes.reduce(
      (sum, r) =>
        sum +
        attachRoute(s, r).length +
        readRouteVerdicts(s, r).length +
        routeExposures(s, r).length,
      0,
    );
  const cases: Array<[string, number[]]> = [
    ['parse and index every object', measure(() => createSnapshot(objects))],
    ['attach, judge and expose every route', measure(() => readAll(snapshot))],
    [
      'apply one changed route',
      measure(repeat =>
        snapshot.apply([{ type: 'upsert', object: route(7, repeat + 3) }]),
      ),
    ],
    [
      'apply one changed route, list routes again',
      measure(
        repeat =>
          snapshot.apply([{ type: 'upsert', object: route(7, repeat + 3) }])
            .httpRoutes.length,
      ),
    ],
  ];
  return renderTable(
    [
      `${ROUTES} routes, ${GATEWAYS} Gateways`,
      'median ms',
      'max ms',
      'repeats',
    ],
    cases.map(([name, samples]) => [
      name,
      Number(percentile(samples, 0.5).toFixed(2)),
      Number(Math.max(...samples).toFixed(2)),
      samples.length,
    ]),
  );
}
