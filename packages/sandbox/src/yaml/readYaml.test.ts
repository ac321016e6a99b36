import { readYaml } from './readYaml';

describe('readYaml', () => {
  it('reads documents as plain JSON, and leaves empty ones out', () => {
    expect(
      readYaml('---\n# nothing\n---\na: &x {b: 1}\nc: *x\n---\n- on\n- "1"\n'),
    ).toEqual([{ a: { b: 1 }, c: { b: 1 } }, ['on', '1']]);
    expect(readYaml('')).toEqual([]);
  });

  const levels = [...'bcdefgh'].map(
    (name, index) =>
      `${name}: &${name} [${Array(10)
        .fill(`*${'abcdefgh'[index]}`)
        .join(',')}]`,
  );

  it.each([
    ['aliases of aliases', `a: &a [x,x]\n${levels.join('\n')}`, /alias/i],
    ['an alias of itself', 'a: &a [*a]', /alias|nested/i],
    ['flow nesting', '['.repeat(200_000), /nested deeper/],
    ['block nesting', '- '.repeat(100_000), /nested deeper/],
    ['indented nesting', levelsOf(90), /nested deeper/],
    ['very many documents', '---\n'.repeat(60_000), /documents/],
    ['very much text', '#\n'.repeat(200_000), /larger than/],
    ['the same key twice', 'a: 1\nb: {c: 1, c: 2}', /"c" is there twice/],
    ['an object as a key', '? {a: 1}\n: b', /cannot be a key/],
    ['a prototype', '__proto__: {polluted: true}', /forbidden key/],
    ['a broken quote', 'a: "b', /missing char in line 1/],
    ['a tab', 'a:\n\t- b', /line 2/],
    ['an unknown anchor', 'a: *nowhere', /an alias stands for nothing/],
    ['not a number', 'a: .nan', /finite/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readYaml(text)).toThrow(message);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('says where the text is broken without repeating it', () => {
    for (const text of [
      'kind: Secret\nstringData: {key: hunter2, : [',
      'kind: Secret\n hunter2: [x\n',
      'kind: Secret\nhunter2\n',
      'key: *hunter2',
      '%hunter2\n---\na: "hunter2',
    ]) {
      const problem = problemOf(text);
      expect(problem).toMatch(/line \d+, column \d+|an alias/);
      expect(problem).not.toContain('hunter2');
    }
  });

  it('takes a map of very many keys', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: x`);
    expect(Object.keys(readYaml(keys.join('\n'))[0] as object)).toHaveLength(
      20_000,
    );
  });
});

function levelsOf(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `${' '.repeat(index)}a:`,
  ).join('\n');
}

function problemOf(text: string): string {
  try {
    readYaml(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
