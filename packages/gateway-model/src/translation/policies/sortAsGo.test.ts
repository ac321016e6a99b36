import { sortAsGo } from './sortAsGo';

/** Positions of the digits of a text, as Go sorts them by the digits. */
function sorted(digits: string): string {
  const list = [...digits].map((digit, index) => ({ digit, index }));
  sortAsGo(list, (a, b) => a.digit < b.digit);
  return list.map(({ index }) => index).join(' ');
}

describe('sortAsGo', () => {
  it.each([
    // Taken from sort.Slice of Go 1.26.
    ['11111111111111111', '0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'],
    ['22222022222222221', '5 16 8 9 4 2 6 7 0 3 10 11 12 13 14 15 1'],
    ['20120120120120120', '7 1 16 13 4 10 8 5 11 14 2 6 0 9 12 3 15'],
  ])('puts equals of %s where Go puts them', (digits, order) => {
    expect(sorted(digits)).toBe(order);
  });

  it('sorts', () => {
    const list = [5, 3, 9, 1, 1, 8, 2, 7, 6, 4, 0, 3, 5, 12, 11, 10, 2];
    sortAsGo(list, (a, b) => a < b);
    expect(list).toEqual([
      0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });
});
