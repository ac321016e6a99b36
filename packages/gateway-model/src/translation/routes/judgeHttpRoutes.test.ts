import {
  ACCEPTED,
  API,
  grpc,
  http,
  IDLE,
  judgeAll,
  judgeLast,
  REFUSED,
  RESOLVED,
  routeFilter,
  extension,
  verdicts,
} from '../../__testUtils__/httpRoutes';
import { backend } from '../../__testUtils__/backends';
import { gateway, listener, RawObject } from '../../__testUtils__/objects';

type Spec = Record<string, unknown>;

const rule = (more: Spec = {}) => ({ backendRefs: [API], ...more });
const rules = (...all: unknown[]) => http('apps/web', { rules: all });
const UNRESOLVED = 'ResolvedRefs=False/UnsupportedValue';

function answers(objects: readonly RawObject[]) {
  return judgeLast(objects).rules.map(one =>
    one.dropped
      ? 'dropped'
      : one.answers && `${one.answers.status} ${one.answers.why}`,
  );
}

describe('judgeHttpRoutes', () => {
  it('takes HTTPRoutes before GRPCRoutes and leaves out what is not ours', () => {
    const routes = judgeAll([
      grpc('apps/a', { rules: [rule()] }),
      http('apps/b', { rules: [rule()] }),
      http('apps/c', { parentRefs: [{ name: 'unknown' }] }),
    ]);
    expect(routes.map(({ item }) => item.name)).toEqual(['b', 'a']);
    expect(routes.map(({ parents }) => verdicts(parents[0]))).toEqual([
      [ACCEPTED, RESOLVED],
      [ACCEPTED, RESOLVED],
    ]);
  });

  describe('backends', () => {
    const dynamic = {
      group: 'gateway.envoyproxy.io',
      kind: 'Backend',
      name: 'dynamic',
    };

    it.each<[string, unknown[], string | undefined, string[]]>([
      ['one that is there', [API], undefined, [RESOLVED]],
      ['none', [], '500 InvalidBackend', [RESOLVED]],
      [
        'one without weight',
        [{ ...API, weight: 0 }],
        '500 InvalidBackend',
        [RESOLVED],
      ],
      [
        'one that is missing',
        [{ name: 'gone', port: 80 }],
        '500 InvalidBackend',
        ['ResolvedRefs=False/BackendNotFound'],
      ],
      [
        'a good one among missing ones',
        [API, { name: 'gone', port: 80 }],
        undefined,
        ['ResolvedRefs=False/BackendNotFound'],
      ],
      [
        'several that are wrong in several ways',
        [
          { name: 'gone', port: 80 },
          { name: 'api', port: 81 },
          { name: 'api' },
        ],
        '500 InvalidBackend',
        ['ResolvedRefs=False/BackendNotFound,PortNotFound,PortNotSpecified'],
      ],
      [
        'one without endpoints',
        [IDLE],
        '503 NoEndpoints',
        ['BackendsAvailable=False/EndpointsNotFound', RESOLVED],
      ],
      [
        'one without endpoints and one that is missing',
        [IDLE, { name: 'gone', port: 80 }],
        '500 InvalidBackend',
        [
          'BackendsAvailable=False/EndpointsNotFound',
          'ResolvedRefs=False/BackendNotFound',
        ],
      ],
      ['a dynamic resolver', [dynamic], undefined, [RESOLVED]],
      [
        'a dynamic resolver beside another',
        [dynamic, API],
        '500 InvalidBackend',
        ['ResolvedRefs=False/InvalidBackendRef'],
      ],
    ])('judges a rule with %s', (_, backendRefs, answer, conditions) => {
      const objects = [
        backend('apps/dynamic', { type: 'DynamicResolver' }),
        rules({ backendRefs }),
      ];
      expect(answers(objects)).toEqual([answer]);
      expect(verdicts(judgeLast(objects))).toEqual([ACCEPTED, ...conditions]);
    });

    it('does not let a path decide where a dynamic resolver sends to', () => {
      const objects = [
        backend('apps/dynamic', { type: 'DynamicResolver' }),
        routeFilter('apps/rewrite', {
          urlRewrite: {
            hostname: {
              type: 'PathRegex',
              pathRegex: { pattern: '^/([a-z]+)', substitution: '\\1.example' },
            },
          },
        }),
        rules({
          filters: [extension('rewrite')],
          backendRefs: [dynamic],
        }),
      ];
      expect(answers(objects)).toEqual(['500 InvalidBackend']);
      expect(verdicts(judgeLast(objects))).toEqual([ACCEPTED, UNRESOLVED]);
    });

    it('judges the filters of a backendRef', () => {
      const filters = [
        {
          type: 'RequestHeaderModifier',
          requestHeaderModifier: { set: [{ name: 'Host', value: 'x' }] },
        },
      ];
      const parent = judgeLast([
        rules(rule({ backendRefs: [{ ...API, filters }] })),
      ]);
      expect(verdicts(parent)).toEqual([
        ACCEPTED,
        'ResolvedRefs=False/InvalidBackendFilters',
      ]);
      expect(parent.rules[0].backends[0].problem?.reason).toBe(
        'InvalidBackendFilters',
      );
    });

    it('calls a reference resolved although endpoints are not read', () => {
      const parent = judgeLast([rules(rule())], {
        unread: new Set(['discovery.k8s.io/EndpointSlice']),
      });
      expect(verdicts(parent)).toEqual([ACCEPTED, RESOLVED]);
      expect(parent.rules[0].backends[0].unknown).toBeDefined();
    });

    it('presumes that what is not read exists', () => {
      const backendRefs = [{ ...API, name: 'elsewhere' }];
      const parent = judgeLast([rules(rule({ backendRefs }))], {
        unread: new Set(['/Service']),
      });
      expect(verdicts(parent)).toEqual([ACCEPTED, `${RESOLVED}?`]);
    });
  });

  describe('rules', () => {
    const broken = rule({
      matches: [{ path: { type: 'RegularExpression', value: '[' } }],
    });

    it('accepts a route in part', () => {
      const objects = [rules(rule(), broken)];
      expect(verdicts(judgeLast(objects))).toEqual([
        ACCEPTED,
        'PartiallyInvalid=True/UnsupportedValue',
        RESOLVED,
      ]);
      expect(answers(objects)).toEqual([undefined, 'dropped']);
    });

    it('refuses a route none of whose rules is accepted', () => {
      expect(verdicts(judgeLast([rules(broken, broken)]))).toEqual([
        REFUSED,
        RESOLVED,
      ]);
    });

    it.each<[string, Spec]>([
      [
        'a header',
        {
          matches: [
            { headers: [{ name: 'a', value: '(', type: 'RegularExpression' }] },
          ],
        },
      ],
      [
        'a query parameter',
        {
          matches: [
            {
              queryParams: [
                { name: 'a', value: '(', type: 'RegularExpression' },
              ],
            },
          ],
        },
      ],
      ['sessions of no type', { sessionPersistence: { type: 'Magic' } }],
      [
        'a timeout that is no duration',
        {
          sessionPersistence: {
            absoluteTimeout: 'soon',
            cookieConfig: { lifetimeType: 'Permanent' },
          },
        },
      ],
    ])('drops a rule for %s', (_, more) => {
      const objects = [rules(rule(more))];
      expect(answers(objects)).toEqual(['dropped']);
      expect(verdicts(judgeLast(objects))).toEqual([REFUSED, RESOLVED]);
    });

    it('takes a session timeout that is not used for what it may be', () => {
      const sessionPersistence = { type: 'Header', absoluteTimeout: 'soon' };
      expect(answers([rules(rule({ sessionPersistence }))])).toEqual([
        undefined,
      ]);
    });

    it('numbers matches, also where there is none', () => {
      const { rules: outcomes } = judgeLast([
        rules(rule(), rule({ matches: [{}, { method: 'GET' }] })),
      ]);
      expect(
        outcomes.map(({ matches }) => matches.map(({ index }) => index)),
      ).toEqual([[-1], [0, 1]]);
    });

    it('adds a route for preflight requests, which no redirect answers', () => {
      const cors = { type: 'CORS', cors: { allowOrigins: ['*'] } };
      const redirect = {
        type: 'RequestRedirect',
        requestRedirect: { statusCode: 302 },
      };
      const { rules: outcomes } = judgeLast([
        rules({
          matches: [{ method: 'GET' }, { method: 'OPTIONS' }, {}],
          filters: [cors, redirect],
        }),
      ]);
      const [{ answers: answer, matches }] = outcomes;
      expect(answer).toEqual({ status: 302, why: 'Redirect' });
      expect(
        matches.map(({ index, method, preflight }) => [
          index,
          method,
          preflight?.answers?.status,
        ]),
      ).toEqual([
        [0, 'GET', undefined],
        [0, 'OPTIONS', 500],
        [1, 'OPTIONS', undefined],
        [2, undefined, undefined],
      ]);
    });
  });

  describe('GRPCRoutes', () => {
    it('attach nowhere unless accepted', () => {
      const broken = {
        matches: [{ method: { type: 'RegularExpression', service: '(' } }],
        backendRefs: [API],
      };
      const attached = (route: RawObject) =>
        judgeLast([route]).listeners.map(({ hostnames }) => hostnames);
      expect(attached(grpc('apps/g', { rules: [broken] }))).toEqual([[]]);
      expect(attached(grpc('apps/g', { rules: [rule()] }))).toEqual([['*']]);
      expect(
        attached(
          rules(
            rule({
              matches: [{ path: { type: 'RegularExpression', value: '(' } }],
            }),
          ),
        ),
      ).toEqual([['*']]);
    });

    it('are refused for their rules before their hostnames', () => {
      const objects = (kind: typeof grpc) => [
        gateway('infra/eg', [listener('a', { hostname: 'a.example' })]),
        kind('apps/g', {
          hostnames: ['b.example'],
          rules: [rule({ filters: [{ type: 'Unheard' }] })],
        }),
      ];
      expect(verdicts(judgeLast(objects(grpc)))[0]).toBe(REFUSED);
      expect(verdicts(judgeLast(objects(http)))[0]).toBe(
        'Accepted=False/NoMatchingListenerHostname',
      );
    });

    it('cannot answer with success', () => {
      const objects = (statusCode: number) => [
        routeFilter('apps/direct', { directResponse: { statusCode } }),
        grpc('apps/g', { rules: [{ filters: [extension('direct')] }] }),
      ];
      expect(verdicts(judgeLast(objects(204)))).toEqual([REFUSED, RESOLVED]);
      expect(answers(objects(204))).toEqual(['500 InvalidFilter']);
      expect(verdicts(judgeLast(objects(403)))).toEqual([ACCEPTED, RESOLVED]);
      expect(answers(objects(403))).toEqual(['403 DirectResponse']);
    });
  });

  it('judges the rules of a route no listener takes, too', () => {
    const closed = listener('a', {
      allowedRoutes: { namespaces: { from: 'Same' } },
    });
    const parent = judgeLast([
      gateway('infra/eg', [closed]),
      rules({ backendRefs: [{ name: 'gone', port: 80 }] }),
    ]);
    expect(verdicts(parent)).toEqual([
      'Accepted=False/NotAllowedByListeners',
      'ResolvedRefs=False/BackendNotFound',
    ]);
  });

  it('gives parentRefs of one status entry the same conditions', () => {
    const [{ parents }] = judgeAll([
      http('apps/web', {
        parentRefs: [
          { namespace: 'infra', name: 'eg', port: 80 },
          { namespace: 'infra', name: 'eg', port: 81 },
        ],
        rules: [rule()],
      }),
    ]);
    expect(parents.map(verdicts)).toEqual([
      ['Accepted=False/NoMatchingParent', RESOLVED],
      ['Accepted=False/NoMatchingParent', RESOLVED],
    ]);
    expect(parents[0].listeners).toHaveLength(1);
  });
});
