import SwaggerParser from '@apidevtools/swagger-parser';
import fc from 'fast-check';
import { anyObject } from '../__testUtils__/arbitraries';
import {
  gateway,
  httpRoute,
  listener,
  routeIn,
  SCRIPT_URL,
  snapshotOf,
} from '../__testUtils__/objects';
import { routeExposures } from '../exposure';
import { createSnapshot, Snapshot } from '../snapshot';
import { deriveOpenApi } from './deriveOpenApi';

interface Operation {
  tags: string[];
  description: string;
  servers?: Array<{ url: string }>;
  parameters?: Array<Record<string, unknown>>;
}

interface Document {
  servers?: Array<{ url: string; variables?: Record<string, unknown> }>;
  paths: Record<string, Record<string, Operation>>;
}

/** Checks a document against the schema of OpenAPI 3.1, which takes a moment. */
async function validated(document: Document) {
  // The parser resolves in place; the document must stay as it was derived.
  await SwaggerParser.validate(JSON.parse(JSON.stringify(document)), {
    resolve: { external: false },
  });
  return document;
}

function derive(snapshot: Snapshot, ...paths: string[]) {
  return deriveOpenApi({
    title: 'Payments',
    description: 'What Payments answers.',
    routes: paths.map(path => {
      const route = routeIn(snapshot, path);
      return { route, exposures: routeExposures(snapshot, route) };
    }),
  }) as unknown as Document;
}

const match = (value: string, more: Record<string, unknown> = {}) => ({
  path: { type: 'Exact', value },
  ...more,
});

