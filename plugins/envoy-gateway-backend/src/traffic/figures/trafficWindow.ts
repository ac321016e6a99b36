/**
 * The time figures are asked for, cut into steps of equal length for charts.
 *
 * @public
 */
export interface TrafficWindow {
  /** Milliseconds since the epoch. */
  start: number;
  /** Milliseconds since the epoch. */
  end: number;
  stepSeconds: number;
  /** Ends of the steps, oldest first; the last one is `end`. */
  stepEnds: readonly number[];
}

const STEPS_SECONDS = [15, 30, 60, 120, 300, 600, 900, 1800];
const MOST_STEPS = 60;

/** A window of the given length that ends now, with at most 60 steps. */
export function trafficWindow(now: number, windowSeconds: number) {
  const stepSeconds =
    STEPS_SECONDS.find(step => windowSeconds / step <= MOST_STEPS) ??
    Math.ceil(windowSeconds / MOST_STEPS);
  const start = now - windowSeconds * 1000;
  const stepEnds: number[] = [];
  for (let end = now; end > start; end -= stepSeconds * 1000) {
    stepEnds.unshift(end);
  }
  const window: TrafficWindow = { start, end: now, stepSeconds, stepEnds };
  return window;
}
