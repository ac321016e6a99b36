import {
  ACCEPTED,
  API,
  extension,
  http,
  IDLE,
  judgeLast,
  REFUSED,
  RESOLVED,
  routeFilter,
  verdicts,
} from '../../__testUtils__/httpRoutes';
import { grant, namespace, RawObject } from '../../__testUtils__/objects';
import { secret } from '../../__testUtils__/backends';
import { TranslationSettings } from '../types';

type Spec = Record<string, unknown>;

const UNRESOLVED = 'ResolvedRefs=False/UnsupportedValue';

/** What a rule with these filters answers, and the conditions of its route. */
function judge(
  filters: unknown[],
  objects: readonly RawObject[] = [],
  settings: Partial<TranslationSettings> = {},
) {
  const parent = judgeLast(
    [
      ...objects,
      http('apps/web', { rules: [{ filters, backendRefs: [API] }] }),
    ],
    settings,
  );
  const [{ answers }] = parent.rules;
  return [answers && `${answers.status} ${answers.why}`, ...verdicts(parent)];
}

const FINE = [undefined, ACCEPTED, RESOLVED];
const FAILED = ['500 InvalidFilter', REFUSED, RESOLVED];

const headers = (modifier: unknown, type = 'RequestHeaderModifier') => ({
  type,
  requestHeaderModifier: modifier,
  responseHeaderModifier: modifier,
});
const redirect = (requestRedirect: unknown) => ({
  type: 'RequestRedirect',
  requestRedirect,
});
const rewrite = (urlRewrite: unknown) => ({ type: 'URLRewrite', urlRewrite });
const mirror = (backendRef: unknown) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef },
});

