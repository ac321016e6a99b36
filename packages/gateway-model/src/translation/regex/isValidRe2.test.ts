import { isValidRe2 } from '.';

describe('isValidRe2', () => {
  it.each([
    '',
    '^/api/v[0-9]+(/.*)?$',
    '(?i)foo|(?-s:bar)',
    '(?P<year>\\d{4})-(?<month>\\d{2})',
    '[[:alpha:][:^digit:]\\pN\\p{Greek}_-]',
    '[]a]',
    'a{,3}',
    'a{01}',
    '{',
    '\\Qa**\\E',
    '\\x{10FFFF}\\x41\\012',
    '\\p{lowercase letter}',
    'a*(?i)*',
    '(?:(?:a{10}){10}){10}',
  ])('takes %p', pattern => {
    expect(isValidRe2(pattern)).toBe(true);
  });

  it.each([
    'a**',
    '*',
    'a|*',
    '(',
    ')',
    '[a',
    '[z-a]',
    '[[:letter:]]',
    '(?=a)',
    '(?<!a)b',
    '(a)\\1',
    '\\',
    '\\Z',
    '\\C',
    '\\p{Klingon}',
    '\\x{110000}',
    'a{1001}',
    'a{3,2}',
    '(?:(?:a{10}){10}){11}',
    '(?P<>a)',
    '(?i-)',
  ])('refuses %p', pattern => {
    expect(isValidRe2(pattern)).toBe(false);
  });

  it('refuses what nests too deeply or grows too large', () => {
    const nested = (depth: number) =>
      `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(isValidRe2(nested(999))).toBe(true);
    expect(isValidRe2(nested(1000))).toBe(false);
    expect(isValidRe2(`(?:${'a'.repeat(4000)}){1000}`)).toBe(false);
  });

  it('reads long patterns in linear time', () => {
    for (const part of ['[[:', '(', 'a{', '\\p{', 'a{1', '\\Q']) {
      expect(typeof isValidRe2(part.repeat(100_000))).toBe('boolean');
    }
  });
});
