/**
 * Numbers as people read them. Every function takes a number that is there: what is missing is shown
 * by `Missing`, never formatted.
 */
export interface Formats {
  /** Requests per second: `412/s`. */
  rate(perSecond: number): string;
  /** A share of 1 as a percentage: `0.3%`. */
  share(share: number): string;
  /** Milliseconds: `84 ms`, `1.2 s`. */
  latency(milliseconds: number): string;
  /** A count in full: `1,234,567`. */
  count(count: number): string;
  /** A count in short: `1.2M`. */
  compact(count: number): string;
  /** A span of seconds: `45 s`, `12 min`, `1 h`. */
  span(seconds: number): string;
  /** The time of day, to the second. */
  clock(time: number | Date): string;
  /** The time of day, to the minute. */
  minute(time: number | Date): string;
  /** Date and time of an RFC 3339 string; the string itself when it is none. */
  moment(timestamp: string): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
}

/** The formats of one language. */
export function createFormats(language: string): Formats {
  const locale = supportedLocale(language);
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const rough = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  const tenth = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
  });
  const hundredth = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 2,
  });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const minute = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  return {
    rate: perSecond => {
      if (perSecond > 0 && perSecond < 0.01) {
        return `<${short.format(0.01)}/s`;
      }
      if (perSecond < 10) {
        return `${rough.format(perSecond)}/s`;
      }
      return `${(perSecond < 10_000 ? short : compact).format(perSecond)}/s`;
    },
    share: share => {
      if (share > 0 && share < 0.0001) {
        return `<${hundredth.format(0.0001)}`;
      }
      // A share just below 1 must not read as if all requests had failed, nor one just above 0 as none.
      if (share < 1 && share >= 0.9995) {
        return `>${tenth.format(0.999)}`;
      }
      return (share < 0.001 ? hundredth : tenth).format(share);
    },
    latency: milliseconds => {
      if (milliseconds > 0 && milliseconds < 1) {
        return `<1 ms`;
      }
      if (milliseconds < 999.5) {
        return `${(milliseconds < 10 ? rough : whole).format(milliseconds)} ms`;
      }
      return `${short.format(milliseconds / 1000)} s`;
    },
    count: count => whole.format(count),
    compact: count =>
      count < 10_000 ? whole.format(count) : compact.format(count),
    span: seconds => {
      if (seconds < 60) {
        return `${whole.format(seconds)} s`;
      }
      if (seconds < 3600) {
        return `${whole.format(seconds / 60)} min`;
      }
      return `${short.format(seconds / 3600)} h`;
    },
    clock: time => clock.format(time),
    minute: time => minute.format(time),
    moment: timestamp => {
      const time = new Date(timestamp);
      return Number.isNaN(time.getTime()) ? timestamp : moment.format(time);
    },
    list: items => list.format(items),
  };
}

function supportedLocale(language: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
