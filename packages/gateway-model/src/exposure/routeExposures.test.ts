import {
  gateway,
  httpRoute,
  listener,
  routeIn,
  SCRIPT_URL,
  snapshotOf,
} from '../__testUtils__/objects';
import { MAX_EXPOSURES, routeExposures } from './routeExposures';
import { safeUrl } from './url';

function exposures(
  listeners: unknown[],
  spec: Record<string, unknown> = {},
  status?: Record<string, unknown>,
) {
  const snapshot = snapshotOf(
    { ...gateway('infra/eg', listeners), ...(status && { status }) },
    httpRoute('payments/pay', spec),
  );
  return routeExposures(snapshot, routeIn(snapshot, 'payments/pay'));
}

describe('routeExposures', () => {
  it('tells scheme, host, port, path and method of every match, with certificate and addresses', () => {
    const found = exposures(
      [
        listener('http'),
        listener('https', {
          port: 8443,
          protocol: 'HTTPS',
          hostname: '*.example.com',
          tls: {
            certificateRefs: [
              { name: 'cert' },
              { name: 'far', namespace: 'certs' },
            ],
          },
        }),
      ],
      {
        hostnames: ['pay.example.com'],
        rules: [
          { matches: [{ path: { value: '/pay' }, method: 'POST' }] },
          {
            matches: [
              { path: { type: 'Exact', value: '/health' } },
              { path: { type: 'RegularExpression', value: '/x[0-9]+' } },
            ],
          },
        ],
      },
      { addresses: [{ value: '203.0.113.7' }] },
    );
    expect(
      found.map(one => [
        one.listener,
        one.rule,
        one.match,
        one.pathType,
        one.method,
        one.url,
      ]),
    ).toEqual([
      ['http', 0, 0, 'PathPrefix', 'POST', 'http://pay.example.com/pay'],
      ['http', 1, 0, 'Exact', undefined, 'http://pay.example.com/health'],
      ['http', 1, 1, 'RegularExpression', undefined, undefined],
      ['https', 0, 0, 'PathPrefix', 'POST', 'https://pay.example.com:8443/pay'],
      [
        'https',
        1,
        0,
        'Exact',
        undefined,
        'https://pay.example.com:8443/health',
      ],
      ['https', 1, 1, 'RegularExpression', undefined, undefined],
    ]);
    expect(found[3]).toMatchObject({
      scheme: 'https',
      host: 'pay.example.com',
      port: 8443,
      gateway: { namespace: 'infra', name: 'eg' },
      addresses: ['203.0.113.7'],
      certificateRefs: [
        { namespace: 'infra', name: 'cert' },
        { namespace: 'certs', name: 'far' },
      ],
    });
  });

  it('has no link for hosts that are not one machine', () => {
    expect(
      exposures([
        listener('a'),
        listener('b', { port: 81, hostname: '*.x.org' }),
      ]).map(({ host, url }) => [host, url]),
    ).toEqual([
      ['*', undefined],
      ['*.x.org', undefined],
    ]);
  });

  it('counts a listener once that two parentRefs reach, and none that refuse the route', () => {
    const parentRefs = [
      { namespace: 'infra', name: 'eg' },
      { namespace: 'infra', name: 'eg', sectionName: 'a' },
      { namespace: 'infra', name: 'missing' },
    ];
    expect(
      exposures(
        [listener('a'), listener('tls', { port: 443, protocol: 'TLS' })],
        { parentRefs },
      ),
    ).toHaveLength(1);
  });

  it('does not multiply without bound', () => {
    const many = (length: number) =>
      Array.from({ length }, (_, index) => index);
    expect(
      exposures(
        many(64).map(port => listener(`l${port}`, { port: port + 1 })),
        {
          hostnames: many(16).map(index => `h${index}.example.com`),
          rules: many(16).map(() => ({
            matches: many(8).map(index => ({ path: { value: `/${index}` } })),
          })),
        },
      ),
    ).toHaveLength(MAX_EXPOSURES);
  });
});

describe('safeUrl', () => {
  it.each<[string, 'http' | 'https', number, string, string | undefined]>([
    ['a.com', 'http', 80, '/', 'http://a.com/'],
    ['a.com', 'https', 443, '/a', 'https://a.com/a'],
    ['a.com', 'http', 443, '/a', 'http://a.com:443/a'],
    ['A.Com', 'https', 80, '/A', 'https://a.com:80/A'],
    ['a.com', 'http', 80, '/a b?c#d', 'http://a.com/a%20b%3Fc%23d'],
    ['a.com', 'http', 80, '/%41/%zz', 'http://a.com/%41/%25zz'],
    [
      'a.com',
      'http',
      80,
      '/ü/<script>"',
      'http://a.com/%C3%BC/%3Cscript%3E%22',
    ],
    ['a.com', 'http', 80, '//evil.com', 'http://a.com//evil.com'],
    ['a.com', 'http', 80, '/\\evil', 'http://a.com/%5Cevil'],
    ['a.com', 'http', 80, '/a/../b', undefined],
    ['a.com', 'http', 80, '/..', undefined],
    ['a.com', 'http', 80, SCRIPT_URL, undefined],
    ['a.com', 'http', 80, '/\ud800', undefined],
    ['a.com', 'http', 80, `/${'x'.repeat(70_000)}`, undefined],
    ['a.com', 'http', 0, '/', undefined],
    ['a.com', 'http', 65_536, '/', undefined],
    ['a.com/@evil.com', 'http', 80, '/', undefined],
    ['user@evil.com', 'http', 80, '/', undefined],
    [SCRIPT_URL, 'http', 80, '/', undefined],
    ['a.com:8080', 'http', 80, '/', undefined],
    ['*.a.com', 'http', 80, '/', undefined],
    ['*', 'http', 80, '/', undefined],
    ['', 'http', 80, '/', undefined],
    ['x'.repeat(65_536), 'http', 80, '/', undefined],
    [`${'a.'.repeat(40_000)}`, 'http', 80, '/', undefined],
  ])(
    'links to %.20s only where that is safe',
    (host, scheme, port, path, url) => {
      expect(safeUrl(scheme, host, port, path)).toBe(url);
    },
  );

  it('leads to the host it shows, with neither query, fragment nor user', () => {
    const url = safeUrl('http', 'a.com', 81, '/@evil.com/?a#b%');
    expect(new URL(url ?? '')).toMatchObject({
      origin: 'http://a.com:81',
      pathname: '/@evil.com/%3Fa%23b%25',
      search: '',
      hash: '',
      username: '',
    });
  });
});
