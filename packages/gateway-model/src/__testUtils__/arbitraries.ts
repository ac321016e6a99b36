import fc from 'fast-check';
import {
  gateway,
  gatewayClass,
  grant,
  httpRoute,
  listener,
  meta,
  namespace,
  policy,
  RawObject,
  service,
  target,
} from './objects';

const word = fc.constantFrom('a', 'b', 'c');
const host = fc.constantFrom(
  'a.example.com',
  '*.example.com',
  'b.example.org',
  '*.org',
  'example.com',
);
const timestamp = fc.constantFrom(
  undefined,
  '2025-01-01T00:00:00Z',
  '2025-01-01T00:00:01Z',
  '2026-06-01T00:00:00Z',
);

const routeSpec = fc.record({
  hostnames: fc.array(host, { maxLength: 3 }),
  parentRefs: fc.array(
    fc.record(
      {
        name: word,
        namespace: word,
        sectionName: word,
        port: fc.constantFrom(80, 443),
      },
      { requiredKeys: ['name'] },
    ),
    { maxLength: 3 },
  ),
  rules: fc.array(
    fc.record(
      {
        name: word,
        matches: fc.array(
          fc.record({
            path: fc.record({
              type: fc.constantFrom('Exact', 'PathPrefix', 'RegularExpression'),
              value: fc.constantFrom('/', '/a', '/a/b', '/[0-9]+', '/a{2}'),
            }),
          }),
          { maxLength: 2 },
        ),
        backendRefs: fc.array(
          fc.record({ name: word, port: fc.constantFrom(80, 8080) }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  ),
});

const listeners = fc.array(
  fc.record(
    {
      name: word,
      port: fc.constantFrom(80, 443),
      protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP'),
      hostname: host,
      allowedRoutes: fc.record({
        namespaces: fc.record({ from: fc.constantFrom('All', 'Same') }),
      }),
    },
    { requiredKeys: ['name', 'port', 'protocol'] },
  ),
  { maxLength: 3 },
);

const targets = fc.array(
  fc.record(
    {
      group: fc.constant('gateway.networking.k8s.io'),
      kind: fc.constantFrom('Gateway', 'HTTPRoute'),
      name: word,
      sectionName: word,
    },
    { requiredKeys: ['group', 'kind', 'name'] },
  ),
  { maxLength: 2 },
);

const plain: fc.Arbitrary<RawObject> = fc.oneof(
  word.map(name => gatewayClass(name)),
  word.map(name => namespace(name)),
  fc.tuple(word, word).map(([ns, name]) => service(`${ns}/${name}`, 80)),
  fc
    .tuple(word, word, word, listeners)
    .map(([ns, name, className, list]) =>
      gateway(`${ns}/${name}`, list, className),
    ),
  fc
    .tuple(word, word, routeSpec)
    .map(([ns, name, spec]) => httpRoute(`${ns}/${name}`, spec)),
  fc
    .tuple(
      fc.constantFrom('SecurityPolicy', 'BackendTrafficPolicy'),
      word,
      word,
      targets,
    )
    .map(([kind, ns, name, targetRefs]) =>
      policy(kind, `${ns}/${name}`, { targetRefs }),
    ),
);

/** Objects of the kinds a snapshot reads, all of them readable; references often meet. */
export const anyObject: fc.Arbitrary<RawObject> = fc
  .tuple(plain, timestamp)
  .map(([raw, creationTimestamp]) => meta(raw, { creationTimestamp }));

/** An identity for objects, so that a list of them can be made unique. */
export const identity = ({ kind, metadata }: RawObject) =>
  `${kind}/${String(metadata.namespace)}/${String(metadata.name)}`;

/** One object of every kind, with most fields in use, to be damaged. */
export const FULL_OBJECTS: readonly RawObject[] = [
  gatewayClass(),
  namespace('infra'),
  namespace('payments', { team: 'payments' }),
  service('payments/payments', 8080),
  {
    ...gateway('infra/eg', [
      listener('http', {
        hostname: '*.example.com',
        allowedRoutes: {
          kinds: [{ kind: 'HTTPRoute' }],
          namespaces: {
            from: 'Selector',
            selector: {
              matchLabels: { team: 'payments' },
              matchExpressions: [
                { key: 'team', operator: 'In', values: ['payments'] },
              ],
            },
          },
        },
      }),
      listener('https', {
        port: 443,
        protocol: 'HTTPS',
        tls: { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] },
      }),
    ]),
    status: {
      addresses: [{ type: 'IPAddress', value: '10.0.0.1' }],
      conditions: [{ type: 'Accepted', status: 'True', reason: 'Accepted' }],
      listeners: [
        {
          name: 'http',
          attachedRoutes: 1,
          conditions: [
            { type: 'Accepted', status: 'True', reason: 'Accepted' },
          ],
        },
      ],
    },
  },
  {
    ...httpRoute('payments/pay', {
      hostnames: ['pay.example.com'],
      parentRefs: [
        { namespace: 'infra', name: 'eg' },
        { namespace: 'infra', name: 'eg', sectionName: 'http', port: 80 },
      ],
      rules: [
        {
          name: 'pay',
          matches: [
            {
              path: { type: 'RegularExpression', value: '/pay/[0-9]+' },
              method: 'POST',
              headers: [{ name: 'x-a', value: '1' }],
              queryParams: [{ type: 'Exact', name: 'q', value: '1' }],
            },
          ],
          filters: [{ type: 'CORS', cors: { allowOrigins: ['*'] } }],
          backendRefs: [
            {
              group: '',
              kind: 'Service',
              name: 'payments',
              port: 8080,
              weight: 1,
            },
          ],
          timeouts: { request: '10s' },
          retry: { attempts: 2 },
        },
      ],
    }),
    status: {
      parents: [
        {
          parentRef: { namespace: 'infra', name: 'eg' },
          controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
          conditions: [
            {
              type: 'Accepted',
              status: 'True',
              reason: 'Accepted',
              message: '',
            },
          ],
        },
      ],
    },
  },
  {
    ...policy('SecurityPolicy', 'payments/auth', {
      targetRefs: [target('HTTPRoute', 'pay', 'pay')],
      targetSelectors: [
        {
          kind: 'HTTPRoute',
          namespaces: { from: 'All' },
          matchLabels: { a: 'b' },
        },
      ],
      apiKeyAuth: {
        credentialRefs: [{ name: 'keys' }],
        extractFrom: [{ headers: ['x-api-key'] }],
      },
      jwt: { providers: [{ name: 'p', issuer: 'i', audiences: ['a'] }] },
      authorization: { rules: [{}] },
    }),
    status: {
      ancestors: [
        {
          ancestorRef: { namespace: 'infra', name: 'eg' },
          controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
          conditions: [
            { type: 'Accepted', status: 'True', reason: 'Accepted' },
          ],
        },
      ],
    },
  },
  policy('BackendTrafficPolicy', 'payments/limits', {
    targetRef: target('HTTPRoute', 'pay'),
    rateLimit: {
      global: { rules: [{ limit: { requests: 10, unit: 'Minute' } }] },
    },
    timeout: { http: { requestTimeout: '5s' } },
    retry: { numRetries: 3 },
  }),
  policy('ClientTrafficPolicy', 'infra/client', {
    targetRefs: [target('Gateway', 'eg')],
    http3: {},
  }),
  grant(
    'payments/g',
    {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      namespace: 'orders',
    },
    { group: '', kind: 'Service' },
  ),
];
