import { makeValidator } from '@backstage/catalog-model';
import { apiEntityName, apiEntityRef } from './entityName';

const LONG = 'a'.repeat(60);

describe('apiEntityName', () => {
  it('joins namespace and name', () => {
    expect(
      apiEntityName({
        kind: 'HTTPRoute',
        namespace: 'payments',
        name: 'pay.v2',
      }),
    ).toBe('payments.pay.v2');
    expect(
      apiEntityName({ kind: 'Gateway', namespace: 'platform', name: 'public' }),
    ).toBe('platform.public_gateway');
    expect(
      apiEntityRef({ kind: 'Gateway', namespace: 'platform', name: 'public' }),
    ).toBe('api:default/platform.public_gateway');
  });

  it('keeps apart what shares a name or a beginning', () => {
    const names = [
      { kind: 'HTTPRoute' as const, namespace: 'a', name: 'x' },
      { kind: 'Gateway' as const, namespace: 'a', name: 'x' },
      { kind: 'HTTPRoute' as const, namespace: 'a', name: `${LONG}1` },
      { kind: 'HTTPRoute' as const, namespace: 'a', name: `${LONG}2` },
      { kind: 'Gateway' as const, namespace: 'a', name: `${LONG}1` },
      { kind: 'HTTPRoute' as const, namespace: LONG, name: 'one' },
      { kind: 'HTTPRoute' as const, namespace: LONG, name: 'two' },
    ].map(apiEntityName);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    [1, 'x'],
    [54, 'x'],
    [53, 'a.b'],
    [50, 'a---b'],
    [63, 'y'.repeat(253)],
    [63, `${'-.'.repeat(5)}z`],
  ])('is a name Backstage takes, however long: %#', (length, name) => {
    for (const kind of ['HTTPRoute', 'Gateway'] as const) {
      const entityName = apiEntityName({
        kind,
        namespace: 'n'.repeat(length),
        name,
      });
      expect(entityName.length).toBeLessThanOrEqual(63);
      expect(makeValidator().isValidEntityName(entityName)).toBe(true);
    }
  });

  it('stays the same from release to release', () => {
    expect(
      apiEntityName({
        kind: 'HTTPRoute',
        namespace: 'payments',
        name: 'a'.repeat(100),
      }),
    ).toBe(`payments.${'a'.repeat(45)}-30678c48`);
  });
});
