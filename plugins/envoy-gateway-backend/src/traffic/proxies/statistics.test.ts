import { statisticsPage } from '../../__testUtils__/statistics';
import { parsePrometheusText } from './prometheusText';
import { readStatistics } from './readStatistics';

const KEY = 'httproute/payments/payments/rule/0';

function parse(text: string) {
  return [...parsePrometheusText(text, () => true)].map(
    ({ name, labels, value }) => ({
      name,
      labels: { ...Object.fromEntries(labels) },
      value,
    }),
  );
}

describe('parsePrometheusText', () => {
  it.each([
    ['a 1', { a: {} }, 1],
    ['a{} 1', { a: {} }, 1],
    ['a{x="1",y="2"} 3.5e2', { a: { x: '1', y: '2' } }, 350],
    ['a{x="1",} 1 1395066363000', { a: { x: '1' } }, 1],
    ['a{ x = "1" , y="2" }\t7', { a: { x: '1', y: '2' } }, 7],
    ['a{x="q\\"n\\nb\\\\}{,="} 1', { a: { x: 'q"n\nb\\}{,=' } }, 1],
    ['a{le="+Inf"} +Inf', { a: { le: '+Inf' } }, Infinity],
    ['a -Inf', { a: {} }, -Infinity],
    ['a NaN', { a: {} }, NaN],
    ['a{x="1"} 5 # {trace_id="abc"} 0.67 1.5e9', { a: { x: '1' } }, 5],
    ['a 1\r', { a: {} }, 1],
  ])('reads %s', (line, expected, value) => {
    const [[name, labels]] = Object.entries(expected);
    expect(parse(`# HELP a\n${line}\n`)).toEqual([{ name, labels, value }]);
  });

  it.each([
    'a',
    'a{',
    'a{x',
    'a{x="1" 1',
    'a{x=1} 1',
    'a{x="1"y="2"} 1',
    'a{x="1}',
    '{x="1"} 1',
    `a{x="${'y'.repeat(20_000)}"} 1`,
    '<html><body>404</body></html>',
  ])('passes over what it cannot understand, and reads on: %#', line => {
    const read = parse(`${line}\nb 2`);
    expect(read[read.length - 1]).toEqual({ name: 'b', labels: {}, value: 2 });
    expect(read.filter(({ name }) => name === 'a')).toEqual([]);
  });

  it('does not stumble over a long label of backslashes', () => {
    expect(parse(`a{x="${'\\'.repeat(9_999)}"} 1\nb 2`)).toHaveLength(1);
  });
});

describe('readStatistics', () => {
  it("reads the counters of HTTPRoutes, and no other cluster's", () => {
    const read = readStatistics(
      statisticsPage(1_250, {
        [KEY]: {
          classes: { '2': 90, '5': 10 },
          buckets: { '0.5': 1, '10': 60, '+Inf': 100 },
        },
        'httproute/payments/quiet/rule/0': {},
        prometheus_stats: { classes: { '2': 260 } },
      }),
    );
    expect(read.uptimeSeconds).toBe(1_250);
    expect([...read.clusters]).toEqual([
      KEY,
      'httproute/payments/quiet/rule/0',
    ]);
    expect(read.responses.get(KEY)).toEqual({ values: [0, 90, 0, 0, 10] });
    expect(read.responses.has('httproute/payments/quiet/rule/0')).toBe(false);
    expect(read.latency.get(KEY)).toEqual({
      bounds: [0.5, 10, Infinity],
      values: [1, 60, 100],
    });
  });

  it('recovers names that a dot split', () => {
    const { responses, clusters } = readStatistics(
      statisticsPage(1, {
        'httproute/demo/pay.v2/rule/0': { classes: { '2': 7 } },
        'httproute/demo/pay/rule/0': { classes: { '2': 3 } },
      }),
    );
    expect(responses.get('httproute/demo/pay\nv2_rule_0')?.values[1]).toBe(7);
    expect(responses.get('httproute/demo/pay/rule/0')?.values[1]).toBe(3);
    expect(clusters.has('httproute/demo/pay\nv2_rule_0')).toBe(true);
  });

  it('drops values and series that make no sense', () => {
    const series = (labels: string, value: string) =>
      `envoy_cluster_upstream_rq_xx{${labels},envoy_cluster_name="${KEY}"} ${value}`;
    const bucket = (le: string, value: string) =>
      `envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name="${KEY}",le="${le}"} ${value}`;
    const { responses, latency, uptimeSeconds } = readStatistics(
      [
        series('envoy_response_code_class="2"', 'NaN'),
        series('envoy_response_code_class="2"', '-4'),
        series('envoy_response_code_class="9"', '4'),
        series('envoy_response_code_class="__proto__"', '4'),
        series('x="1"', '4'),
        bucket('', '1'),
        bucket('fast', '1'),
        bucket('10', '1'),
        'envoy_server_uptime{} NaN',
      ].join('\n'),
    );
    expect(responses.size).toBe(0);
    expect(latency.size).toBe(0);
    expect(uptimeSeconds).toBeUndefined();
  });

  it('refuses a page without end', () => {
    const line = `envoy_cluster_upstream_rq_xx{envoy_cluster_name="${KEY}"} 1\n`;
    expect(() => readStatistics(line.repeat(500_001))).toThrow(
      'more than 500000 series',
    );
  });
});
