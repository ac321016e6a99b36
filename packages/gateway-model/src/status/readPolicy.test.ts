import { condition, policy, target } from '../__testUtils__/objects';
import { ENVOY_GATEWAY_CONTROLLER } from '../resources';
import { createSnapshot } from '../snapshot';
import { readPolicyVerdict } from './readPolicy';

const accepted = condition('Accepted', 'True');
describe('readPolicyVerdict', () => {
  const ancestor = (
    conditions: unknown[],
    ref: Record<string, unknown> = {},
    controllerName = ENVOY_GATEWAY_CONTROLLER,
  ) => ({
    ancestorRef: { namespace: 'infra', name: 'eg', ...ref },
    controllerName,
    conditions,
  });
  const read = (
    ancestors: unknown,
    on?: { namespace: string; name: string; sectionName?: string },
  ) => {
    const snapshot = createSnapshot([
      {
        ...policy('SecurityPolicy', 'payments/p', {
          targetRefs: [target('HTTPRoute', 'pay')],
        }),
        status: { ancestors },
      },
    ]);
    return readPolicyVerdict(snapshot.policies('SecurityPolicy')[0], on);
  };
  const conflicted = condition('Accepted', 'False', 'Conflicted');
  const eg = { namespace: 'infra', name: 'eg' };

  it('tells that a policy is overridden somewhere, or warned of, though it is accepted', () => {
    expect(
      read([
        ancestor([
          accepted,
          condition('Overridden', 'True'),
          condition('Warning', 'True', 'DeprecatedField'),
          condition('Merged', 'True'),
        ]),
      ]),
    ).toMatchObject({
      state: 'accepted',
      problems: [{ type: 'Overridden' }, { type: 'Warning' }],
    });
  });

  it('has no verdict on a policy that controllers left alone', () => {
    expect(read([])).toMatchObject({ state: 'noVerdict' });
    expect(read([ancestor([accepted], {}, 'acme.io/c')])).toMatchObject({
      state: 'noVerdict',
    });
  });

  it('tells the worst of all ancestors, or that of one', () => {
    const ancestors = [
      ancestor([accepted], { name: 'other' }),
      ancestor([conflicted]),
      ancestor(
        [condition('Accepted', 'True', 'Accepted', { observedGeneration: 0 })],
        { name: 'old' },
      ),
    ];
    expect(read(ancestors).state).toBe('rejected');
    expect(read(ancestors, { namespace: 'infra', name: 'other' }).state).toBe(
      'accepted',
    );
    expect(read(ancestors, { namespace: 'infra', name: 'old' }).state).toBe(
      'stale',
    );
    expect(read(ancestors, { namespace: 'orders', name: 'eg' }).state).toBe(
      'noVerdict',
    );
  });

  it('prefers the entry of the section, falls back to the whole Gateway, and passes over entries that only merge', () => {
    const ancestors = [
      ancestor([conflicted], { sectionName: 'a' }),
      ancestor([accepted]),
      ancestor([condition('Merged', 'True')], { sectionName: 'b' }),
    ];
    expect(read(ancestors, { ...eg, sectionName: 'a' }).state).toBe('rejected');
    expect(read(ancestors, { ...eg, sectionName: 'b' }).state).toBe('accepted');
    expect(read(ancestors, eg).state).toBe('accepted');
    expect(read(ancestors.slice(0, 1), eg).state).toBe('rejected');
    expect(read(ancestors.slice(0, 1), { ...eg, sectionName: 'b' }).state).toBe(
      'noVerdict',
    );
  });

  it('says when the ancestor may have been cut off', () => {
    expect(
      read(
        [ancestor([accepted, condition('Aggregated', 'True', 'Aggregated')])],
        { namespace: 'infra', name: 'seventeenth' },
      ),
    ).toMatchObject({ state: 'noVerdict', message: 'Aggregated.' });
  });
});
