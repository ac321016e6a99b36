import { matchesLabels, readLabelSelector } from './labelSelector';

describe('a label selector', () => {
  it('is read whatever its words are, and selects nothing by those nobody knows', () => {
    for (const expression of [
      { key: 'a', operator: '' },
      { key: 'a', operator: 'Near', values: ['b'] },
      { key: '', operator: 'DoesNotExist' },
    ]) {
      const selector = readLabelSelector(
        { matchExpressions: [expression] },
        'selector',
      );
      expect(matchesLabels(selector, { a: 'b' })).toBe(false);
    }
  });
});
