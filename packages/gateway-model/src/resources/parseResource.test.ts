import {
  gateway,
  httpRoute,
  listener,
  policy,
  target,
} from '../__testUtils__/objects';
import { isResource, refOf } from './objectRef';
import { parseResource } from './parseResource';
import { HTTPRoute, Resource } from './types';

function read(raw: unknown): Resource {
  const parsed = parseResource(raw);
  if ('error' in parsed) {
    throw new Error(`${parsed.error.path} ${parsed.error.reason}`);
  }
  if (!isResource(parsed.resource)) {
    throw new Error('kept, not read');
  }
  return parsed.resource;
}

function refusal(raw: unknown): string {
  const parsed = parseResource(raw);
  return 'error' in parsed
    ? `${parsed.error.path} ${parsed.error.reason}`.trim()
    : 'readable';
}

/** The object with one field set, wherever it is. */
function having(raw: unknown, path: Array<string | number>, value: unknown) {
  const copy = JSON.parse(JSON.stringify(raw));
  let parent = copy;
  for (const step of path.slice(0, -1)) {
    parent = parent[step];
  }
  parent[path[path.length - 1]] = value;
  return copy;
}

describe('parseResource', () => {
  it('applies the defaults of the API server to an HTTPRoute and keeps the object', () => {
    const raw = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'pay', namespace: 'payments' },
      spec: {
        parentRefs: [{ name: 'eg' }],
        useDefaultGateways: 'All',
        rules: [
          {
            backendRefs: [{ name: 'payments', port: 8080 }],
            sessionPersistence: { type: 'Cookie' },
          },
          {
            name: 'two',
            matches: [
              { headers: [{ name: 'x', value: '1' }] },
              { path: { value: '/a' }, method: 'GET' },
            ],
          },
        ],
      },
    };
    const route = read(raw) as HTTPRoute;
    expect(route.parentRefs).toEqual([
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: 'payments',
        name: 'eg',
      },
    ]);
    expect(route.rules[0]).toEqual({
      matches: [
        {
          path: { type: 'PathPrefix', value: '/' },
          headers: [],
          queryParams: [],
        },
      ],
      filters: [],
      backendRefs: [
        {
          group: '',
          kind: 'Service',
          namespace: 'payments',
          name: 'payments',
          port: 8080,
          weight: 1,
        },
      ],
    });
    expect(route.rules[1].matches).toEqual([
      {
        path: { type: 'PathPrefix', value: '/' },
        headers: [{ type: 'Exact', name: 'x', value: '1' }],
        queryParams: [],
      },
      {
        path: { type: 'PathPrefix', value: '/a' },
        method: 'GET',
        headers: [],
        queryParams: [],
      },
    ]);
    expect(route.object).toBe(raw);
    expect(refOf(route)).toEqual(refOf(raw));
  });

  it('gives a route without rules the one rule the API server gives it', () => {
    const route = read(httpRoute('payments/pay')) as HTTPRoute;
    expect(route.rules).toHaveLength(1);
    expect(route.rules[0].matches[0].path).toEqual({
      type: 'PathPrefix',
      value: '/',
    });
  });

  it('allows routes of the same namespace unless a listener says otherwise', () => {
    expect(
      read(gateway('infra/eg', [{ name: 'http', port: 80, protocol: 'HTTP' }])),
    ).toMatchObject({
      listeners: [
        {
          name: 'http',
          allowedRoutes: { namespaces: { from: 'Same' }, kinds: [] },
        },
      ],
    });
  });

  it('reads targetRef, targetRefs and targetSelectors of a policy', () => {
    expect(
      read(
        policy('SecurityPolicy', 'payments/p', {
          targetRef: target('Gateway', 'a'),
          targetRefs: [target('HTTPRoute', 'b', 'rule')],
          targetSelectors: [
            { kind: 'HTTPRoute', matchLabels: { team: 'payments' } },
          ],
          mergeType: 'StrategicMerge',
          cors: {},
        }),
      ),
    ).toMatchObject({
      targetRefs: [
        { kind: 'Gateway', name: 'a' },
        { kind: 'HTTPRoute', name: 'b', sectionName: 'rule' },
      ],
      targetSelectors: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespaces: { from: 'Same' },
          selector: { matchLabels: { team: 'payments' } },
        },
      ],
      mergeType: 'StrategicMerge',
    });
  });

  it('keeps other kinds, and the same kind of other groups, as they came', () => {
    const istio = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'g', namespace: 'a' },
      spec: { servers: [] },
    };
    expect(parseResource(istio)).toEqual({ resource: istio });
    expect(refOf(istio).group).toBe('networking.istio.io');
  });

  it.each<[string, Array<string | number>, unknown, string]>([
    [
      'a path value',
      ['spec', 'rules', 2, 'matches', 0, 'path', 'value'],
      7,
      'spec.rules[2].matches[0].path.value must be a string, is a number',
    ],
    [
      'a path type',
      ['spec', 'rules', 2, 'matches', 0, 'path', 'type'],
      'Glob',
      'spec.rules[2].matches[0].path.type must be one of Exact, PathPrefix, RegularExpression, is "Glob"',
    ],
    ['rules', ['spec', 'rules'], {}, 'spec.rules must be a list, is an object'],
    [
      'a rule',
      ['spec', 'rules', 1],
      'x',
      'spec.rules[1] must be an object, is a string',
    ],
    [
      'a backend port',
      ['spec', 'rules', 2, 'backendRefs', 0, 'port'],
      '80',
      'spec.rules[2].backendRefs[0].port must be a number, is a string',
    ],
    [
      'a weight',
      ['spec', 'rules', 2, 'backendRefs', 0, 'weight'],
      1.5,
      'spec.rules[2].backendRefs[0].weight must be a whole number, is 1.5',
    ],
    [
      'a filter type',
      ['spec', 'rules', 2, 'filters', 0],
      {},
      'spec.rules[2].filters[0].type must be a string, is missing',
    ],
    [
      'a hostname',
      ['spec', 'hostnames', 0],
      true,
      'spec.hostnames[0] must be a string, is a boolean',
    ],
    [
      'a parentRef',
      ['spec', 'parentRefs', 0],
      null,
      'spec.parentRefs[0] must be an object, is missing',
    ],
    [
      'a label',
      ['metadata', 'labels'],
      { 'a/b': 1 },
      'metadata.labels["a/b"] must be a string, is a number',
    ],
    ['spec', ['spec'], [], 'spec must be an object, is a list'],
    [
      'a name out of the workspace',
      ['metadata', 'name'],
      '../../etc',
      'metadata.name must be a Kubernetes name, is "../../etc"',
    ],
    [
      'a name with a line break',
      ['metadata', 'namespace'],
      'a\nb',
      'metadata.namespace must be a Kubernetes name, is "a\\nb"',
    ],
    [
      'an endless name',
      ['metadata', 'name'],
      'x'.repeat(70_000),
      `metadata.name must be a Kubernetes name, is "${'x'.repeat(80)}…"`,
    ],
    [
      'no namespace',
      ['metadata', 'namespace'],
      undefined,
      'metadata.namespace must be a string, is missing',
    ],
  ])('tells where %s cannot be understood', (_, path, value, expected) => {
    const route = httpRoute('payments/pay', {
      hostnames: ['a'],
      rules: [
        {},
        {},
        {
          matches: [{ path: { value: '/' } }],
          backendRefs: [{ name: 'b' }],
          filters: [{ type: 'CORS' }],
        },
      ],
    });
    expect(refusal(route)).toBe('readable');
    expect(refusal(having(route, path, value))).toBe(expected);
  });

  it.each<[string, unknown, string]>([
    [
      'listener port',
      gateway('a/b', [listener('x', { port: '80' })]),
      'spec.listeners[0].port must be a number, is a string',
    ],
    [
      'listener name',
      gateway('a/b', [{ ...listener('x'), name: undefined }]),
      'spec.listeners[0].name must be a string, is missing',
    ],
    [
      'selector',
      gateway('a/b', [
        listener('x', {
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: { matchExpressions: [{ key: 'a' }] },
            },
          },
        }),
      ]),
      'spec.listeners[0].allowedRoutes.namespaces.selector.matchExpressions[0].operator must be a string, is missing',
    ],
    [
      'policy target',
      policy('SecurityPolicy', 'a/b', { targetRefs: [{ name: 'x' }] }),
      'spec.targetRefs[0].kind must be a string, is missing',
    ],
    ['nothing', undefined, 'must be an object, is missing'],
    ['a list', [1], 'must be an object, is a list'],
    ['no kind', { apiVersion: 'v1' }, 'kind must be a string, is missing'],
    [
      'no metadata',
      { apiVersion: 'v1', kind: 'Service' },
      'metadata must be an object, is missing',
    ],
    [
      'no name',
      { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'a' } },
      'metadata.name must be a string, is missing',
    ],
  ])('gives an error, not an exception, for %s', (_, raw, expected) => {
    expect(refusal(raw)).toBe(expected);
  });

  it('names the object it could not read as far as it can', () => {
    expect(
      parseResource(having(httpRoute('payments/pay'), ['spec'], 'x')),
    ).toMatchObject({
      error: {
        ref: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespace: 'payments',
          name: 'pay',
        },
        path: 'spec',
        metadata: { name: 'pay', generation: 1 },
      },
    });
    expect(parseResource({ kind: 4, metadata: { name: {} } })).toMatchObject({
      error: { ref: { group: '', kind: '', name: '' } },
    });
  });

  it('lets unreadable status cost the verdict only', () => {
    const base = httpRoute('payments/pay');
    for (const status of [
      'x',
      { parents: {} },
      { parents: [null, 4, { controllerName: 'c' }, { parentRef: {} }] },
    ]) {
      expect(read({ ...base, status })).toMatchObject({ parents: [] });
    }
    expect(
      read({
        ...base,
        status: {
          parents: [
            { controllerName: 'c', parentRef: { name: 1 } },
            {
              controllerName: 'c',
              parentRef: { name: 'eg' },
              conditions: [
                null,
                { type: 'Accepted', status: 'Maybe' },
                { type: 'Accepted', status: 'True', observedGeneration: 'x' },
              ],
            },
          ],
        },
      }),
    ).toMatchObject({
      parents: [
        {
          parentRef: { namespace: 'payments', name: 'eg' },
          conditions: [
            { type: 'Accepted', status: 'True', reason: '', message: '' },
          ],
        },
      ],
    });
    expect(
      read({
        ...gateway('infra/eg'),
        status: { addresses: [{ value: 4 }, { value: '10.0.0.1' }, 'x'] },
      }),
    ).toMatchObject({
      status: { addresses: [{ value: '10.0.0.1' }], listeners: [] },
    });
  });

  it('reads own fields only, so that a prototype says nothing', () => {
    const hostile = JSON.parse(
      `{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"b",
        "labels":{"__proto__":"x","constructor":"y"}},"__proto__":{"spec":{"ports":[{"port":1}]}}}`,
    );
    expect(read(hostile)).toMatchObject({ ports: [] });
    expect(refusal(Object.create(httpRoute('a/b')))).toBe(
      'apiVersion must be a string, is missing',
    );
    expect(({} as Record<string, unknown>).spec).toBeUndefined();
  });
});
