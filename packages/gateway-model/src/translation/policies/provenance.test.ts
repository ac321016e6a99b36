import {
  httpRoute,
  policy,
  RawObject,
  target,
} from '../../__testUtils__/objects';
import { judging, policiesOf, problem } from '../../__testUtils__/policies';
import { EffectiveKind, EffectiveValue } from '../types';
import { effectiveValues, protectionOf, valuesOfRule } from './index';

const BTP = 'BackendTrafficPolicy';

const on = (
  path: string,
  kind: string,
  name: string,
  spec: object,
  policyKind: string = BTP,
) => policy(policyKind, path, { targetRefs: [target(kind, name)], ...spec });

const route = (rule: object = {}) =>
  httpRoute('infra/shop', { rules: [{ name: 'one', ...rule }] });

function valuesIn(
  objects: RawObject[],
  kind: Exclude<EffectiveKind, 'ClientTrafficPolicy'> = BTP,
  judge = judging({}),
) {
  const { world, effective, route: find } = policiesOf(objects, judge);
  const found = effective(kind, 'shop');
  return found
    ? effectiveValues(world, found, { route: find('shop'), ruleIndex: 0 })
    : [];
}

/** `path=value < source, over value < source`. */
function lines(values: readonly EffectiveValue[]): string[] {
  const source = ({ name, path }: EffectiveValue['source']) =>
    `${name}:${path}`;
  return values.map(one => {
    const over = one.overridden.map(
      lost => `, over ${JSON.stringify(lost.value)} < ${source(lost.source)}`,
    );
    return `${one.path.join('.')}=${JSON.stringify(one.value)} < ${source(
      one.source,
    )}${over.join('')}`;
  });
}

describe('effectiveValues', () => {
  it('tells where each value came from and what it stands above', () => {
    expect(
      lines(
        valuesIn([
          route(),
          on('infra/gateway', 'Gateway', 'eg', {
            timeout: { http: { requestTimeout: '1s' } },
            retry: { numRetries: 1 },
          }),
          on('infra/route', 'HTTPRoute', 'shop', {
            timeout: { http: { requestTimeout: '2s' } },
          }),
        ]),
      ),
    ).toEqual([
      'timeout.http.requestTimeout="2s" < route:timeout.http.requestTimeout, over "1s" < gateway:timeout.http.requestTimeout',
    ]);
  });

  it('follows merges, lists by key included', () => {
    expect(
      lines(
        valuesIn([
          route(),
          on('infra/gateway', 'Gateway', 'eg', {
            retry: { numRetries: 1, retryOn: { triggers: ['reset'] } },
            compressor: [{ type: 'Zstd', zstd: {} }, { type: 'Gzip' }],
          }),
          on('infra/route', 'HTTPRoute', 'shop', {
            mergeType: 'StrategicMerge',
            retry: { retryOn: { triggers: ['5xx'] } },
            compressor: [{ type: 'Gzip', minContentLength: '1' }],
          }),
        ]),
      ),
    ).toEqual([
      'retry.numRetries=1 < gateway:retry.numRetries',
      'retry.retryOn.triggers=["5xx"] < route:retry.retryOn.triggers, over ["reset"] < gateway:retry.retryOn.triggers',
      'compressor.0.type="Zstd" < gateway:compressor[0].type',
      'compressor.0.zstd={} < gateway:compressor[0].zstd',
      'compressor.1.type="Gzip" < route:compressor[0].type, over "Gzip" < gateway:compressor[1].type',
      'compressor.1.minContentLength="1" < route:compressor[0].minContentLength',
    ]);
  });

  it('follows the rules of merged rate limits', () => {
    const limits = (requests: number) => ({
      rateLimit: { global: { rules: [{ limit: { requests } }] } },
    });
    expect(
      lines(
        valuesIn([
          route(),
          on('infra/gateway', 'Gateway', 'eg', limits(1)),
          on('infra/route', 'HTTPRoute', 'shop', {
            mergeType: 'StrategicMerge',
            ...limits(2),
          }),
        ]),
      ),
    ).toEqual([
      'rateLimit.global.rules.0.limit.requests=2 < route:rateLimit.global.rules[0].limit.requests',
      'rateLimit.global.rules.1.limit.requests=1 < gateway:rateLimit.global.rules[0].limit.requests',
    ]);
  });

  it('puts what an HTTPRoute says itself first', () => {
    const traffic = on('infra/gateway', 'Gateway', 'eg', {
      timeout: { http: { requestTimeout: '1s' } },
      retry: { numRetries: 1, perRetry: { timeout: '1s' } },
    });
    expect(
      lines(valuesIn([route({ timeouts: { request: '3s' } }), traffic])),
    ).toEqual([
      'retry.numRetries=1 < gateway:retry.numRetries',
      'retry.perRetry.timeout="1s" < gateway:retry.perRetry.timeout',
      'timeout.http.requestTimeout="3s" < shop:rules[0].timeouts.request, over "1s" < gateway:timeout.http.requestTimeout',
    ]);
    expect(
      lines(
        valuesIn([
          route({
            timeouts: { request: '3s', backendRequest: '2s' },
            retry: { attempts: 5 },
          }),
          traffic,
        ]),
      ),
    ).toEqual([
      'timeout.http.requestTimeout="3s" < shop:rules[0].timeouts.request, over "1s" < gateway:timeout.http.requestTimeout',
      'retry.numRetries=5 < shop:rules[0].retry.attempts, over 1 < gateway:retry.numRetries',
      'retry.perRetry.timeout="2s" < shop:rules[0].timeouts.backendRequest, over "1s" < gateway:retry.perRetry.timeout',
    ]);
  });

  it('lets a CORS filter take the place of a policy’s, whole', () => {
    expect(
      lines(
        valuesIn(
          [
            route({
              filters: [
                { type: 'CORS', cors: { allowOrigins: ['a'] } },
                { type: 'RequestMirror', cors: { allowOrigins: ['c'] } },
              ],
            }),
            on(
              'infra/gateway',
              'Gateway',
              'eg',
              { cors: { allowOrigins: ['b'], maxAge: '1h' }, basicAuth: {} },
              'SecurityPolicy',
            ),
          ],
          'SecurityPolicy',
        ),
      ),
    ).toEqual([
      'basicAuth={} < gateway:basicAuth',
      'cors.allowOrigins=["a"] < shop:rules[0].filters[0].cors.allowOrigins, over ["b"] < gateway:cors.allowOrigins, over "1h" < gateway:cors.maxAge',
    ]);
  });

  it('has nothing of a failed policy but what stands in for it', () => {
    const values = valuesIn(
      [
        route(),
        on('infra/gateway', 'Gateway', 'eg', { retry: { numRetries: 1 } }),
        on('infra/bad', 'HTTPRoute', 'shop', { retry: { numRetries: 2 } }),
      ],
      BTP,
      judging({ bad: problem() }),
    );
    expect(lines(values)).toEqual([
      'retry.numRetries=1 < gateway:retry.numRetries',
    ]);
  });
});

