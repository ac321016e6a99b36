import {
  createSnapshot,
  ObjectRef,
  routeExposures,
  readRouteVerdicts,
  Snapshot,
  translate,
  translateRoutes,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  GATEWAYS,
  largeCluster,
  POLICIES,
  policy,
  route,
  ROUTES,
} from './largeCluster';
import { percentile } from './percentile';
import { renderTable } from './table';

const REPEATS = 9;
/** Envoy Gateway's tool takes longer than anyone waits for all of it. */
const PART = 20;
const KINDS = ['BackendTrafficPolicy', 'SecurityPolicy'] as const;

function measure(
  run: (repeat: number) => unknown,
  repeats = REPEATS,
): number[] {
  const samples: number[] = [];
  run(-1);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    run(repeat);
    samples.push(performance.now() - start);
  }
  return samples;
}

/** Asks for the policy of each kind in force on every rule of every listener a route is served by. */
function policiesInForce({ policies, routes }: Translation): number {
  let found = 0;
  for (const one of routes) {
    for (const { listeners, rules } of one.parents) {
      for (const { listener } of listeners) {
        for (const { index } of rules) {
          for (const kind of KINDS) {
            found += policies.effective(kind, listener, one, index) ? 1 : 0;
          }
        }
      }
    }
  }
  return found;
}

const refOfRoute = (i: number): ObjectRef => ({
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  namespace: `team-${i % 100}`,
  name: `route-${i}`,
});

/** Bytes on the heap that are still in use. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

const MEGABYTE = 1024 * 1024;

/**
 * What Envoy Gateway itself takes to translate manifests, by the command `ENVOY_GATEWAY_TRANSLATE` names:
 * `egctl x translate --from gateway-api --to gateway-api,ir -f FILE`, or a script that runs it on its argument.
 */
function measureEnvoyGateway(objects: unknown[]): number[] | undefined {
  const command = process.env.ENVOY_GATEWAY_TRANSLATE;
  if (!command) {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-'));
  try {
    const file = join(folder, 'cluster.yaml');
    // JSON documents are YAML documents.
    writeFileSync(
      file,
      objects.map(one => JSON.stringify(one)).join('\n---\n'),
    );
    const start = performance.now();
    const { status, stderr } = spawnSync(command, [file], {
      maxBuffer: 1024 * MEGABYTE,
      timeout: 600_000,
    });
    if (status !== 0) {
      throw new Error(`${command} failed: ${String(stderr).slice(-500)}`);
    }
    return [performance.now() - start];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the model takes for a large cluster: everything at once, one change, and the memory it keeps. */
export async function benchmarkModel(): Promise<string> {
  const objects = largeCluster();
  const part = largeCluster(PART);
  const heapBefore = usedHeap();
  const snapshot = createSnapshot(objects);
  const heapOfSnapshot = usedHeap() - heapBefore;
  const expose = (s: Snapshot) =>
    s.httpRoutes.reduce(
      (sum, one) =>
        sum + readRouteVerdicts(s, one).length + routeExposures(s, one).length,
      0,
    );
  const changed = (object: unknown, i: number) => {
    const next = snapshot.apply([{ type: 'upsert', object }]);
    return policiesInForce(translateRoutes(next, [refOfRoute(i)]));
  };
  translateRoutes(snapshot, [refOfRoute(7)]);
  const cases: Array<[string, number[] | undefined]> = [
    ['parse and index every object', measure(() => createSnapshot(objects))],
    ['read verdicts and expose every route', measure(() => expose(snapshot))],
    [
      'policy in force on every rule, on a new snapshot',
      measure(() => policiesInForce(translate(createSnapshot(objects)))),
    ],
    [
      'the same, without parsing',
      measure(repeat => {
        const next = snapshot.apply([
          { type: 'upsert', object: route(7, repeat + 3) },
          { type: 'upsert', object: policy(7, repeat + 3) },
        ]);
        return policiesInForce(translate(next));
      }),
    ],
    [
      'every condition as well',
      measure(repeat => {
        const next = snapshot.apply([
          { type: 'upsert', object: route(9, repeat + 3) },
        ]);
        const { backends, policies, routes, statuses } = translate(next);
        return [
          policies.statuses.length,
          statuses.gateways.length,
          backends.backendTlsPolicies(routes).length,
        ];
      }),
    ],
    [
      'one changed route: policy in force on its rules',
      measure(repeat => changed(route(7, repeat + 3), 7), 101),
    ],
    [
      "one changed policy of a route: in force on the route's rules",
      measure(
        repeat => changed(policy(251, repeat + 3), (251 * 7) % ROUTES),
        101,
      ),
    ],
    [
      'one changed policy of a Gateway: in force on one of its routes',
      measure(repeat => changed(policy(7, repeat + 3), 7), 101),
    ],
    [
      `a ${PART}th of it: parse, translate, policy in force everywhere`,
      measure(() => policiesInForce(translate(createSnapshot(part)))),
    ],
    [`a ${PART}th of it: egctl x translate`, measureEnvoyGateway(part)],
  ];
  const kept = translate(snapshot);
  policiesInForce(kept);
  const heapOfTranslation = usedHeap() - heapBefore - heapOfSnapshot;
  const table = renderTable(
    [
      `${ROUTES} routes, ${POLICIES} policies, ${GATEWAYS} Gateways`,
      'median ms',
      'max ms',
      'repeats',
    ],
    cases.flatMap(([name, samples]) =>
      samples
        ? [
            [
              name,
              Number(percentile(samples, 0.5).toFixed(2)),
              Number(Math.max(...samples).toFixed(2)),
              samples.length,
            ],
          ]
        : [],
    ),
  );
  const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);
  return `${table}\n\nmemory: snapshot ${megabytes(
    heapOfSnapshot,
  )} MB over the raw objects, translation ${megabytes(heapOfTranslation)} MB (${
    kept.routes.length
  } routes)`;
}
