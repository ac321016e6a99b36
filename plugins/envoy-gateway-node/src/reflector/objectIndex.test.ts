import { RESOURCE_KINDS } from '@envoy-gateway-portal/gateway-model';
import { createObjectIndex } from './objectIndex';
import { ListedObject } from './pruneObject';

const kind = RESOURCE_KINDS.find(({ plural }) => plural === 'services')!;

function object(name: string, resourceVersion?: string, uid = `${name}-uid`) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'payments', name, uid, resourceVersion },
  } as ListedObject;
}

const names = (
  changes: ReturnType<ReturnType<typeof createObjectIndex>['replace']>,
) =>
  changes.map(change =>
    change.type === 'upsert'
      ? `+${(change.object as ListedObject).metadata.name}`
      : `-${change.ref.name}`,
  );

describe('createObjectIndex', () => {
  it('finds what a listing adds, changes and removes', () => {
    const index = createObjectIndex(kind);

    expect(
      names(index.replace([object('a', '1'), object('b', '2'), object('c')])),
    ).toEqual(['+a', '+b', '+c']);
    expect(index.size).toBe(3);
    // What does not say its version may have changed.
    expect(
      names(index.replace([object('a', '1'), object('b', '3'), object('c')])),
    ).toEqual(['+b', '+c']);
    // After a restore, another object may bear the same name and version.
    expect(
      names(index.replace([object('a', '1', 'other'), object('d', '9')])),
    ).toEqual(['+a', '+d', '-b', '-c']);
    expect(index.replace([])).toEqual([
      {
        type: 'delete',
        ref: { group: '', kind: 'Service', namespace: 'payments', name: 'a' },
      },
      expect.objectContaining({ type: 'delete' }),
    ]);
    expect(index.size).toBe(0);
  });

  it('takes everything for changed when told to, and still knows what is gone', () => {
    const index = createObjectIndex(kind);
    index.replace([object('a', '1'), object('b', '2')]);
    index.distrust();

    expect(names(index.replace([object('a', '1')]))).toEqual(['+a', '-b']);
    expect(names(index.replace([object('a', '1')]))).toEqual([]);
  });
});
