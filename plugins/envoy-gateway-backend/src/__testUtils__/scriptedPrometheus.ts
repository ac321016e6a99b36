/** A series and its scrapes; `undefined` is the mark of one that went stale. */
export interface ScriptedSeries {
  metric: Record<string, string>;
  samples: Array<[seconds: number, value: number | undefined]>;
}

const LOOKBACK_SECONDS = 300;

/**
 * Answers Prometheus' HTTP API over scripted series. Of PromQL it understands selectors with label
 * matchers, joined by `or`, and `topk(1, …)` of one: a query of any other form fails, as a broken one
 * would.
 */
export function scriptedPrometheus(series: readonly ScriptedSeries[]) {
  const queries: string[] = [];
  return {
    queries,
    answer(endpoint: string, parameters: URLSearchParams): object {
      const query = parameters.get('query') ?? '';
      queries.push(query);
      const selected = selectSeries(query, series);
      if (!selected) {
        return {
          status: 'error',
          errorType: 'bad_data',
          error: `parse error: ${query}`,
        };
      }
      const number = (name: string) => Number(parameters.get(name));
      if (endpoint === 'query') {
        const time = number('time');
        const result = selected.flatMap(({ metric, samples }) => {
          const value = valueAt(samples, time);
          return value === undefined
            ? []
            : [{ metric, value: [time, String(value)] }];
        });
        return {
          status: 'success',
          data: {
            resultType: 'vector',
            result: query.startsWith('topk(1') ? result.slice(0, 1) : result,
          },
        };
      }
      const result = selected.flatMap(({ metric, samples }) => {
        const values: Array<[number, string]> = [];
        for (
          let time = number('start');
          time <= number('end') + 0.0005;
          time += number('step')
        ) {
          const rounded = Math.round(time * 1000) / 1000;
          const value = valueAt(samples, rounded);
          if (value !== undefined) {
            values.push([rounded, String(value)]);
          }
        }
        return values.length > 0 ? [{ metric, values }] : [];
      });
      return { status: 'success', data: { resultType: 'matrix', result } };
    },
  };
}

function valueAt(
  samples: ScriptedSeries['samples'],
  time: number,
): number | undefined {
  const last = samples.filter(([seconds]) => seconds <= time).pop();
  return last && time - last[0] <= LOOKBACK_SECONDS ? last[1] : undefined;
}

const STRING = '"((?:[^"\\\\\\n]|\\\\.)*)"';
const MATCHER = new RegExp(`^([a-zA-Z_]\\w*)(=~|=)${STRING}(,|$)`);
const SELECTOR = new RegExp(
  `^([a-zA-Z_]\\w*)?(?:\\{((?:[a-zA-Z_]\\w*(?:=~|=)${STRING},?)*)\\})?(?: or |$)`,
);

function selectSeries(
  query: string,
  series: readonly ScriptedSeries[],
): ScriptedSeries[] | undefined {
  let rest = query.replace(/^topk\(1, (.*)\)$/, '$1');
  const selected = new Set<ScriptedSeries>();
  while (rest) {
    const selector = SELECTOR.exec(rest);
    const tests = selector && testsOf(selector[1], selector[2] ?? '');
    if (!selector || !tests) {
      return undefined;
    }
    for (const one of series) {
      if (tests.every(test => test(one.metric))) {
        selected.add(one);
      }
    }
    rest = rest.slice(selector[0].length);
  }
  return [...selected];
}

type Test = (metric: Record<string, string>) => boolean;

function testsOf(name: string | undefined, text: string): Test[] | undefined {
  const tests: Test[] = name ? [metric => metric.__name__ === name] : [];
  let rest = text;
  while (rest) {
    const matcher = MATCHER.exec(rest);
    if (!matcher) {
      return undefined;
    }
    const [all, label, operator] = matcher;
    const value = JSON.parse(`"${matcher[3]}"`);
    tests.push(
      operator === '='
        ? metric => (metric[label] ?? '') === value
        : metric => new RegExp(`^(?:${value})$`).test(metric[label] ?? ''),
    );
    rest = rest.slice(all.length);
  }
  return tests;
}
