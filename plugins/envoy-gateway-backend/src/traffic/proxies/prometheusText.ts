/** One line of Prometheus' text format. */
export interface TextSample {
  name: string;
  labels: ReadonlyMap<string, string>;
  value: number;
}

/** Longer lines are no counters of Envoy's. */
const LONGEST_LINE = 16_384;

/**
 * Reads the samples of Prometheus' text format whose metric is wanted, one at a time. Lines that cannot
 * be understood are skipped: a page comes from a proxy, and one bad line must not cost the others.
 * Timestamps and exemplars are passed over.
 */
export function* parsePrometheusText(
  text: string,
  wanted: (name: string) => boolean,
): Generator<TextSample> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end - start <= LONGEST_LINE && text[start] !== '#') {
      const nameEnd = endOfName(text, start, end);
      const name = text.slice(start, nameEnd);
      if (name && wanted(name)) {
        const sample = parseLine(name, text.slice(nameEnd, end));
        if (sample) {
          yield sample;
        }
      }
    }
    start = end + 1;
  }
}

function endOfName(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && text[i] !== '{' && text[i] !== ' ' && text[i] !== '\t') {
    i += 1;
  }
  return i;
}

const LABEL =
  /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y;
const VALUE = /\s*(\S+)/y;

function parseLine(name: string, rest: string): TextSample | undefined {
  const labels = new Map<string, string>();
  let position = 0;
  if (rest.startsWith('{')) {
    position = 1;
    while (rest[position] !== '}') {
      LABEL.lastIndex = position;
      const label = LABEL.exec(rest);
      if (!label) {
        return undefined;
      }
      labels.set(label[1], unescape(label[2]));
      position = LABEL.lastIndex;
    }
    position += 1;
  }
  VALUE.lastIndex = position;
  const text = VALUE.exec(rest)?.[1];
  return text === undefined
    ? undefined
    : { name, labels, value: parseValue(text) };
}

function unescape(value: string): string {
  return value.includes('\\')
    ? value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
    : value;
}

/** A number as the format writes it; NaN for what is none. */
export function parseValue(text: string): number {
  switch (text) {
    case '+Inf':
    case 'Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    case '':
      return NaN;
    default:
      return Number(text);
  }
}
