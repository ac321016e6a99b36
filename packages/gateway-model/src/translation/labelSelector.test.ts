import { isLabelSelector, selectsLabels } from './labelSelector';

const expression = (operator: string, values?: unknown) => ({
  matchExpressions: [{ key: 'team', operator, values }],
});

describe('a label selector', () => {
  it.each<[unknown, boolean, boolean]>([
    [{}, true, true],
    [{ matchLabels: { team: 'apps' } }, true, false],
    [{ matchLabels: { constructor: '' } }, false, false],
    [expression('In', ['apps', 'infra']), true, false],
    [expression('NotIn', ['apps']), false, true],
    [expression('Exists'), true, false],
    [expression('DoesNotExist'), false, true],
  ])('%j selects a team: %s, nobody: %s', (selector, team, nobody) => {
    expect(isLabelSelector(selector)).toBe(true);
    expect(selectsLabels(selector, { team: 'apps' })).toBe(team);
    expect(selectsLabels(selector, {})).toBe(nobody);
  });

  it.each([
    undefined,
    'team',
    { matchLabels: { 'a b': 'c' } },
    { matchLabels: { team: 'a/b' } },
    { matchLabels: { team: 1 } },
    expression('In', []),
    expression('NotIn'),
    expression('Exists', ['x']),
    expression('Gt', ['1']),
    { matchExpressions: ['team'] },
  ])('%j is none, and selects nothing', selector => {
    expect(isLabelSelector(selector)).toBe(false);
    expect(selectsLabels(selector, { team: 'apps' })).toBe(false);
  });
});
