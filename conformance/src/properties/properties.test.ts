import {
  createSnapshot,
  refOf,
  SnapshotChange,
  translate,
  translateRoutes,
} from '@envoy-gateway-portal/gateway-model';
import fc from 'fast-check';
import { generateCluster, Manifest } from '../differential/generate';
import { createRandom } from '../differential/random';
import { summaryOf } from './summary';

const SETTINGS = { unread: new Set<string>() };

const seeds = fc.integer({ min: 1, max: 1_000_000 });

const GATEWAY_CLASS: Manifest = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'properties' },
  spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
};

/** A generated cluster, with ages that tell every two objects apart or leave some equal. */
function clusterOf(seed: number): Manifest[] {
  const random = createRandom(seed);
  const { manifests } = generateCluster(seed, 'p', 'properties');
  return [GATEWAY_CLASS, ...manifests].map(manifest => ({
    ...manifest,
    metadata: {
      generation: 1,
      creationTimestamp: new Date(
        1.75e12 + random.int(20) * 1000,
      ).toISOString(),
      ...manifest.metadata,
    },
  }));
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  const left = [...items];
  const result: T[] = [];
  while (left.length > 0) {
    result.push(...left.splice(random.int(left.length), 1));
  }
  return result;
}

const summary = (objects: readonly unknown[]) =>
  summaryOf(translate(createSnapshot(objects), SETTINGS));

describe('a translation', () => {
  it('is the same for any permutation of its input', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, order) => {
        const objects = clusterOf(seed);
        expect(summary(shuffled(objects, order))).toEqual(summary(objects));
      }),
      { numRuns: 60 },
    );
  });

  it('of a changed snapshot is that of one made anew', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, changes) => {
        const random = createRandom(changes);
        const objects = clusterOf(seed);
        let snapshot = createSnapshot(objects);
        // What was judged before must not be taken for what is judged now.
        translate(snapshot, SETTINGS);
        const left = new Map(
          objects.map(one => [JSON.stringify(refOf(one)), one] as const),
        );
        for (let step = 0; step < 6; step++) {
          const others = clusterOf(seed + random.int(3));
          const object = random.pick(others);
          const ref = refOf(object);
          const change: SnapshotChange = random.chance(0.4)
            ? { type: 'delete', ref }
            : { type: 'upsert', object };
          snapshot = snapshot.apply([change]);
          if (change.type === 'delete') {
            left.delete(JSON.stringify(ref));
          } else {
            left.set(JSON.stringify(ref), object);
          }
          expect(summaryOf(translate(snapshot, SETTINGS))).toEqual(
            summary([...left.values()]),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it('of some routes has the same policies in force there as one of all', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, choice) => {
        const random = createRandom(choice);
        const snapshot = createSnapshot(clusterOf(seed));
        const whole = translate(snapshot, SETTINGS);
        if (whole.routes.length === 0) {
          return;
        }
        const { item, kind } = random.pick(whole.routes);
        const part = translateRoutes(
          snapshot,
          [
            {
              group: item.group,
              kind,
              namespace: item.namespace,
              name: item.name,
            },
          ],
          SETTINGS,
        );
        const told = (lines: string[]) =>
          lines.filter(
            line =>
              line.startsWith('["') && line.includes(JSON.stringify(item.name)),
          );
        const policies = told(summaryOf(part));
        const all = told(summaryOf(whole));
        expect(all).toEqual(expect.arrayContaining(policies));
      }),
      { numRuns: 40 },
    );
  });
});
