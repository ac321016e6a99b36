import fc from 'fast-check';
import { anyObject, identity } from '../__testUtils__/arbitraries';
import {
  gateway,
  gatewayClass,
  httpRoute,
  meta,
  RawObject,
  service,
} from '../__testUtils__/objects';
import { refOf } from '../resources';
import { POLICY_KINDS } from '../resources/policy';
import { createSnapshot } from './createSnapshot';
import { Snapshot, SnapshotChange } from './types';

/** Everything a snapshot says, as plain data. */
function dump(snapshot: Snapshot) {
  return {
    gatewayClasses: snapshot.gatewayClasses,
    gateways: snapshot.gateways,
    httpRoutes: snapshot.httpRoutes,
    referenceGrants: snapshot.referenceGrants,
    services: snapshot.services,
    namespaces: snapshot.namespaces,
    unreadable: snapshot.unreadable,
    policies: POLICY_KINDS.map(kind => snapshot.policies(kind)),
    routesOf: ['a', 'b', 'c'].flatMap(ns =>
      ['a', 'b', 'c'].map(name => snapshot.httpRoutesOf(ns, name)),
    ),
  };
}

const names = (list: ReadonlyArray<{ metadata: { name: string } }>) =>
  list.map(({ metadata }) => metadata.name);

/** The object made unreadable, or left as it is. */
const broken = (raw: RawObject): RawObject => ({ ...raw, spec: undefined });

const uniqueObjects = fc.uniqueArray(anyObject, {
  selector: identity,
  maxLength: 25,
});

