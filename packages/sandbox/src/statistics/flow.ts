import { createHash } from 'node:crypto';

/**
 * A stream of events whose rate rises and falls: over the day, and in shorter waves that look like
 * noise. Everything about it follows from its seed, so the same seed and times give the same numbers.
 */
export interface Flow {
  /** Events a second at a moment. */
  rateAt(milliseconds: number): number;
  /** Events from one moment to a later one; never falls as the later one moves on. */
  between(from: number, to: number): number;
}

/** Periods in seconds and how far each wave swings; together less than the mean, so no rate is negative. */
const WAVES: Array<[period: number, swing: number]> = [
  [86_400, 0.35],
  [5_400, 0.12],
  [1_260, 0.1],
  [310, 0.12],
  [75, 0.1],
  [23, 0.06],
];
/** The day's wave peaks in the early afternoon, UTC. */
const DAY_PHASE = -0.33 * 2 * Math.PI;

/** A number from 0 up to 1 that follows from a seed. */
export function fraction(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;
}

/** A flow of `mean` events a second. */
export function createFlow(seed: string, mean: number): Flow {
  const waves = WAVES.map(([period, swing], index) => {
    const own = fraction(`${seed}/wave/${index}`);
    return {
      swing,
      speed: (2 * Math.PI) / period,
      phase: index === 0 ? DAY_PHASE + (own - 0.5) * 0.4 : own * 2 * Math.PI,
    };
  });
  return {
    rateAt(milliseconds) {
      const t = milliseconds / 1000;
      return waves.reduce(
        (rate, { swing, speed, phase }) =>
          rate + mean * swing * Math.sin(speed * t + phase),
        mean,
      );
    },
    between(from, to) {
      if (to <= from) return 0;
      const [start, end] = [from / 1000, to / 1000];
      return waves.reduce(
        (total, { swing, speed, phase }) =>
          total +
          ((mean * swing) / speed) *
            (Math.cos(speed * start + phase) - Math.cos(speed * end + phase)),
        mean * (end - start),
      );
    },
  };
}
