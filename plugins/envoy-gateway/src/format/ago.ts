import { Translate } from '../translation';

/** How long ago something was, in the coarsest unit that still says something. */
export function formatAgo(t: Translate, elapsedMs: number): string {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  if (seconds < 2) {
    return t('ago.now');
  }
  if (seconds < 60) {
    return t('ago.seconds', { amount: String(seconds) });
  }
  if (seconds < 3600) {
    return t('ago.minutes', { amount: String(Math.floor(seconds / 60)) });
  }
  return t('ago.hours', { amount: String(Math.floor(seconds / 3600)) });
}
