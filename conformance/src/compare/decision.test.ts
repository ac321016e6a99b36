import { createLedger, Decision } from './decision';

function outcomeOf(
  comparison: Partial<
    Parameters<ReturnType<typeof createLedger>['compare']>[0]
  >,
): string {
  const decisions: Decision[] = [];
  createLedger('case', decisions).compare({
    kind: 'Gateway',
    object: 'Gateway a/b',
    expected: undefined,
    got: undefined,
    ...comparison,
  });
  return decisions[0].outcome;
}

describe('createLedger', () => {
  it('takes no notice of field order, or of how a field is absent', () => {
    expect(
      outcomeOf({
        expected: { a: 1, b: { c: null, d: [1, 2] } },
        got: { b: { d: [1, 2], e: undefined }, a: 1 },
      }),
    ).toBe('agreed');
  });

  it('takes notice of the order of lists', () => {
    expect(outcomeOf({ expected: [1, 2], got: [2, 1] })).toBe('disagreed');
  });

  it('tells nothing from something', () => {
    expect(outcomeOf({ expected: undefined, got: 'a/b' })).toBe('disagreed');
    expect(outcomeOf({ expected: [], got: undefined })).toBe('disagreed');
  });

  it('does not decide what the model cannot know', () => {
    expect(
      outcomeOf({
        expected: 1,
        got: 1,
        unknown: { reason: 'SecretBytes', message: 'It depends on a key' },
      }),
    ).toBe('undecidable');
  });
});