describe('effectiveValues of a SecurityPolicy in error', () => {
  it('has the parts that are not', () => {
    const values = valuesIn(
      [
        route(),
        on(
          'infra/bad',
          'HTTPRoute',
          'shop',
          { cors: { maxAge: '1h' }, basicAuth: { users: { name: 'gone' } } },
          'SecurityPolicy',
        ),
      ],
      'SecurityPolicy',
      judging({ bad: problem({ path: 'basicAuth.users' }) }),
    );
    expect(lines(values)).toEqual(['cors.maxAge="1h" < bad:cors.maxAge']);
  });
});

describe('valuesOfRule', () => {
  it('tells what a rule says without any policy', () => {
    const { route: find } = policiesOf([
      route({ timeouts: { backendRequest: '2s' }, retry: {} }),
    ]);
    const place = { route: find('shop'), ruleIndex: 0 };
    expect(lines(valuesOfRule(BTP, place))).toEqual([
      'retry.perRetry.timeout="2s" < shop:rules[0].timeouts.backendRequest',
    ]);
    expect(valuesOfRule('EnvoyExtensionPolicy', place)).toEqual([]);
  });
});

describe('protectionOf', () => {
  const protection = (objects: RawObject[]) => {
    const { policies, listener, route: find } = policiesOf(objects);
    return protectionOf(policies, listener(), find('shop'), 0);
  };

  it('is nothing without policies', () => {
    expect(protection([route()])).toEqual({
      authentication: [],
      rateLimit: [],
      timeout: undefined,
    });
  });

  it('comes from policies, the listener and the route', () => {
    expect(
      protection([
        route({ timeouts: { request: '3s' } }),
        on('infra/traffic', 'Gateway', 'eg', {
          rateLimit: { local: { rules: [{}] } },
          timeout: { http: { requestTimeout: '1s' } },
        }),
        on(
          'infra/security',
          'Gateway',
          'eg',
          { jwt: { optional: true }, apiKeyAuth: {}, authorization: {} },
          'SecurityPolicy',
        ),
        on(
          'infra/client',
          'Gateway',
          'eg',
          { tls: { clientValidation: {} } },
          'ClientTrafficPolicy',
        ),
      ]),
    ).toEqual({
      authentication: ['apiKeyAuth', 'authorization', 'clientCertificate'],
      rateLimit: ['local'],
      timeout: '3s',
    });
  });
});
