import fc from 'fast-check';
import {
  API,
  extension,
  grpc,
  http,
  judgeAll,
  routeFilter,
} from '../../__testUtils__/httpRoutes';
import { RawObject } from '../../__testUtils__/objects';
import { judgeOverlaps } from './judgeOverlaps';
import { statusParents } from './parentStatuses';

const FILTERS = [
  {
    type: 'RequestHeaderModifier',
    requestHeaderModifier: { set: [{ name: 'a', value: 'b' }], remove: ['c'] },
  },
  { type: 'RequestMirror', requestMirror: { backendRef: API } },
  extension('x'),
];

const OBJECTS: readonly RawObject[] = [
  routeFilter('apps/x', {
    matches: [{ cookies: [{ name: 'a', value: 'b' }] }],
    urlRewrite: {
      path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern: 'a' } },
      hostname: {
        type: 'PathRegex',
        pathRegex: { pattern: 'a', substitution: 'b' },
      },
    },
    directResponse: { body: { type: 'ValueRef', valueRef: { name: 'body' } } },
    credentialInjection: { credential: { valueRef: { name: 'token' } } },
  }),
  http('apps/web', {
    hostnames: ['a.example'],
    rules: [
      {
        matches: [
          {
            path: { type: 'RegularExpression', value: '/a' },
            method: 'GET',
            headers: [{ name: 'a', value: 'b' }],
            queryParams: [{ name: 'a', value: 'b' }],
          },
        ],
        filters: [
          ...FILTERS,
          { type: 'URLRewrite', urlRewrite: { hostname: 'a.example' } },
          { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } },
          { type: 'CORS', cors: { allowOrigins: ['*'] } },
        ],
        backendRefs: [{ ...API, filters: FILTERS }],
        sessionPersistence: { type: 'Cookie', absoluteTimeout: '1h' },
      },
    ],
  }),
  grpc('apps/rpc', {
    hostnames: ['a.example'],
    rules: [
      {
        matches: [
          {
            method: { type: 'RegularExpression', service: 'a', method: 'b' },
            headers: [{ name: 'a', value: 'b' }],
          },
        ],
        filters: FILTERS,
        backendRefs: [{ ...API, filters: FILTERS }],
      },
    ],
  }),
];

function pathsIn(value: unknown, at: readonly string[] = []): string[][] {
  return typeof value !== 'object' || value === null
    ? [[...at]]
    : [
        [...at],
        ...Object.entries(value).flatMap(([key, child]) =>
          pathsIn(child, [...at, key]),
        ),
      ];
}

function damaged(
  value: unknown,
  [step, ...rest]: readonly string[],
  by: unknown,
): unknown {
  if (step === undefined) {
    return by;
  }
  const child = (value as Record<string, unknown>)[step];
  const changed = damaged(child, rest, by);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === step ? changed : item))
    : { ...(value as object), [step]: changed };
}

const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    '__proto__',
    'constructor',
    '\u0000\ud800',
    '('.repeat(65_536),
    'a{999}{999}{999}',
    -1,
    1e308,
    Array.from({ length: 1_000 }, () => ({})),
  ),
);

const damage = fc.integer({ min: 0, max: OBJECTS.length - 1 }).chain(position =>
  fc.record({
    position: fc.constant(position),
    path: fc.constantFrom(...pathsIn(OBJECTS[position].spec)),
    value: nasty,
  }),
);

describe('routes that hold anything', () => {
  it('are judged all the same', () => {
    fc.assert(
      fc.property(damage, ({ position, path, value }) => {
        const routes = judgeOverlaps(
          judgeAll(
            OBJECTS.map((object, index) =>
              index === position
                ? ({
                    ...object,
                    spec: damaged(object.spec, path, value),
                  } as RawObject)
                : object,
            ),
          ),
          () => false,
        );
        for (const route of routes) {
          for (const { conditions } of statusParents(route)) {
            expect(conditions.map(({ type }) => type)).toContain('Accepted');
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
