import { createObjectStore, servedKind } from '../store';
import { GATEWAY, route, stoppedClock } from '../testUtils';
import {
  applyObject,
  createObject,
  patchObject,
  removeObject,
  replaceObject,
  replaceStatus,
  StatusError,
} from './index';
import { toPlainJson } from './plainJson';

const ROUTE = servedKind('HTTPRoute');
const NAMESPACE = servedKind('Namespace');

function setUp() {
  const clock = stoppedClock();
  const store = createObjectStore({ clock });
  createObject(
    store,
    { kind: NAMESPACE },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } },
  );
  const at = (name: string) => ({ kind: ROUTE, namespace: 'payments', name });
  const apply = (name: string, body: unknown, fieldManager = 'a') =>
    applyObject(store, at(name), body, { fieldManager, clock });
  return { clock, store, at, apply };
}

function codeOf(run: () => unknown): number | undefined {
  try {
    run();
  } catch (error) {
    return (error as StatusError).status?.code;
  }
  return undefined;
}

describe('write operations', () => {
  it('gives Namespaces the label that selectors go by', () => {
    const { store } = setUp();
    expect(store.get(NAMESPACE, undefined, 'payments')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'payments' } },
      status: { phase: 'Active' },
    });
  });

  it('refuses bodies that are not of the URL they are sent to', () => {
    const { store, at } = setUp();
    const address = { kind: ROUTE, namespace: 'payments' };
    for (const body of [
      'text',
      undefined,
      [],
      { ...route('a'), kind: 'Gateway' },
      { ...route('a'), apiVersion: 'gateway.networking.k8s.io/v9' },
      { ...route('a'), metadata: { name: 'a', namespace: 'orders' } },
      {
        ...route('a'),
        metadata: { name: 'a', namespace: 'payments', resourceVersion: '1' },
      },
    ]) {
      expect(codeOf(() => createObject(store, address, body))).toBe(400);
    }
    createObject(store, address, route('a'));
    expect(codeOf(() => replaceObject(store, at('a'), route('b')))).toBe(400);
    expect(codeOf(() => replaceObject(store, at('a'), route('a')))).toBe(422);
    expect(codeOf(() => patchObject(store, at('a'), 'text'))).toBe(400);
  });

  it('keeps an object with finalizers until they are gone', () => {
    const { store, at, clock } = setUp();
    const created = createObject(
      store,
      { kind: ROUTE, namespace: 'payments' },
      {
        ...route('kept'),
        metadata: { name: 'kept', finalizers: ['example.com/wait'] },
      },
    );
    expect(removeObject(store, at('kept'), { clock })).toMatchObject({
      gone: false,
    });
    const marked = store.get(ROUTE, 'payments', 'kept');
    expect(marked?.metadata.deletionTimestamp).toBe('2026-01-01T12:00:00Z');
    // No client takes the mark away.
    replaceObject(store, at('kept'), {
      ...created,
      metadata: {
        ...created.metadata,
        resourceVersion: marked?.metadata.resourceVersion,
      },
    });
    expect(
      store.get(ROUTE, 'payments', 'kept')?.metadata.deletionTimestamp,
    ).toBeDefined();
    patchObject(store, at('kept'), { metadata: { finalizers: null } });
    expect(store.get(ROUTE, 'payments', 'kept')).toBeUndefined();
  });

  it('deletes only the object that is meant, and a Namespace with what is in it', () => {
    const { store, at, clock, apply } = setUp();
    const { object } = apply('a', route('a'));
    expect(
      codeOf(() => removeObject(store, at('a'), { clock, uid: 'another' })),
    ).toBe(409);
    expect(store.get(ROUTE, 'payments', 'a')).toBe(object);
    removeObject(store, { kind: NAMESPACE, name: 'payments' }, { clock });
    expect(store.get(ROUTE, 'payments', 'a')).toBeUndefined();
    expect(store.get(NAMESPACE, undefined, 'payments')).toBeUndefined();
    expect(codeOf(() => removeObject(store, at('a'), { clock }))).toBe(404);
  });

  it('applies without a status, a field manager or a namespace as the real server does', () => {
    const { store, at, clock, apply } = setUp();
    expect(
      apply('a', { ...route('a'), status: { parents: [] } }).object.status,
    ).toBeUndefined();
    expect(codeOf(() => apply('a', route('a'), ''))).toBe(422);
    expect(
      codeOf(() =>
        applyObject(
          store,
          {
            kind: servedKind('Gateway'),
            namespace: 'platform',
            name: 'public',
          },
          GATEWAY,
          { fieldManager: 'a', clock },
        ),
      ),
    ).toBe(404);
    replaceStatus(store, at('a'), { ...route('a'), status: { parents: [1] } });
    const version = store.resourceVersion;
    clock.turn(1000);
    expect(apply('a', route('a')).object.status).toEqual({ parents: [1] });
    expect(store.resourceVersion).toBe(version);
  });

  it('shares fields between managers, and takes away what none of them states', () => {
    const { apply } = setUp();
    const labelled = (labels: object) => ({
      ...route('a'),
      metadata: { ...route('a').metadata, labels },
    });
    apply('a', labelled({ shared: 'x', mine: 'y' }));
    apply('a', labelled({ shared: 'x', theirs: 'z' }), 'b');
    const { object } = apply('a', labelled({}));
    expect(object.metadata.labels).toEqual({ shared: 'x', theirs: 'z' });
    expect(object.metadata.managedFields).toHaveLength(2);
    expect(
      apply('a', labelled({ theirs: 'z' }), 'b').object.metadata.labels,
    ).toEqual({ theirs: 'z' });
  });
});

describe('toPlainJson', () => {
  it('refuses what is not JSON, names the place, and never touches a prototype', () => {
    const deep = () => {
      let value: unknown = 1;
      for (let level = 0; level < 100; level++) value = [value];
      return value;
    };
    expect(() => toPlainJson({ a: [{ b: Infinity }] })).toThrow(/a\[0\]\.b/);
    expect(() => toPlainJson({ a: new Date() })).toThrow(/a is not a plain/);
    expect(() => toPlainJson({ a: () => 1 })).toThrow(/a is a function/);
    expect(() => toPlainJson(deep())).toThrow(/nested deeper/);
    expect(() => toPlainJson(JSON.parse('{"__proto__":{"x":1}}'))).toThrow(
      /forbidden key/,
    );
    expect(() => toPlainJson(new Array(200_001).fill(0))).toThrow(/more than/);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(toPlainJson({ a: [null, 'x', 1, true] })).toEqual({
      a: [null, 'x', 1, true],
    });
  });
});