describe('createSnapshot', () => {
  it('orders by age, then namespace, then name; objects of no age are the oldest', () => {
    const at = (path: string, creationTimestamp?: string) =>
      meta(httpRoute(path), { creationTimestamp });
    const snapshot = createSnapshot([
      at('b/young', '2026-01-01T00:00:00Z'),
      at('b/old', '2024-01-01T00:00:00+02:00'),
      at('b/z', '2025-01-01T00:00:00Z'),
      at('a/z', '2025-01-01T00:00:00Z'),
      at('a/a', '2025-01-01T00:00:00Z'),
      at('z/ageless'),
      at('z/unclear', 'yesterday'),
    ]);
    expect(
      snapshot.httpRoutes.map(
        ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
      ),
    ).toEqual([
      'z/ageless',
      'z/unclear',
      'b/old',
      'a/a',
      'a/z',
      'b/z',
      'b/young',
    ]);
  });

  it('finds objects by name and by reference, kinds it merely keeps included', () => {
    const backend = {
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'Backend',
      metadata: { name: 'b', namespace: 'a' },
      spec: { endpoints: [] },
    };
    const route = httpRoute('a/r');
    const snapshot = createSnapshot([backend, route, service('a/s', 80)]);
    expect(snapshot.object(refOf(backend))).toBe(backend);
    expect(snapshot.object(refOf(route))).toBe(route);
    expect(snapshot.service('a', 's')?.ports).toEqual([
      { port: 80, protocol: 'TCP' },
    ]);
    expect(snapshot.httpRoute('a', 's')).toBeUndefined();
    expect(
      snapshot.object({ ...refOf(backend), group: 'other' }),
    ).toBeUndefined();
    expect(snapshot.httpRoute('__proto__', 'constructor')).toBeUndefined();
  });

  it('lists the routes of a Gateway once each, in order, and only those that name it', () => {
    const snapshot = createSnapshot([
      httpRoute('b/twice', {
        parentRefs: [
          { namespace: 'infra', name: 'eg', sectionName: 'a' },
          { namespace: 'infra', name: 'eg', sectionName: 'b' },
        ],
      }),
      httpRoute('a/once'),
      httpRoute('a/elsewhere', { parentRefs: [{ name: 'eg' }] }),
      httpRoute('a/service', {
        parentRefs: [
          { group: '', kind: 'Service', namespace: 'infra', name: 'eg' },
        ],
      }),
    ]);
    expect(names(snapshot.httpRoutesOf('infra', 'eg'))).toEqual([
      'once',
      'twice',
    ]);
    expect(snapshot.httpRoutesOf('infra', 'other')).toEqual([]);
  });

  it('keeps an object that became unreadable in sight, and lets it come back', () => {
    const raw = httpRoute('a/r');
    const first = createSnapshot([raw, httpRoute('a/neighbour')]);
    const second = first.apply([{ type: 'upsert', object: broken(raw) }]);
    expect(names(second.httpRoutes)).toEqual(['neighbour']);
    expect(second.unreadable).toEqual([
      expect.objectContaining({
        ref: refOf(raw),
        path: 'spec',
        reason: 'must be an object, is missing',
      }),
    ]);
    expect(second.unreadableObject(refOf(raw))?.path).toBe('spec');
    expect(second.object(refOf(raw))).toBeUndefined();

    const third = second.apply([{ type: 'upsert', object: raw }]);
    expect(names(third.httpRoutes)).toEqual(['neighbour', 'r']);
    expect(third.unreadable).toEqual([]);

    const gone = second.apply([{ type: 'delete', ref: refOf(raw) }]);
    expect(gone.unreadable).toEqual([]);
    expect(names(first.httpRoutes)).toEqual(['neighbour', 'r']);
  });

  it('shares what did not change', () => {
    const first = createSnapshot([
      gatewayClass(),
      gateway('infra/eg'),
      httpRoute('a/r'),
      service('a/s', 80),
    ]);
    const second = first.apply([
      { type: 'upsert', object: service('a/s', 81) },
    ]);
    expect(second).not.toBe(first);
    expect(second.services).not.toBe(first.services);
    expect(second.httpRoutes).toBe(first.httpRoutes);
    expect(second.gateways).toBe(first.gateways);
    expect(second.httpRoutesOf('infra', 'eg')).toBe(
      first.httpRoutesOf('infra', 'eg'),
    );
  });

  it('is the same snapshot when nothing comes of the changes', () => {
    const snapshot = createSnapshot([httpRoute('a/r')]);
    expect(snapshot.apply([])).toBe(snapshot);
    expect(
      snapshot.apply([
        { type: 'delete', ref: { ...refOf(httpRoute('a/r')), name: 'x' } },
        {
          type: 'delete',
          ref: { group: 'g', kind: 'Unheard', name: '__proto__' },
        },
      ]),
    ).toBe(snapshot);
  });

  it('takes the last of several changes to one object', () => {
    const ref = refOf(httpRoute('a/r'));
    const upsert = (host: string): SnapshotChange => ({
      type: 'upsert',
      object: httpRoute('a/r', { hostnames: [host] }),
    });
    const after = createSnapshot().apply([
      upsert('one'),
      { type: 'delete', ref },
      upsert('two'),
    ]);
    expect(after.httpRoutes.map(({ hostnames }) => hostnames)).toEqual([
      ['two'],
    ]);
    expect(
      after.apply([upsert('three'), { type: 'delete', ref }]).httpRoutes,
    ).toEqual([]);
  });

  it('says the same whatever order objects come in', () => {
    fc.assert(
      fc.property(
        uniqueObjects.chain(objects =>
          fc.tuple(
            fc.constant(objects),
            fc.shuffledSubarray(objects, {
              minLength: objects.length,
              maxLength: objects.length,
            }),
          ),
        ),
        ([objects, shuffled]) => {
          expect(dump(createSnapshot(shuffled))).toEqual(
            dump(createSnapshot(objects)),
          );
        },
      ),
    );
  });

  it('comes to the same by changes as from nothing', () => {
    const change = fc.record({
      object: anyObject,
      what: fc.constantFrom('upsert', 'delete', 'break'),
    });
    const steps = fc.array(fc.array(change, { maxLength: 4 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(uniqueObjects, steps, (objects, batches) => {
        let snapshot = createSnapshot(objects);
        const state = new Map(
          objects.map(object => [identity(object), object] as const),
        );
        for (const batch of batches) {
          // Indexes are carried over only once they were asked for.
          dump(snapshot);
          snapshot = snapshot.apply(
            batch.map(({ object, what }): SnapshotChange => {
              if (what === 'delete') {
                state.delete(identity(object));
                return {
                  type: 'delete',
                  ref: refOf(object),
                };
              }
              const next = what === 'break' ? broken(object) : object;
              state.set(identity(object), next);
              return { type: 'upsert', object: next };
            }),
          );
          expect(dump(snapshot)).toEqual(dump(createSnapshot(state.values())));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('comes to the same by one large change as by many small ones', () => {
    const routes = Array.from({ length: 300 }, (_, index) =>
      meta(httpRoute(`n${index % 7}/r${index}`), {
        creationTimestamp: new Date(
          1_700_000_000_000 + ((index * 37) % 50) * 1000,
        ).toISOString(),
      }),
    );
    const small = routes.reduce<Snapshot>((snapshot, object) => {
      snapshot.httpRoutesOf('infra', 'eg');
      return snapshot.apply([{ type: 'upsert', object }]);
    }, createSnapshot());
    const large = createSnapshot(routes);
    expect(dump(small)).toEqual(dump(large));
    expect(small.httpRoutesOf('infra', 'eg')).toEqual(
      large.httpRoutesOf('infra', 'eg'),
    );
  });
});
