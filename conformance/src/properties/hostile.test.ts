import {
  at,
  createSnapshot,
  deriveOpenApi,
  objectAt,
  preflight,
  predictStatus,
  routeExposures,
  translate,
} from '@envoy-gateway-portal/gateway-model';
import { generateCluster } from '../differential/generate';
import { createRandom, Random } from '../differential/random';
import { summaryOf } from './summary';

/** What a field may hold that nobody meant it to. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  '*',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '(((((((((((((((((((a*)*)*)*)*)*)*)*)*)*',
  'a'.repeat(10_000),
  '10000000000000000000000s',
  '-1Ei',
  '999.999.999.999/99',
  'https://user:pass@[::1]:99999/%zz?#',
  [],
  [null],
  [[[]]],
  {},
  { name: {} },
  JSON.parse('{"__proto__": {"polluted": true}, "toString": 1}'),
];

function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, child]) =>
      pathsIn(child, [...path, key]),
    ),
  ];
}

/** As it would come over the wire: nothing shared, no holes in lists. */
function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function damaged(raw: object, random: Random): Record<string, unknown> {
  const copy = overTheWire(raw);
  // One in ten may lose its identity as well.
  const paths = pathsIn(copy).filter(
    ([first]) => random.chance(0.1) || !['apiVersion', 'kind'].includes(first),
  );
  for (let times = 1 + random.int(3); times > 0; times--) {
    const path = random.pick(paths);
    const parent = path
      .slice(0, -1)
      .reduce<unknown>(
        (value, key) => objectAt(value, key) ?? at(value, Number(key)),
        copy,
      );
    if (typeof parent === 'object' && parent !== null) {
      Object.assign(parent, {
        [path[path.length - 1]]: overTheWire(random.pick(HOSTILE)),
      });
    }
  }
  return { ...overTheWire(copy) };
}

const MUTATIONS = 100_000;
/** Mutations that meet each other in one cluster. */
const TOGETHER = 400;

describe('100,000 mutated objects', () => {
  it('crash nothing, and pollute nothing', () => {
    const random = createRandom(42);
    let left = MUTATIONS;
    for (let round = 0; left > 0; round++) {
      const { manifests } = generateCluster(round, 'h', 'hostile');
      const gatewayClass = {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'GatewayClass',
        metadata: { name: 'hostile' },
        spec: {
          controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
        },
      };
      const mutations = Array.from({ length: TOGETHER }, (_, index) => {
        const mutation = damaged(random.pick(manifests), random);
        const { metadata } = mutation;
        // Under names of their own, so that none replaces another; some keep theirs.
        return typeof metadata === 'object' &&
          metadata !== null &&
          random.chance(0.8)
          ? { ...mutation, metadata: { ...metadata, name: `m${index}` } }
          : mutation;
      });
      left -= mutations.length;
      const snapshot = createSnapshot([gatewayClass, ...manifests]);
      const next = snapshot.apply(
        mutations.map(object => ({ type: 'upsert', object })),
      );
      const translation = translate(next, { unread: new Set() });
      expect(summaryOf(translation).length).toBeGreaterThan(0);
      if (round % 25 === 0) {
        predictStatus(next, { now: '2026-01-01T00:00:00Z' });
        preflight(
          snapshot,
          mutations.map(object => ({ type: 'upsert', object })),
        );
        for (const route of next.httpRoutes) {
          const exposures = routeExposures(next, route);
          deriveOpenApi({ title: 'x', routes: [{ route, exposures }] });
        }
      }
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  }, 240_000);
});
