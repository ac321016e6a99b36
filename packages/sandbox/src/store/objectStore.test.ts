import { stoppedClock } from '../testUtils';
import { createObjectStore } from './objectStore';
import { servedKind } from './servedKinds';
import { CompactedError } from './types';

const ROUTE = servedKind('HTTPRoute');
const SERVICE = servedKind('Service');

function route(name: string, spec: object = { hostnames: ['a.example.com'] }) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'payments' },
    spec,
  };
}

describe('createObjectStore', () => {
  it('keeps the books of an API server', () => {
    const clock = stoppedClock();
    const store = createObjectStore({ clock });
    const start = store.resourceVersion;
    const created = store.create(ROUTE, route('a'));
    expect(created).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      metadata: {
        generation: 1,
        creationTimestamp: '2026-01-01T12:00:00Z',
        resourceVersion: String(start + 1),
      },
    });

    clock.turn(60_000);
    const same = store.replace(ROUTE, { ...created });
    expect(same).toBe(created);
    expect(store.resourceVersion).toBe(start + 1);

    const judged = store.replace(ROUTE, { ...created, status: { x: 1 } });
    expect(judged.metadata).toMatchObject({
      generation: 1,
      uid: created.metadata.uid,
      creationTimestamp: created.metadata.creationTimestamp,
      resourceVersion: String(start + 2),
    });
    const changed = store.replace(ROUTE, {
      ...judged,
      spec: { hostnames: ['b.example.com'] },
    });
    expect(changed.metadata.generation).toBe(2);
    // The older values are as they were: nothing is changed in place.
    expect(created.metadata.resourceVersion).toBe(String(start + 1));

    const service = store.create(SERVICE, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's', namespace: 'payments' },
    });
    expect(service.metadata.generation).toBeUndefined();

    store.remove(ROUTE, 'payments', 'a');
    const again = store.create(ROUTE, route('a'));
    expect(again.metadata.uid).not.toBe(created.metadata.uid);
    expect(store.remove(ROUTE, 'payments', 'absent')).toBeUndefined();
    expect(() => store.replace(ROUTE, route('absent'))).toThrow(/absent/);
  });

  it('shows a kind as it was at an earlier resourceVersion', () => {
    const store = createObjectStore({ clock: stoppedClock() });
    const a = store.create(ROUTE, route('a'));
    const b = store.create(ROUTE, route('b'));
    const at = store.resourceVersion;
    store.remove(ROUTE, 'payments', 'a');
    store.replace(ROUTE, { ...b, spec: {} });
    store.create(ROUTE, route('c'));
    store.create(ROUTE, route('a'));

    expect(store.list(ROUTE, { at })).toEqual([a, b]);
    expect(store.list(ROUTE).map(({ metadata }) => metadata.name)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(store.list(ROUTE, { namespace: 'orders' })).toEqual([]);

    store.compact();
    expect(() => store.list(ROUTE, { at })).toThrow(CompactedError);
    expect(store.list(ROUTE, { at: store.resourceVersion })).toHaveLength(3);
  });

  it('remembers a bounded history', () => {
    const store = createObjectStore({
      clock: stoppedClock(),
      eventLogLimit: 8,
    });
    const start = store.resourceVersion;
    for (let index = 0; index < 30; index++) {
      store.create(ROUTE, route(`r${index}`));
    }
    expect(() => store.eventsSince(start)).toThrow(CompactedError);
    const oldest = store.compactedResourceVersion;
    expect(oldest).toBeGreaterThan(start);
    const kept = store.eventsSince(oldest);
    expect(kept.length).toBeLessThanOrEqual(8);
    expect(kept[0].resourceVersion).toBe(oldest + 1);
    expect(store.eventsSince(store.resourceVersion)).toEqual([]);
  });

  it('begins later than any earlier run ended, so that old versions are too old and not from the future', () => {
    const clock = stoppedClock();
    const before = createObjectStore({ clock });
    before.create(ROUTE, route('a'));
    clock.turn(1000);
    const after = createObjectStore({ clock });
    expect(() => after.eventsSince(before.resourceVersion)).toThrow(
      CompactedError,
    );
  });
});
