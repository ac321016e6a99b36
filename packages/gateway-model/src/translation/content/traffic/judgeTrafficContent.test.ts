import { configMap } from '../../../__testUtils__/backends';
import { contentOf, itemOfKind, paths } from '../../../__testUtils__/content';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
) => contentOf('BackendTrafficPolicy', spec, more);

const limit = (unit: string) => ({ limit: { requests: 1, unit } });

const local = (...rules: object[]) => ({ rateLimit: { local: { rules } } });

const global = (...clientSelectors: object[]) => ({
  rateLimit: {
    global: { rules: [{ clientSelectors, ...limit('Second') }] },
  },
});

const SELECTORS = 'rateLimit.global.rules[0].clientSelectors[0]';

const override = (response: object) => ({
  responseOverride: [{ match: {}, response }],
});

const fromConfigMap = override({
  body: { type: 'ValueRef', valueRef: { kind: 'ConfigMap', name: 'body' } },
});

describe('a BackendTrafficPolicy', () => {
  it('is in order with what Envoy Gateway takes', () => {
    const { problems, unknown } = judge({
      rateLimit: {
        local: {
          rules: [
            limit('Minute'),
            {
              clientSelectors: [{ sourceCIDR: { value: '10.0.0.0/8' } }],
              ...limit('Week'),
            },
          ],
        },
        global: {
          rules: [
            {
              clientSelectors: [
                { headers: [{ name: 'x-user', type: 'Distinct' }] },
                { headers: [{ name: 'x-user', value: '' }] },
                { queryParams: [{ name: 'q', type: 'Distinct' }] },
                { path: { value: '/a' }, methods: [{ value: 'GET' }] },
              ],
              ...limit('Year'),
            },
          ],
        },
      },
      loadBalancer: {
        type: 'ConsistentHash',
        consistentHash: { type: 'SourceIP', tableSize: 5000011 },
        slowStart: { window: 'not looked at' },
      },
      circuitBreaker: {
        maxConnections: 4294967295,
        perEndpoint: { maxConnections: -1 },
      },
      retry: {
        perRetry: { backOff: { baseInterval: '1s', maxInterval: '1s' } },
      },
      bandwidthLimit: { request: { limit: { value: '1Ki', unit: 'Second' } } },
      requestBuffer: { limit: '4294967295' },
      telemetry: { metrics: { routeStatName: '%ROUTE_KIND%.%ROUTE_NAME%' } },
    });
    expect(problems).toEqual([]);
    expect(unknown).toBeUndefined();
  });

  it.each<[string, object]>([
    ['rateLimit.type', { rateLimit: { type: 'Both' } }],
    ['rateLimit.global', { rateLimit: { type: 'Global', local: {} } }],
    ['rateLimit.local', { rateLimit: { type: 'Local', global: {} } }],
    ['rateLimit.local.rules', local(limit('Second'), limit('Hour'))],
    [
      'rateLimit.local.rules[1].limit.unit',
      local(limit('Hour'), { clientSelectors: [{}], ...limit('Minute') }),
    ],
    [SELECTORS, global({})],
    [
      `${SELECTORS}.headers[0].value`,
      global({ headers: [{ type: 'RegularExpression', value: '(' }] }),
    ],
    [`${SELECTORS}.headers[0]`, global({ headers: [{ name: 'a' }] })],
    [
      `${SELECTORS}.headers[0]`,
      global({ headers: [{ type: 'Distinct', value: 'a' }] }),
    ],
    [
      `${SELECTORS}.headers[0].invert`,
      global({ headers: [{ type: 'Distinct', invert: true }] }),
    ],
    [
      `${SELECTORS}.path.value`,
      global({ path: { type: 'RegularExpression', value: '[' } }),
    ],
    [`${SELECTORS}.path.type`, global({ path: { type: 'Suffix' } })],
    [
      `${SELECTORS}.sourceCIDR.value`,
      global({ sourceCIDR: { value: '10.0.0.0' } }),
    ],
    [
      `${SELECTORS}.queryParams[0].name`,
      global({ queryParams: [{ value: 'a' }] }),
    ],
    [
      `${SELECTORS}.queryParams[0].value`,
      global({ queryParams: [{ name: 'q', value: '' }] }),
    ],
    [
      `${SELECTORS}.queryParams[0].value`,
      global({ queryParams: [{ name: 'q', type: 'Distinct', value: 'a' }] }),
    ],
    [
      `${SELECTORS}.queryParams[0].type`,
      global({ queryParams: [{ name: 'q', type: 'Prefix' }] }),
    ],
    [
      'bandwidthLimit.request.limit',
      { bandwidthLimit: { request: { limit: { value: '1023' } } } },
    ],
    [
      'bandwidthLimit.response.limit',
      {
        bandwidthLimit: { response: { limit: { value: '1Mi', unit: 'Hour' } } },
      },
    ],
    [
      'loadBalancer.consistentHash.tableSize',
      {
        loadBalancer: {
          type: 'ConsistentHash',
          consistentHash: { tableSize: 1024 },
        },
      },
    ],
    [
      'loadBalancer.consistentHash.tableSize',
      {
        loadBalancer: {
          type: 'ConsistentHash',
          consistentHash: { tableSize: 5000051 },
        },
      },
    ],
    [
      'loadBalancer.slowStart.window',
      { loadBalancer: { type: 'LeastRequest', slowStart: { window: 'soon' } } },
    ],
    [
      'loadBalancer.backendUtilization.blackoutPeriod',
      {
        loadBalancer: {
          type: 'BackendUtilization',
          backendUtilization: { blackoutPeriod: '' },
        },
      },
    ],
    [
      'circuitBreaker.maxParallelRetries',
      { circuitBreaker: { maxParallelRetries: -1 } },
    ],
    ['tcpKeepalive.interval', { tcpKeepalive: { interval: '5' } }],
    ['retry.perRetry.timeout', { retry: { perRetry: { timeout: '1d' } } }],
    [
      'retry.perRetry.backOff.baseInterval',
      { retry: { perRetry: { backOff: { baseInterval: '0s' } } } },
    ],
    [
      'retry.perRetry.backOff.maxInterval',
      {
        retry: {
          perRetry: { backOff: { baseInterval: '2s', maxInterval: '1s' } },
        },
      },
    ],
    [
      'timeout.http.requestTimeout',
      { timeout: { http: { requestTimeout: 'x' } } },
    ],
    ['connection.bufferLimit', { connection: { bufferLimit: '4Gi' } }],
    [
      'http2.initialStreamWindowSize',
      { http2: { initialStreamWindowSize: 65534 } },
    ],
    ['requestBuffer.limit', { requestBuffer: { limit: '5000Mi' } }],
    [
      'requestBuffer',
      { requestBuffer: { limit: '1Mi' }, httpUpgrade: [{ type: 'websocket' }] },
    ],
    [
      'telemetry.metrics.routeStatName',
      { telemetry: { metrics: { routeStatName: '%PORT%' } } },
    ],
    [
      'telemetry.metrics.routeStatName',
      { telemetry: { metrics: { routeStatName: '50%' } } },
    ],
  ])('is wrong at %s', (path, spec) => {
    const outcome = judge({ ...spec });
    expect(paths(outcome)).toEqual([path]);
    expect(outcome.problems[0]).toMatchObject({
      reason: 'Invalid',
      phase: 'translation',
    });
  });

  it.each([
    ['requestBuffer.limit', { requestBuffer: { limit: Object.create(null) } }],
    ['connection.bufferLimit', { connection: { bufferLimit: [{}] } }],
    [
      'http2.initialStreamWindowSize',
      { http2: { initialStreamWindowSize: {} } },
    ],
  ])('is told of %s, whatever it holds', (path, spec) => {
    expect(paths(judge({ ...spec }))).toEqual([path]);
  });

  it('needs a rate limit service for global limits', () => {
    const settings = { globalRateLimitEnabled: false };
    const selector = { methods: [{ value: 'GET' }] };
    expect(paths(judge(global(selector), { settings }))).toEqual([
      'rateLimit.global',
    ]);
    expect(paths(judge(local(limit('Second')), { settings }))).toEqual([]);
  });

  it('has all of its timeouts reported', () => {
    const timeout = {
      tcp: { connectTimeout: '1' },
      http: { requestTimeout: '1', streamIdleTimeout: '1s' },
    };
    expect(paths(judge({ timeout }))).toEqual([
      'timeout.tcp.connectTimeout',
      'timeout.http.requestTimeout',
    ]);
  });

  it('finds bodies in ConfigMaps, under any key', () => {
    const body = (data: object) => ({
      objects: [configMap('apps/body', { ...data })],
    });
    expect(paths(judge(fromConfigMap, body({ any: 'x' })))).toEqual([]);
    const path = 'responseOverride[0].response.body.valueRef';
    expect(paths(judge(fromConfigMap, body({})))).toEqual([path]);
    expect(paths(judge(fromConfigMap))).toEqual([path]);
    expect(paths(judge(override({ body: { inline: 'x' } })))).toEqual([]);
  });

  it('finds them in the namespace of the policy that gave them', () => {
    const owner = () => itemOfKind('BackendTrafficPolicy', 'infra');
    const objects = [configMap('infra/body', { 'response.body': 'x' })];
    expect(paths(judge(fromConfigMap, { objects, owner }))).toEqual([]);
  });

  it('depends on ConfigMaps that are not read', () => {
    const settings = { unread: new Set(['/ConfigMap']) };
    const { problems, unknown } = judge(fromConfigMap, { settings });
    expect(problems).toEqual([]);
    expect(unknown).toMatchObject({
      reason: 'NotRead',
      ref: { kind: 'ConfigMap', namespace: 'apps', name: 'body' },
    });
  });
});
