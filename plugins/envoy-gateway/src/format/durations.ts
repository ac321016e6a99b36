const UNITS: Record<string, string> = {
  h: 'h',
  m: 'min',
  s: 's',
  ms: 'ms',
};

/** Whether a timeout of this length never ends a request, as Envoy takes it. */
export function isEndless(timeout: string): boolean {
  return /^(0{1,5}(h|m|s|ms)){1,4}$/.test(timeout);
}

/**
 * A duration as Gateway API writes it (`1h30m`, `15s`, `500ms`) with its units set apart: `1 h 30 min`.
 * Anything else is returned as it came.
 */
export function formatDuration(duration: string): string {
  if (!/^(\d{1,5}(h|m|s|ms)){1,4}$/.test(duration)) {
    return duration;
  }
  const parts = [...duration.matchAll(/(\d{1,5})(ms|h|m|s)/g)];
  return parts
    .map(([, amount, unit]) => `${Number(amount)} ${UNITS[unit]}`)
    .join(' ');
}
