/** Samples of metrics, gathered to be written in Prometheus' text format. */
export interface Exposition {
  counter(name: string, labels: Labels, value: number): void;
  gauge(name: string, labels: Labels, value: number): void;
  histogram(
    name: string,
    labels: Labels,
    histogram: {
      bounds: readonly number[];
      buckets: readonly number[];
      count: number;
      sum: number;
    },
  ): void;
  render(): string;
}

export type Labels = Record<string, string>;

function escapeLabel(value: string): string {
  return value
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/"/g, '\\"');
}

function sample(name: string, labels: Labels, value: number): string {
  const written = Object.entries(labels)
    .map(([key, text]) => `${key}="${escapeLabel(text)}"`)
    .join(',');
  return `${name}{${written}} ${value}`;
}

/** @param comment - a line for whoever reads the text */
export function createExposition(comment: string): Exposition {
  const families = new Map<string, { type: string; lines: string[] }>();

  function linesOf(name: string, type: string): string[] {
    let family = families.get(name);
    if (!family) {
      family = { type, lines: [] };
      families.set(name, family);
    }
    return family.lines;
  }

  return {
    counter(name, labels, value) {
      linesOf(name, 'counter').push(sample(name, labels, value));
    },
    gauge(name, labels, value) {
      linesOf(name, 'gauge').push(sample(name, labels, value));
    },
    histogram(name, labels, { bounds, buckets, count, sum }) {
      linesOf(name, 'histogram').push(
        ...bounds.map((bound, index) =>
          sample(
            `${name}_bucket`,
            { ...labels, le: String(bound) },
            buckets[index],
          ),
        ),
        sample(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
        sample(`${name}_sum`, labels, sum),
        sample(`${name}_count`, labels, count),
      );
    },
    render() {
      const text = [...families].map(
        ([name, { type, lines }]) =>
          `# TYPE ${name} ${type}\n${lines.join('\n')}\n`,
      );
      return `# ${comment}\n${text.join('')}`;
    },
  };
}