describe('filters of a rule', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no headers', {}],
    ['good headers', { set: [{ name: 'a', value: 'b c' }], remove: ['d'] }],
  ])('may modify %s', (_, modifier) => {
    expect(judge([headers(modifier)])).toEqual(FINE);
  });

  it.each<[string, unknown]>([
    ['a header without a name', { add: [{ value: 'b' }] }],
    ['a pseudo header', { set: [{ name: ':path', value: 'b' }] }],
    ['a name with a slash', { set: [{ name: 'a/b', value: 'b' }] }],
    ['the host', { set: [{ name: 'hOsT', value: 'b' }] }],
    ['no value', { add: [{ name: 'a', value: '' }] }],
    ['two blanks', { add: [{ name: 'a', value: 'b  c' }] }],
    ['a removal of the host', { remove: ['x', 'Host'] }],
  ])('may not modify %s', (_, modifier) => {
    expect(judge([headers(modifier)])).toEqual(FAILED);
    expect(judge([headers(modifier, 'ResponseHeaderModifier')])).toEqual(
      FAILED,
    );
  });

  it.each<[string, unknown, number]>([
    ['a scheme', { scheme: 'https' }, 301],
    ['a status', { statusCode: 308 }, 308],
    ['a path', { path: { type: 'ReplaceFullPath' }, statusCode: 302 }, 302],
  ])('may redirect to %s', (_, to, status) => {
    expect(judge([redirect(to)])).toEqual([
      `${status} Redirect`,
      ACCEPTED,
      RESOLVED,
    ]);
  });

  it.each<[string, unknown]>([
    ['another scheme', { scheme: 'ftp' }],
    ['an address', { hostname: '10.0.0.1' }],
    ['no name', { hostname: 'a_b.example' }],
    ['too long a label', { hostname: `${'a'.repeat(64)}.example` }],
    ['a path of no type', { path: { replaceFullPath: '/' } }],
    ['no such status', { statusCode: 304 }],
  ])('may not redirect to %s', (_, to) => {
    expect(judge([redirect(to)])).toEqual(FAILED);
  });

  it('may not redirect twice', () => {
    expect(judge([redirect({}), redirect({})])).toEqual(FAILED);
  });

  it.each<[string, unknown]>([
    ['a hostname', { hostname: 'a.example' }],
    ['a number that is no address', { hostname: '10.0.0.01' }],
    ['a path', { path: { type: 'ReplaceFullPath', replaceFullPath: '' } }],
    ['nothing', {}],
  ])('may rewrite %s', (_, to) => {
    expect(judge([rewrite(to)])).toEqual(FINE);
  });

  it.each<[string, unknown]>([
    ['to no hostname', { hostname: 'A.example' }],
    ['a path by no type', { path: { replaceFullPath: '/' } }],
    ['a path to nothing', { path: { type: 'ReplaceFullPath' } }],
    [
      'a path in two ways',
      {
        path: {
          type: 'ReplacePrefixMatch',
          replacePrefixMatch: '/',
          replaceFullPath: '/',
        },
      },
    ],
  ])('may not rewrite %s', (_, to) => {
    expect(judge([rewrite(to)])).toEqual(FAILED);
  });

  describe('rewrites by HTTPRouteFilters', () => {
    const byHeader = routeFilter('apps/host', {
      urlRewrite: { hostname: { type: 'Header', header: 'x' } },
    });
    const byPath = (pattern: string) =>
      routeFilter('apps/path', {
        urlRewrite: {
          path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern } },
        },
      });

    it('stand beside rewrites of other parts', () => {
      const filters = [rewrite({ hostname: 'a.example' }), extension('path')];
      expect(judge(filters, [byPath('^/a')])).toEqual(FINE);
      expect(judge([...filters].reverse(), [byPath('^/a')])).toEqual(FINE);
    });

    it('do not stand beside rewrites of the same part, or of their own kind', () => {
      const core = rewrite({ hostname: 'a.example' });
      expect(judge([core, extension('host')], [byHeader])).toEqual(FAILED);
      expect(judge([extension('host'), core], [byHeader])).toEqual(FAILED);
      expect(
        judge(
          [extension('host'), extension('path')],
          [byHeader, byPath('^/a')],
        ),
      ).toEqual(FAILED);
      expect(judge([core, rewrite({ hostname: 'b.example' })])).toEqual(FAILED);
    });

    it.each<[string, Spec]>([
      ['a path by no pattern', { path: { type: 'ReplaceRegexMatch' } }],
      [
        'a path by what is no pattern',
        {
          path: {
            type: 'ReplaceRegexMatch',
            replaceRegexMatch: { pattern: '(?=a)' },
          },
        },
      ],
      ['a host by no header', { hostname: { type: 'Header' } }],
      [
        'a host by what is no pattern',
        {
          hostname: {
            type: 'PathRegex',
            pathRegex: { pattern: '(', substitution: 'a' },
          },
        },
      ],
      [
        'a host to nothing',
        {
          hostname: {
            type: 'PathRegex',
            pathRegex: { pattern: 'a', substitution: '' },
          },
        },
      ],
    ])('cannot make %s', (_, urlRewrite) => {
      expect(
        judge([extension('x')], [routeFilter('apps/x', { urlRewrite })]),
      ).toEqual(FAILED);
    });
  });

  it('resolves HTTPRouteFilters in the namespace of the route', () => {
    const other = routeFilter('infra/x', {});
    expect(judge([extension('x')], [other])).toEqual([
      '500 InvalidFilter',
      ACCEPTED,
      UNRESOLVED,
    ]);
    expect(
      judge([extension('x')], [], {
        unread: new Set(['gateway.envoyproxy.io/HTTPRouteFilter']),
      }),
    ).toEqual([undefined, ACCEPTED, `${RESOLVED}?`]);
  });

  it.each<[string, unknown]>([
    ['of a type nobody knows', { type: 'ExternalAuth' }],
    ['that names no extension', { type: 'ExtensionRef' }],
    ['of a kind nobody knows', extension('x', { kind: 'Foo' })],
  ])('cannot be %s', (_, filter) => {
    expect(judge([filter])).toEqual(FAILED);
  });

  it('may be of an extension’s kind, if the object is there', () => {
    const foo = {
      apiVersion: 'foo.example/v1',
      kind: 'Foo',
      metadata: { namespace: 'apps', name: 'x' },
    };
    const filter = extension('x', { group: 'foo.example', kind: 'Foo' });
    const settings = { extensionKinds: new Set(['foo.example/Foo']) };
    expect(judge([filter], [foo], settings)).toEqual(FINE);
    expect(judge([filter], [], settings)).toEqual([
      '500 InvalidFilter',
      ACCEPTED,
      UNRESOLVED,
    ]);
  });

  it('give a rule the CORS of the last filter that is read', () => {
    const cors = (origin: string) => ({
      type: 'CORS',
      cors: { allowOrigins: [origin] },
    });
    const placeOf = (...filters: unknown[]) =>
      judgeLast([
        routeFilter('apps/direct', { directResponse: {} }),
        http('apps/web', { rules: [{ filters, backendRefs: [API] }] }),
      ]).rules[0].corsFilter;
    expect(placeOf(cors('a'), cors('b'))).toBe(1);
    expect(placeOf(cors('a'), extension('direct'), cors('b'))).toBe(0);
    expect(placeOf(extension('direct'), cors('b'))).toBeUndefined();
  });

  it('may answer directly, and then no later filter counts', () => {
    const direct = routeFilter('apps/direct', {
      directResponse: {
        body: { type: 'ValueRef', valueRef: { name: 'body' } },
      },
    });
    expect(judge([extension('direct'), { type: 'Unheard' }], [direct])).toEqual(
      ['200 DirectResponse', ACCEPTED, RESOLVED],
    );
  });

  it.each(['gone', 'empty'])('may not answer from ConfigMap %s', name => {
    const direct = routeFilter('apps/direct', {
      directResponse: { body: { type: 'ValueRef', valueRef: { name } } },
    });
    expect(judge([extension('direct')], [direct])).toEqual(FAILED);
  });

  it('presumes a body it cannot read', () => {
    const direct = routeFilter('apps/direct', {
      directResponse: {
        body: { type: 'ValueRef', valueRef: { name: 'gone' } },
      },
    });
    expect(
      judge([extension('direct')], [direct], {
        unread: new Set(['/ConfigMap']),
      }),
    ).toEqual(['200 DirectResponse', `${ACCEPTED}?`, RESOLVED]);
  });

  describe('credentials', () => {
    const injecting = (valueRef: Spec) =>
      routeFilter('apps/inject', {
        credentialInjection: { credential: { valueRef } },
      });
    const other = [
      namespace('other'),
      secret('other/token', { credential: 'YQ==' }),
    ];

    it.each<[string, Spec]>([
      ['a Secret that is missing', { name: 'gone' }],
      ['a Secret without one', { name: 'tokenless' }],
      ['another group', { group: 'x', name: 'token' }],
      ['another kind', { kind: 'Foo', name: 'token' }],
      ['another namespace', { namespace: 'other', name: 'token' }],
    ])('are not taken from %s', (_, valueRef) => {
      const objects = [...other, injecting(valueRef)];
      expect(judge([extension('inject')], objects)).toEqual(FAILED);
    });

    it('are taken from Secrets, with a grant from other namespaces', () => {
      const granted = grant(
        'other/tokens',
        {
          group: 'gateway.envoyproxy.io',
          kind: 'HTTPRouteFilter',
          namespace: 'apps',
        },
        { group: '', kind: 'Secret' },
      );
      const own = injecting({ name: 'token' });
      expect(judge([extension('inject')], [own])).toEqual(FINE);
      const others = injecting({ namespace: 'other', name: 'token' });
      expect(judge([extension('inject')], [...other, granted, others])).toEqual(
        FINE,
      );
    });

    it('are presumed where Secrets are not read', () => {
      const own = injecting({ name: 'elsewhere' });
      expect(
        judge([extension('inject')], [own], { unread: new Set(['/Secret']) }),
      ).toEqual([undefined, `${ACCEPTED}?`, RESOLVED]);
    });
  });

  it('takes matches from one HTTPRouteFilter only', () => {
    const matching = (name: string, type = 'Exact') =>
      routeFilter(`apps/${name}`, {
        matches: [
          { cookies: [{ name: 'a', value: '(', type }] },
          { cookies: [{ name: 'b', value: 'c' }] },
        ],
      });
    expect(judge([extension('a')], [matching('a')])).toEqual(FINE);
    expect(
      judge([extension('a'), extension('b')], [matching('a'), matching('b')]),
    ).toEqual(FAILED);
    expect(
      judge([extension('a')], [matching('a', 'RegularExpression')]),
    ).toEqual([undefined, REFUSED, RESOLVED]);
  });

  describe('mirrors', () => {
    it('do not stop a rule for want of endpoints', () => {
      expect(judge([mirror(IDLE)])).toEqual([
        undefined,
        ACCEPTED,
        'BackendsAvailable=False/EndpointsNotFound',
        RESOLVED,
      ]);
    });

    it('stop it where the backend is missing', () => {
      expect(judge([mirror({ name: 'gone', port: 80 })])).toEqual([
        '500 InvalidFilter',
        ACCEPTED,
        'ResolvedRefs=False/BackendNotFound',
      ]);
    });

    it('are not sent to an extension’s own kind', () => {
      expect(
        judge([mirror({ group: 'foo.example', kind: 'Foo', name: 'x' })], [], {
          extensionKinds: new Set(['foo.example/Foo']),
        }),
      ).toEqual([
        '500 InvalidFilter',
        ACCEPTED,
        'ResolvedRefs=False/InvalidKind',
      ]);
    });

    it('go neither with redirects nor with direct responses', () => {
      const refused = 'Accepted=False/IncompatibleFilters';
      const direct = routeFilter('apps/direct', { directResponse: {} });
      expect(judge([mirror(API), redirect({})])).toEqual([
        '500 InvalidFilter',
        refused,
        RESOLVED,
      ]);
      expect(judge([mirror(API), extension('direct')], [direct])).toEqual([
        '500 InvalidFilter',
        refused,
        RESOLVED,
      ]);
      expect(judge([mirror(API), { type: 'Unheard' }])).toEqual([
        '500 InvalidFilter',
        'Accepted=False/IncompatibleFilters,UnsupportedValue',
        RESOLVED,
      ]);
    });
  });
});
