import {
  API,
  grpc,
  http,
  judgeAll,
  verdicts,
} from '../../__testUtils__/httpRoutes';
import { gateway, listener, RawObject } from '../../__testUtils__/objects';
import { judgeOverlaps } from './judgeOverlaps';

type Spec = Record<string, unknown>;

const OVERLAP = 'RouteRulesOverlap=True/RouteRulesOverlap';

const route = (name: string, match: Spec | undefined, more: Spec = {}) =>
  http(`apps/${name}`, {
    rules: [{ ...(match && { matches: [match] }), backendRefs: [API] }],
    ...more,
  });

function overlapping(
  routes: readonly RawObject[],
  upgraded: readonly string[] = [],
): string[] {
  return judgeOverlaps(judgeAll(routes), ({ item }) =>
    upgraded.includes(item.name),
  )
    .filter(({ parents }) =>
      parents.some(parent => verdicts(parent).includes(OVERLAP)),
    )
    .map(({ item }) => item.name);
}

const path = (value: string, type = 'PathPrefix') => ({
  path: { type, value },
});

describe('judgeOverlaps', () => {
  it.each<[string, Spec | undefined, Spec | undefined]>([
    ['the same path', path('/a', 'Exact'), path('/a', 'Exact')],
    ['a slash at the end of a prefix', path('/a'), path('/a/')],
    ['no match', undefined, path('/')],
    [
      'the case of a header name',
      { headers: [{ name: 'A', value: 'b' }] },
      { headers: [{ name: 'a', value: 'b', type: 'Exact' }] },
    ],
    [
      'the order of query parameters',
      {
        queryParams: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      },
      {
        queryParams: [
          { name: 'b', value: '2' },
          { name: 'a', value: '1' },
        ],
      },
    ],
  ])('finds routes that match alike, with %s', (_, one, two) => {
    expect(overlapping([route('one', one), route('two', two)])).toEqual([
      'one',
      'two',
    ]);
  });

  it.each<[string, Spec, Spec]>([
    ['types of path', path('/a', 'Exact'), path('/a')],
    ['methods', { method: 'GET' }, { method: 'POST' }],
    [
      'query parameters by case',
      { queryParams: [{ name: 'A', value: 'b' }] },
      { queryParams: [{ name: 'a', value: 'b' }] },
    ],
    [
      'a header and a query parameter',
      { headers: [{ name: 'a', value: 'b' }] },
      { queryParams: [{ name: 'a', value: 'b' }] },
    ],
  ])('tells apart %s', (_, one, two) => {
    expect(overlapping([route('one', one), route('two', two)])).toEqual([]);
  });

  it('names the others, across kinds, on hostnames they share', () => {
    const method = { service: 'a.B', method: 'C' };
    const routes = judgeOverlaps(
      judgeAll([
        gateway('infra/eg', [listener('a', { hostname: '*.example' })]),
        route('one', path('/a.B/C', 'Exact'), { hostnames: ['a.example'] }),
        route('other', path('/a.B/C', 'Exact'), { hostnames: ['b.example'] }),
        grpc('apps/two', {
          hostnames: ['a.example'],
          rules: [{ matches: [{ method }], backendRefs: [API] }],
        }),
      ]),
      () => false,
    );
    expect(
      routes.map(({ parents: [parent] }) => parent.conditions[2]?.message),
    ).toEqual([
      expect.stringContaining('GRPCRoute apps/two'),
      undefined,
      expect.stringContaining('HTTPRoute apps/one'),
    ]);
  });

  it('presumes what hangs on a listener that is presumed to serve', () => {
    const https = listener('a', {
      protocol: 'HTTPS',
      tls: { certificateRefs: [{ name: 'unread' }] },
    });
    const routes = judgeOverlaps(
      judgeAll(
        [
          gateway('infra/eg', [https]),
          route('one', path('/a')),
          route('two', path('/a')),
        ],
        { unread: new Set(['/Secret']) },
      ),
      () => false,
    );
    for (const { parents } of routes) {
      expect(parents[0].conditions).toContainEqual(
        expect.objectContaining({
          type: 'RouteRulesOverlap',
          unknown: expect.objectContaining({ reason: 'NotRead' }),
        }),
      );
    }
  });

  it('says nothing of the matches of one route', () => {
    const twice = http('apps/one', {
      rules: [{ matches: [path('/a'), path('/a')], backendRefs: [API] }],
    });
    expect(overlapping([twice])).toEqual([]);
  });

  it('looks at each listener by itself', () => {
    const on = (sectionName: string) => ({
      parentRefs: [{ namespace: 'infra', name: 'eg', sectionName }],
    });
    expect(
      overlapping([
        gateway('infra/eg', [listener('a'), listener('b', { port: 81 })]),
        route('one', path('/a'), on('a')),
        route('two', path('/a'), on('b')),
      ]),
    ).toEqual([]);
  });

  it('counts CONNECT upgrades whatever the path', () => {
    const routes = [
      route('one', path('/a')),
      route('two', path('/b')),
      route('three', path('/b')),
    ];
    expect(overlapping(routes, ['one', 'two'])).toEqual(['one', 'two']);
  });
});