describe('deriveOpenApi', () => {
  it('describes servers, paths, methods and parameters of a route', async () => {
    const document = derive(
      snapshotOf(
        gateway('infra/eg', [
          listener('http'),
          listener('https', { port: 443, protocol: 'HTTPS' }),
          listener('odd', { port: 8443, protocol: 'HTTPS' }),
        ]),
        httpRoute('payments/pay', {
          hostnames: ['pay.example.com', '*.pay.example.com'],
          rules: [
            {
              name: 'charge',
              matches: [
                match('/charge', {
                  method: 'POST',
                  headers: [{ name: 'X-Version', value: '2' }],
                  queryParams: [
                    { type: 'RegularExpression', name: 'q', value: '[a-z]+' },
                  ],
                }),
              ],
              backendRefs: [
                { name: 'v1', port: 80 },
                { name: 'v2', port: 80 },
              ],
            },
            { matches: [{ path: { value: '/invoices' }, method: 'GET' }] },
            {
              matches: [match('/tunnel', { method: 'CONNECT' })],
              filters: [{ type: 'RequestRedirect', requestRedirect: {} }],
            },
          ],
        }),
      ),
      'payments/pay',
    );
    await validated(document);
    expect(document).toEqual({
      openapi: '3.1.0',
      info: {
        title: 'Payments',
        description: 'What Payments answers.',
        version: 'derived',
      },
      servers: [
        { url: 'https://pay.example.com' },
        { url: 'https://pay.example.com:8443' },
        ...[
          'https://{subdomain}.pay.example.com',
          'https://{subdomain}.pay.example.com:8443',
        ].map(url => ({
          url,
          description: 'Answers for every name below pay.example.com',
          variables: { subdomain: { default: 'www' } },
        })),
        { url: 'http://pay.example.com' },
        expect.objectContaining({ url: 'http://{subdomain}.pay.example.com' }),
      ],
      paths: {
        '/charge': {
          post: {
            tags: ['payments/pay'],
            description:
              'Answers exactly `/charge`.\n\nForwarded to `payments/v1:80`, `payments/v2:80`.',
            parameters: [
              {
                name: 'q',
                in: 'query',
                required: true,
                description: 'Must match `[a-z]+`.',
                schema: { type: 'string' },
              },
              {
                name: 'X-Version',
                in: 'header',
                required: true,
                schema: { type: 'string', enum: ['2'] },
              },
            ],
            responses: {
              default: { description: 'The answer of the backend' },
            },
            'x-envoy-gateway-match': [
              {
                route: 'payments/pay',
                rule: 0,
                ruleName: 'charge',
                path: { type: 'Exact', value: '/charge' },
                headers: [{ type: 'Exact', name: 'X-Version', value: '2' }],
                queryParams: [
                  { type: 'RegularExpression', name: 'q', value: '[a-z]+' },
                ],
              },
            ],
          },
        },
        '/invoices': {
          get: expect.objectContaining({
            description: 'Answers `/invoices` and every path below it.',
          }),
        },
        '/tunnel': { 'x-envoy-gateway-other-methods': ['CONNECT'] },
      },
    });
  });

  it('writes a match of any method as the methods in use', () => {
    const document = derive(
      snapshotOf(gateway('infra/eg'), httpRoute('payments/pay')),
      'payments/pay',
    );
    expect(Object.keys(document.paths['/'])).toEqual([
      'get',
      'post',
      'put',
      'patch',
      'delete',
    ]);
  });

  it.each<[string, string]>([
    ['/users/[0-9]+', '/users/{path}'],
    ['^/users/[^/]+/orders$', '/users/{path}'],
    ['/a/*', '/{path}'],
    ['/a/b.*', '/a/{path}'],
    ['/a/|/b/', '/{path}'],
    ['.*', '/{path}'],
    ['(?i)/x', '/{path}'],
    ['/plain', '/{path}'],
    ['/plain/', '/plain/{path}'],
    ['', '/{path}'],
  ])('writes the regular expression %s as %s', (value, key) => {
    const document = derive(
      snapshotOf(
        gateway('infra/eg'),
        httpRoute('payments/pay', {
          rules: [
            {
              matches: [
                { path: { type: 'RegularExpression', value }, method: 'GET' },
              ],
            },
          ],
        }),
      ),
      'payments/pay',
    );
    expect(Object.keys(document.paths)).toEqual([key]);
    expect(document.paths[key].get.parameters).toEqual([
      expect.objectContaining({ name: 'path', in: 'path', required: true }),
    ]);
  });

  it('asks for a parameter only where every match does', () => {
    const matches = (...headers: unknown[][]) => ({
      rules: headers.map(list => ({
        matches: [match('/a', { method: 'GET', headers: list })],
      })),
    });
    const parameters = (...headers: unknown[][]) =>
      derive(
        snapshotOf(
          gateway('infra/eg'),
          httpRoute('payments/pay', matches(...headers)),
        ),
        'payments/pay',
      ).paths['/a'].get.parameters?.map(({ name, required, schema }) => [
        name,
        required,
        schema,
      ]);
    const header = (name: string, value: string) => ({ name, value });
    expect(parameters([header('A', '2')], [header('a', '1')])).toEqual([
      ['A', true, { type: 'string', enum: ['1', '2'] }],
    ]);
    expect(parameters([header('A', '2')], [])).toEqual([
      ['A', false, { type: 'string' }],
    ]);
    expect(parameters([], [])).toBeUndefined();
  });

  it('joins the routes of a Gateway, and names servers where they differ', () => {
    const snapshot = snapshotOf(
      gateway('infra/eg'),
      httpRoute('payments/pay', {
        hostnames: ['pay.example.com'],
        rules: [{ matches: [match('/health', { method: 'GET' })] }],
      }),
      httpRoute('orders/order', {
        hostnames: ['orders.example.com'],
        rules: [
          { matches: [match('/health', { method: 'GET' })] },
          { matches: [match('/orders', { method: 'GET' })] },
        ],
      }),
    );
    const document = derive(snapshot, 'payments/pay', 'orders/order');
    expect(document.servers?.map(({ url }) => url)).toEqual([
      'http://orders.example.com',
      'http://pay.example.com',
    ]);
    expect(document.paths['/health'].get).toMatchObject({
      tags: ['orders/order', 'payments/pay'],
    });
    expect(document.paths['/health'].get.servers).toBeUndefined();
    expect(document.paths['/orders'].get.servers).toEqual([
      { url: 'http://orders.example.com' },
    ]);
    const reversed = derive(snapshot, 'orders/order', 'payments/pay');
    expect(JSON.stringify(reversed)).toBe(JSON.stringify(document));
  });

  it('has servers by address where every hostname is answered, and none where nothing is exposed', async () => {
    const addresses = ['203.0.113.7', 'lb.example.com', '2001:db8::1', 'a b'];
    const document = derive(
      snapshotOf(
        {
          ...gateway('infra/eg'),
          status: { addresses: addresses.map(value => ({ value })) },
        },
        httpRoute('payments/pay'),
      ),
      'payments/pay',
    );
    await validated(document);
    expect(document.servers?.map(({ url }) => url)).toEqual([
      'http://203.0.113.7',
      'http://[2001:db8::1]',
      'http://lb.example.com',
    ]);
    const nowhere = derive(
      snapshotOf(httpRoute('payments/pay')),
      'payments/pay',
    );
    expect(nowhere.servers).toBeUndefined();
    expect(Object.keys(nowhere.paths)).toEqual(['/']);
  });

  it('lets no route write markup, templates or servers of its own', async () => {
    const evil = '`</code><img src=x onerror=alert(1)>\n# [x](//evil.com)`';
    const document = derive(
      snapshotOf(
        gateway('infra/eg'),
        httpRoute('payments/pay', {
          hostnames: ['evil.com/@x', SCRIPT_URL, 'ok.example.com'],
          rules: [
            {
              matches: [
                match(`/{a}/${evil}\ud800`, { method: 'GET' }),
                {
                  path: { type: 'RegularExpression', value: `/r/${evil}` },
                  method: 'GET',
                },
                match('__proto__', { method: 'GET' }),
              ],
              backendRefs: [{ name: evil }],
            },
          ],
        }),
      ),
      'payments/pay',
    );
    await validated(document);
    expect(document.servers).toEqual([{ url: 'http://ok.example.com' }]);
    const keys = Object.keys(document.paths);
    expect(keys).toHaveLength(3);
    expect(keys).toContain('/__proto__');
    for (const key of keys) {
      expect(key).toMatch(/^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*(\{path\})?$/);
      // Everything between the backticks of a code span is text.
      const outside = document.paths[key].get.description.replace(
        /`[^`\n]*`/g,
        '',
      );
      expect(outside).not.toMatch(/[<>`#[\]]/);
    }
  });

  const deriveAll = (objects: readonly unknown[]) => {
    const snapshot = createSnapshot(objects);
    return derive(
      snapshot,
      ...snapshot.httpRoutes.map(
        ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
      ),
    );
  };

  it('declares every parameter once and every path parameter, and says the same twice', () => {
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 20 }), objects => {
        const document = deriveAll(objects);
        expect(JSON.stringify(deriveAll(objects))).toBe(
          JSON.stringify(document),
        );
        for (const [path, item] of Object.entries(document.paths)) {
          for (const { parameters = [] } of Object.values(item)) {
            const keys = parameters.map(one => `${one.in} ${one.name}`);
            expect(new Set(keys).size).toBe(keys.length);
            expect(keys.includes('path path')).toBe(path.endsWith('{path}'));
          }
        }
      }),
    );
  });

  it('is valid OpenAPI 3.1 whatever the routes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyObject, { minLength: 10, maxLength: 40 }),
        async objects => {
          const document = deriveAll(objects);
          await expect(validated(document)).resolves.toBe(document);
        },
      ),
      { numRuns: 8 },
    );
  });
});
