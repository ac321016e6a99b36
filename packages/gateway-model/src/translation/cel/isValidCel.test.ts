import { isValidCel } from '.';

describe('isValidCel', () => {
  it.each([
    "request.headers['x-user'] == 'alice' && !(source.address in ['10.0.0.1'])",
    'a ? b : c ? d : e',
    '-1 + --a * !b',
    '--9223372036854775807',
    '-9223372036854775808',
    '0xFFu + 1.5e3 + .5',
    'r"\\d+" + b\'\\xff\' + """two\nlines"""',
    'google.type.Money{units: 1, `currency-code`: "EUR",}',
    '[1, 2,].exists(x, x > 1) || {"a": 1, "b": [,]}.all(k, has(m.k))',
    'a.if.`b-c`[0].f()',
    'has(has(a.b))',
    '1 // a comment',
  ])('takes %p', expression => {
    expect(isValidCel(expression)).toBe(true);
  });

  it.each([
    '',
    'a +',
    'a b',
    'a == == b',
    '!-a',
    '(a',
    "'open",
    '"\\q"',
    '"\\ud800"',
    'b"\\u0041"',
    '9223372036854775808',
    '18446744073709551616u',
    '1e400',
    'if',
    'a.in',
    'f().b{}',
    'a.?b',
    '[?a]',
    '[1,,]',
    'f(a,)',
    'has(a)',
    'a.all(1, true)',
    'a.map(__result__, 1)',
    'a # b',
  ])('refuses %p', expression => {
    expect(isValidCel(expression)).toBe(false);
  });

  it('refuses what nests too deeply', () => {
    const nested = (depth: number) =>
      `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(isValidCel(nested(249))).toBe(true);
    expect(isValidCel(nested(250))).toBe(false);
    expect(isValidCel(nested(50_000))).toBe(false);
    expect(isValidCel(`a${'.b'.repeat(250)}`)).toBe(true);
    expect(isValidCel(`a${'.b'.repeat(251)}`)).toBe(false);
    expect(isValidCel(`a${' || a'.repeat(10_000)}`)).toBe(true);
  });
});
