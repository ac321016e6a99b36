import { SCRIPT_URL } from '../fixtures';
import { createFormats, formatDuration, isEndless, safeUrl } from '.';

describe('createFormats', () => {
  const formats = createFormats('en');

  it('writes rates that are told apart from none', () => {
    expect(formats.rate(0)).toBe('0/s');
    expect(formats.rate(0.0004)).toBe('<0.01/s');
    expect(formats.rate(0.2)).toBe('0.2/s');
    expect(formats.rate(1.524)).toBe('1.5/s');
    expect(formats.rate(36.72)).toBe('36.7/s');
    expect(formats.rate(411.7)).toBe('412/s');
    expect(formats.rate(12_345)).toBe('12.3K/s');
  });

  it('never rounds a few errors to none, nor a few successes to none', () => {
    expect(formats.share(0)).toBe('0%');
    expect(formats.share(0.00001)).toBe('<0.01%');
    expect(formats.share(0.0004)).toBe('0.04%');
    expect(formats.share(0.0031)).toBe('0.3%');
    expect(formats.share(0.9999)).toBe('>99.9%');
    expect(formats.share(1)).toBe('100%');
  });

  it('writes latencies in the unit that fits', () => {
    expect(formats.latency(0)).toBe('0 ms');
    expect(formats.latency(0.3)).toBe('<1 ms');
    expect(formats.latency(84.2)).toBe('84 ms');
    expect(formats.latency(8.24)).toBe('8.2 ms');
    expect(formats.latency(999.7)).toBe('1 s');
    expect(formats.latency(1234)).toBe('1.23 s');
  });

  it('writes counts, spans, lists and moments', () => {
    expect(formats.count(1_234_567)).toBe('1,234,567');
    expect(formats.compact(9_999)).toBe('9,999');
    expect(formats.compact(370_800)).toBe('371K');
    expect(formats.span(45)).toBe('45 s');
    expect(formats.span(240)).toBe('4 min');
    expect(formats.span(3600)).toBe('1 h');
    expect(formats.list(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(formats.moment('2026-11-20T09:12:00Z')).toContain('2026');
    expect(formats.moment('<b>yesterday</b>')).toBe('<b>yesterday</b>');
  });

  it('follows the language, and survives one it does not know', () => {
    expect(createFormats('de').share(0.003)).toBe('0,3\u00a0%');
    expect(createFormats('de').count(1234)).toBe('1.234');
    expect(createFormats('not a language').count(1234)).toBe('1,234');
  });
});

describe('formatDuration', () => {
  it.each([
    ['15s', '15 s'],
    ['1h30m', '1 h 30 min'],
    ['500ms', '500 ms'],
    ['0s', '0 s'],
  ])('writes %s as %s', (duration, words) => {
    expect(formatDuration(duration)).toBe(words);
  });

  it.each(['', '15', 'soon', '<b>1s</b>', '1s '.repeat(10_000)])(
    'leaves %.20s as it came',
    duration => {
      expect(formatDuration(duration)).toBe(duration);
    },
  );
});

describe('isEndless', () => {
  it.each(['0s', '0h0m', '00ms'])('is true of %s', timeout => {
    expect(isEndless(timeout)).toBe(true);
  });

  it.each(['', '0', '1s', '0h1m', 'never'])('is false of %s', timeout => {
    expect(isEndless(timeout)).toBe(false);
  });
});

describe('safeUrl', () => {
  it('lets http and https through', () => {
    expect(safeUrl('https://api.example.com/payments')).toBe(
      'https://api.example.com/payments',
    );
    expect(safeUrl('http://api.example.com:8080/')).toBe(
      'http://api.example.com:8080/',
    );
  });

  it.each([
    undefined,
    '',
    SCRIPT_URL,
    ` ${SCRIPT_URL.toLocaleUpperCase('en-US')}`,
    'data:text/html,<script>1</script>',
    'file:///etc/passwd',
    '//api.example.com',
    '/payments',
    'https://user:password@example.com',
    'https://',
  ])('keeps %s from being a link', url => {
    expect(safeUrl(url)).toBeUndefined();
  });
});
