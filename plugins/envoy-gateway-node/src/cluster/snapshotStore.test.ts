import { mockServices } from '@backstage/backend-test-utils';
import { ObjectRef } from '@envoy-gateway-portal/gateway-model';
import { createSnapshotStore } from './snapshotStore';

const namespace = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});
const ref = (name: string): ObjectRef => ({
  group: '',
  kind: 'Namespace',
  name,
});

function createStore() {
  const logger = mockServices.logger.mock();
  const store = createSnapshotStore({ coalesceMs: 25, logger });
  const heard: string[][] = [];
  store.onChange(kinds => heard.push([...kinds]));
  return {
    store,
    heard,
    logger,
    names: () => store.snapshot.namespaces.map(({ metadata }) => metadata.name),
  };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('createSnapshotStore', () => {
  it('applies what comes together at once, in order', () => {
    const { store, heard, names } = createStore();
    store.change('Namespace', { type: 'upsert', object: namespace('a') });
    store.change('Namespace', { type: 'delete', ref: ref('a') });
    store.change('Namespace', { type: 'upsert', object: namespace('b') });
    store.announce();
    expect(names()).toEqual([]);

    jest.advanceTimersByTime(25);
    expect(names()).toEqual(['b']);
    expect(heard).toEqual([['Namespace']]);

    store.announce();
    jest.advanceTimersByTime(25);
    expect(heard).toEqual([['Namespace'], []]);
  });

  it('never lets what waited overtake a listing', async () => {
    const { store, heard, names } = createStore();
    store.change('Namespace', { type: 'upsert', object: namespace('gone') });
    await store.replace('Namespace', [
      { type: 'delete', ref: ref('gone') },
      ...Array.from({ length: 1000 }, (_, i) => ({
        type: 'upsert' as const,
        object: namespace(`n${i}`),
      })),
    ]);

    expect(names()).toHaveLength(1000);
    expect(heard).toEqual([]);
    jest.advanceTimersByTime(25);
    expect(names()).not.toContain('gone');
    expect(heard).toEqual([['Namespace']]);
  });

  it('leaves out a change that cannot be applied, and nothing else', () => {
    const { store, names, logger } = createStore();
    store.change('Namespace', { type: 'upsert', object: namespace('a') });
    store.change('Namespace', {
      type: 'delete',
      ref: undefined as unknown as ObjectRef,
    });
    store.change('Namespace', { type: 'upsert', object: namespace('b') });

    jest.advanceTimersByTime(25);
    expect(names()).toEqual(['a', 'b']);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('is silent once it is closed', () => {
    const { store, heard } = createStore();
    store.change('Namespace', { type: 'upsert', object: namespace('a') });
    store.close();
    store.announce();

    jest.advanceTimersByTime(1000);
    expect(heard).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
