import {
  formatDuration,
  isHeaderValue,
  parseDuration,
  quantityAsInteger,
} from '.';

describe('parseDuration', () => {
  it.each([
    ['10s', '10s'],
    ['1h15m30.5s', '1h15m30.5s'],
    ['0', '0s'],
    ['+.5s', '500ms'],
    ['90m', '1h30m0s'],
    ['-1500us', '-1.5ms'],
    ['1500ns', '1.5µs'],
  ])('reads %s', (text, printed) => {
    expect(formatDuration(parseDuration(text) ?? -1n)).toBe(printed);
  });

  it.each(['', '5', '10sec', '10mib', '1 s', '.s', '2562048h', 'null'])(
    'refuses %p',
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('quantityAsInteger', () => {
  it.each([
    ['32Ki', 32768n],
    [1500, 1500n],
    ['1.5k', 1500n],
    ['1e3', 1000n],
    ['-5', -5n],
    ['0', 0n],
    ['1Ti', 1099511627776n],
  ])('reads %p', (value, expected) => {
    expect(quantityAsInteger(value)).toBe(expected);
  });

  it.each(['1.5Mi', '1.0', '500m', '1Pi', '', 'much', {}, undefined])(
    'does not take %p for an integer',
    value => {
      expect(quantityAsInteger(value)).toBeUndefined();
    },
  );
});

describe('isHeaderValue', () => {
  it('takes words with single blanks between them', () => {
    expect(isHeaderValue('max-age=1, private')).toBe(true);
    expect(isHeaderValue('')).toBe(false);
    expect(isHeaderValue('two  blanks')).toBe(false);
    expect(isHeaderValue('end ')).toBe(false);
    expect(isHeaderValue('line\nbreak')).toBe(false);
    expect(isHeaderValue('é')).toBe(false);
  });

  it('is fast on what does not match', () => {
    expect(isHeaderValue(`${'a'.repeat(100_000)}\n`)).toBe(false);
  });
});
