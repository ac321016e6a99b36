import { createBackoff } from './backoff';
import { isOlder } from './resourceVersion';

describe('createBackoff', () => {
  const options = { initialMs: 800, maxMs: 30_000, resetMs: 120_000 };
  const delays = (random: number, count = 8) => {
    const backoff = createBackoff(options, { random: () => random });
    return Array.from({ length: count }, () => backoff.next());
  };

  it('doubles up to its limit, with as much again at random', () => {
    expect(delays(0)).toEqual([
      800, 1600, 3200, 6400, 12_800, 15_000, 15_000, 15_000,
    ]);
    expect(delays(1)).toEqual([
      1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000, 30_000,
    ]);
  });

  it('begins again after a healthy time', () => {
    let now = 0;
    const backoff = createBackoff(options, { random: () => 0, now: () => now });
    backoff.next();
    now += 100_000;
    expect(backoff.next()).toBe(1600);
    now += 120_001;
    expect(backoff.next()).toBe(800);
    backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(800);
  });
});

describe('isOlder', () => {
  it('compares as numbers of any length, and concludes nothing from others', () => {
    expect(isOlder('9', '10')).toBe(true);
    expect(isOlder('10', '9')).toBe(false);
    expect(isOlder('10', '10')).toBe(false);
    expect(isOlder('99999999999999999998', '99999999999999999999')).toBe(true);
    for (const [a, b] of [
      ['abc', '5'],
      ['0', '5'],
      ['05', '6'],
      [undefined, '5'],
      ['5', undefined],
    ]) {
      expect(isOlder(a, b)).toBe(false);
    }
  });
});
