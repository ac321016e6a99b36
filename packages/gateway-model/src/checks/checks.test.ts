import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  condition,
  gateway,
  gatewayClass,
  httpRoute,
  listener,
  meta,
  policy,
  RawObject,
  service,
  snapshotOf,
  target,
} from '../__testUtils__/objects';
import { classWith } from '../__testUtils__/listeners';
import { translate, TranslationSettings } from '../translation';
import { FINDING_RULES, runChecks } from '.';

const PAGES = join(__dirname, '../../../../docs/checks');

const rule = (more: Record<string, unknown> = {}) => ({
  backendRefs: [{ name: 'pay', port: 80 }],
  ...more,
});

const route = (name: string, spec: Record<string, unknown> = {}) =>
  httpRoute(`infra/${name}`, {
    hostnames: ['pay.example.com'],
    rules: [rule()],
    ...spec,
  });

const BASICS = [gateway('infra/eg'), service('infra/pay', 80)];

function findings(
  objects: readonly unknown[],
  settings?: Partial<TranslationSettings>,
) {
  return runChecks(translate(snapshotOf(...BASICS, ...objects), settings));
}

/** Findings as `code object path`. */
function told(
  objects: readonly unknown[],
  settings?: Partial<TranslationSettings>,
) {
  return findings(objects, settings).map(({ code, ref, path }) =>
    [code, ref.name, path].filter(Boolean).join(' '),
  );
}

const allowing = (clientCIDRs: string[]) =>
  policy('SecurityPolicy', 'infra/allow', {
    targetRefs: [target('Gateway', 'eg')],
    authorization: { rules: [{ action: 'Allow', principal: { clientCIDRs } }] },
  });

const jwt = (
  more: Record<string, unknown> = {},
  beside: Record<string, unknown> = {},
) =>
  policy('SecurityPolicy', 'infra/jwt', {
    targetRefs: [target('Gateway', 'eg')],
    ...beside,
    jwt: {
      providers: [
        { name: 'idp', remoteJWKS: { uri: 'https://idp.example.com/keys' } },
      ],
      ...more,
    },
  });

const ALL_UNREAD = {};

/** Policies over which Envoy Gateway 1.9 crashes, as its own translation was seen to do. */
function stopCases() {
  const raw = gateway('infra/raw', [
    listener('up', { port: 9000, protocol: 'TCP' }),
    listener('also', { port: 9001, protocol: 'TCP' }),
    listener('down', {
      port: 9001,
      protocol: 'TLS',
      tls: { mode: 'Passthrough' },
    }),
  ]);
  const tcpRoute = (sectionName: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'TCPRoute',
    metadata: { name: 't', namespace: 'infra', generation: 1 },
    spec: {
      parentRefs: [{ name: 'raw', sectionName }],
      rules: [{ name: 'first', ...rule() }],
    },
  });
  const allow = (more: Record<string, unknown>) =>
    policy('SecurityPolicy', 'infra/p', {
      targetRefs: [target('TCPRoute', 'other'), target('TCPRoute', 't')],
      authorization: { defaultAction: 'Deny' },
      ...more,
    });
  const balancers = (
    kind: string,
    wide: Record<string, unknown>,
    settings: (loadBalancer: unknown) => Record<string, unknown>,
  ) => [
    route('r'),
    policy(kind, 'infra/wide', {
      targetRefs: [target('Gateway', 'eg')],
      ...settings({ type: 'RoundRobin', ...wide }),
    }),
    policy(kind, 'infra/p', {
      targetRefs: [target('HTTPRoute', 'r')],
      mergeType: 'StrategicMerge',
      ...settings({
        type: 'DynamicModule',
        dynamicModule: { name: 'm', lbPolicyName: 'l' },
      }),
    }),
  ];
  const zones = { zoneAware: { weightedZones: [{ zone: 'a', weight: 1 }] } };
  const extAuth = (name: string) => (loadBalancer: unknown) => ({
    extAuth: {
      grpc: {
        backendRefs: [{ name, port: 80 }],
        backendSettings: { loadBalancer },
      },
    },
  });
  const tracing = (ref: Record<string, unknown>) => [
    gateway('infra/traced'),
    classWith('infra/tracer'),
    policy('EnvoyProxy', 'infra/tracer', {
      telemetry: {
        tracing: {
          provider: {
            type: 'OpenTelemetry',
            backendRefs: [{ name: 'pay', ...ref }],
          },
        },
      },
    }),
  ];
  const code = 'EG115';
  return [
    {
      code,
      bad: [raw, tcpRoute('also'), allow({})],
      found: 'EG115 p spec.targetRefs[1]',
      good: [raw, tcpRoute('up'), allow({})],
    },
    {
      code,
      bad: [
        raw,
        tcpRoute('also'),
        allow({ targetRefs: [target('TCPRoute', 't', 'first')] }),
      ],
      found: 'EG115 p spec.targetRefs[0]',
      // What cannot be on a TCPRoute is found before.
      good: [
        raw,
        tcpRoute('also'),
        allow({ cors: { allowOrigins: ['https://a.example.com'] } }),
      ],
    },
    {
      code,
      bad: balancers('BackendTrafficPolicy', zones, loadBalancer => ({
        loadBalancer,
      })),
      found: 'EG115 p spec.loadBalancer',
      good: balancers(
        'BackendTrafficPolicy',
        { slowStart: { window: '1s' } },
        loadBalancer => ({ loadBalancer }),
      ),
    },
    {
      code,
      bad: tracing({ group: 'gateway.envoyproxy.io', kind: 'Service' }),
      found: 'EG115 tracer spec.telemetry.tracing.provider.backendRefs[0].port',
      good: tracing({ port: 80 }),
    },
    {
      code,
      bad: balancers('SecurityPolicy', zones, extAuth('pay')),
      found: 'EG115 p spec.extAuth.grpc.backendSettings.loadBalancer',
      good: balancers('SecurityPolicy', zones, extAuth('gone')),
    },
  ];
}

/** For each code, objects in which it is found, what is found, and objects in which it is not. */
const CASES: Array<{
  code: string;
  bad: unknown[];
  found: string;
  good: unknown[];
  settings?: Partial<TranslationSettings>;
}> = [
  {
    code: 'EG101',
    bad: [
      route('r', {
        parentRefs: [
          { name: 'eg', sectionName: 'http' },
          { name: 'eg', sectionName: 'https' },
        ],
      }),
    ],
    found: 'EG101 r spec.parentRefs[1]',
    good: [route('r', { parentRefs: [{ name: 'eg', sectionName: 'http' }] })],
  },
  {
    code: 'EG102',
    bad: [
      route('r', {
        rules: [
          rule(),
          rule({
            matches: [{ path: { type: 'RegularExpression', value: '/(' } }],
          }),
        ],
      }),
    ],
    found: 'EG102 r spec.rules[1]',
    good: [
      route('r', {
        rules: [
          rule({
            matches: [{ path: { type: 'RegularExpression', value: '/.*' } }],
          }),
        ],
      }),
    ],
  },
  {
    code: 'EG103',
    bad: [
      route('r', {
        rules: [
          {
            backendRefs: [
              { name: 'pay', port: 80 },
              { name: 'gone', port: 80 },
            ],
          },
        ],
      }),
    ],
    found: 'EG103 r spec.rules[0].backendRefs[1]',
    good: [route('r')],
  },
  {
    code: 'EG104',
    bad: [route('r')],
    found: 'EG104 r spec.rules[0].backendRefs[0]',
    good: [
      route('r'),
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: 'pay',
          namespace: 'infra',
          labels: { 'kubernetes.io/service-name': 'pay' },
        },
        addressType: 'IPv4',
        ports: [{ port: 8080, protocol: 'TCP' }],
        endpoints: [{ addresses: ['192.0.2.1'], conditions: { ready: true } }],
      },
    ],
    settings: { unread: new Set(['/Secret', '/ConfigMap']) },
  },
  {
    code: 'EG105',
    bad: [
      route('r', { rules: [{ backendRefs: [{ name: 'gone', port: 80 }] }] }),
    ],
    found: 'EG105 r spec.rules[0]',
    good: [route('r')],
  },
  {
    code: 'EG106',
    bad: [
      gateway('infra/tls', [
        listener('https', { port: 443, protocol: 'HTTPS', tls: {} }),
      ]),
    ],
    found: 'EG106 tls spec.listeners[0]',
    good: [],
  },
  {
    code: 'EG107',
    bad: [
      gateway('infra/two', [listener('a'), listener('b', { protocol: 'TCP' })]),
    ],
    found: 'EG107 two spec.listeners[1]',
    good: [
      gateway('infra/two', [
        listener('a'),
        listener('b', { protocol: 'TCP', port: 81 }),
      ]),
    ],
  },
  {
    code: 'EG108',
    bad: [
      {
        ...gateway('infra/odd'),
        spec: {
          ...gateway('infra/odd').spec,
          infrastructure: {
            parametersRef: {
              group: 'gateway.envoyproxy.io',
              kind: 'EnvoyProxy',
              name: 'gone',
            },
          },
        },
      },
    ],
    found: 'EG108 odd',
    good: [],
  },
  {
    code: 'EG109',
    bad: [
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'ListenerSet',
        metadata: { name: 'set', namespace: 'infra', generation: 1 },
        spec: {
          parentRef: { name: 'eg' },
          listeners: [listener('more', { port: 8080 })],
        },
      },
    ],
    found: 'EG109 set spec.parentRef',
    good: [],
  },
  {
    code: 'EG110',
    bad: [
      route('r'),
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('HTTPRoute', 'r')],
        circuitBreaker: { maxConnections: -1 },
      }),
    ],
    found: 'EG110 p spec.circuitBreaker.maxConnections',
    good: [
      route('r'),
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('HTTPRoute', 'r')],
        circuitBreaker: { maxConnections: 1 },
      }),
    ],
  },
  {
    code: 'EG111',
    bad: [
      route('r'),
      ...['a', 'b'].map(name =>
        policy('BackendTrafficPolicy', `infra/${name}`, {
          targetRefs: [target('HTTPRoute', 'r')],
        }),
      ),
    ],
    found: 'EG111 b spec.targetRefs[0]',
    good: [],
  },
  {
    code: 'EG112',
    bad: [
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('Gateway', 'eg'), target('HTTPRoute', 'gone')],
      }),
    ],
    found: 'EG112 p spec.targetRefs[1]',
    good: [
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('Gateway', 'eg')],
      }),
    ],
  },
  {
    code: 'EG112',
    bad: [
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('Gateway', 'eg', 'gone')],
      }),
    ],
    found: 'EG112 p spec.targetRefs[0]',
    good: [],
  },
  {
    code: 'EG112',
    bad: [
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'BackendTLSPolicy',
        metadata: { name: 'tls', namespace: 'infra', generation: 1 },
        spec: {
          targetRefs: [
            { group: '', kind: 'Service', name: 'pay' },
            { group: '', kind: 'Service', name: 'gone' },
          ],
          validation: { hostname: 'a', wellKnownCACertificates: 'System' },
        },
      },
    ],
    found: 'EG112 tls spec.targetRefs[1]',
    good: [
      policy('EnvoyPatchPolicy', 'infra/patch', {
        targetRef: target('GatewayClass', 'eg'),
        type: 'JSONPatch',
        jsonPatches: [],
      }),
    ],
  },
  {
    code: 'EG113',
    bad: [
      {
        apiVersion: 'gateway.envoyproxy.io/v1alpha1',
        kind: 'Backend',
        metadata: { name: 'self', namespace: 'infra', generation: 1 },
        spec: { endpoints: [{ ip: { address: '127.0.0.1', port: 80 } }] },
      },
    ],
    found: 'EG113 self',
    good: [],
  },
  {
    code: 'EG114',
    bad: [route('r', { rules: [{ backendRefs: 'pay' }] })],
    found: 'EG114 r spec.rules[0].backendRefs',
    good: [],
  },
  ...stopCases(),
  {
    code: 'EG116',
    bad: [
      route('r', {
        parentRefs: [
          { name: 'eg' },
          { group: '', kind: 'Service', name: 'mesh' },
          { name: 'eg', namespace: 'elsewhere' },
        ],
      }),
    ],
    found: 'EG116 r spec.parentRefs[2]',
    good: [
      route('r', {
        parentRefs: [
          { name: 'eg' },
          { group: '', kind: 'Service', name: 'mesh' },
        ],
      }),
    ],
  },
  {
    code: 'EG116',
    bad: [gateway('infra/lost', [listener('http')], 'gone')],
    found: 'EG116 lost spec.gatewayClassName',
    good: [
      gatewayClass('other', 'example.com/other'),
      gateway('infra/theirs', [listener('http')], 'other'),
      route('r', { parentRefs: [{ name: 'unread', kind: 'ListenerSet' }] }),
    ],
    settings: { unread: new Set(['gateway.networking.k8s.io/ListenerSet']) },
  },
  {
    code: 'EG116',
    bad: [
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'ListenerSet',
        metadata: { name: 'set', namespace: 'infra', generation: 1 },
        spec: { parentRef: { name: 'gone' }, listeners: [listener('a')] },
      },
      route('r', { parentRefs: [{ kind: 'ListenerSet', name: 'none' }] }),
    ],
    found: 'EG116 set spec.parentRef',
    good: [],
  },
  {
    code: 'EG201',
    bad: [route('r')],
    found: 'EG201 r spec.rules[0]',
    good: [route('r'), jwt()],
  },
  {
    code: 'EG201',
    bad: [route('r'), allowing(['10.0.0.0/8', '0.0.0.0/0'])],
    found: 'EG201 r spec.rules[0]',
    good: [route('r'), allowing(['10.0.0.0/8'])],
  },
  {
    code: 'EG202',
    bad: [route('r', { hostnames: undefined })],
    found: 'EG202 r spec.hostnames',
    good: [route('r')],
  },
  {
    code: 'EG203',
    bad: [route('r')],
    found: 'EG203 r spec.parentRefs',
    good: [
      route('r', {
        rules: [
          {
            filters: [
              { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } },
            ],
          },
        ],
      }),
    ],
  },
  {
    code: 'EG204',
    bad: [route('r')],
    found: 'EG204 r spec.rules[0]',
    good: [
      route('r'),
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('Gateway', 'eg')],
        rateLimit: {
          local: { rules: [{ limit: { requests: 5, unit: 'Second' } }] },
        },
      }),
    ],
  },
  {
    code: 'EG205',
    bad: [route('r')],
    found: 'EG205 r spec.rules[0]',
    good: [route('r', { rules: [rule({ timeouts: { request: '5s' } })] })],
  },
  {
    code: 'EG206',
    bad: [route('r'), jwt({ optional: true })],
    found: 'EG206 r spec.rules[0]',
    good: [route('r'), jwt()],
  },
  {
    code: 'EG206',
    bad: [
      route('r'),
      jwt({ optional: true }, { authorization: { defaultAction: 'Allow' } }),
    ],
    found: 'EG206 r spec.rules[0]',
    good: [
      route('r'),
      jwt({ optional: true }, { authorization: { rules: [] } }),
    ],
  },
  {
    code: 'EG301',
    bad: [
      route('r', {
        rules: [
          {
            backendRefs: [
              { name: 'pay', port: 80 },
              { name: 'pay', port: 80, weight: 0 },
            ],
          },
        ],
      }),
    ],
    found: 'EG301 r spec.rules[0].backendRefs[1]',
    good: [route('r')],
  },
  {
    code: 'EG302',
    bad: [
      meta(route('old'), { creationTimestamp: '2025-01-01T00:00:00Z' }),
      meta(route('young'), { creationTimestamp: '2026-01-01T00:00:00Z' }),
    ],
    found: 'EG302 young spec.rules[0]',
    good: [route('old'), route('young', { hostnames: ['b.example.com'] })],
  },
  {
    code: 'EG401',
    bad: [route('pay.v2')],
    found: 'EG401 pay.v2 metadata.name',
    good: [route('pay-v2')],
  },
  {
    code: 'EG402',
    bad: [
      {
        ...meta(route('r'), { generation: 5 }),
        status: {
          parents: [
            {
              parentRef: { name: 'eg' },
              controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
              conditions: [
                condition('Accepted', 'True', 'Accepted', {
                  observedGeneration: 3,
                }),
              ],
            },
          ],
        },
      },
    ],
    found: 'EG402 r status',
    good: [
      meta(route('r'), { generation: 5 }),
      // Another controller's.
      gatewayClass('other', 'example.com/other'),
      {
        ...meta(gateway('infra/theirs', [listener('http')], 'other'), {
          generation: 5,
        }),
        status: { conditions: [condition('Accepted', 'True')] },
      },
    ],
  },
  {
    code: 'EG403',
    bad: [
      route('r'),
      policy('BackendTrafficPolicy', 'infra/wide', {
        targetRefs: [target('Gateway', 'eg')],
      }),
      policy('BackendTrafficPolicy', 'infra/narrow', {
        targetRefs: [target('HTTPRoute', 'r')],
      }),
    ],
    found: 'EG403 wide',
    good: [],
  },
  {
    code: 'EG404',
    bad: [
      route('r'),
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRef: target('HTTPRoute', 'r'),
      }),
    ],
    found: 'EG404 p',
    good: [
      route('r'),
      policy('BackendTrafficPolicy', 'infra/p', {
        targetRefs: [target('HTTPRoute', 'r')],
      }),
    ],
  },
];

describe('checks', () => {
  it.each(CASES.map(one => [one.code, one] as const))(
    '%s is found where it is so, and only there',
    (code, { bad, found, good, settings = ALL_UNREAD }) => {
      expect(told(bad, settings)).toContain(found);
      expect(told(good, settings).filter(one => one.startsWith(code))).toEqual(
        [],
      );
    },
  );

  it('knows when a certificate expires, where it may be read', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cert', namespace: 'infra' },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': btoa('the certificate'), 'tls.key': btoa('x') },
    };
    const tls = gateway('infra/tls', [
      listener('https', {
        port: 443,
        protocol: 'HTTPS',
        tls: { certificateRefs: [{ name: 'cert' }] },
      }),
    ]);
    const on = (now: string, kept: object = secret) =>
      findings([tls, kept] as RawObject[], {
        unread: new Set(),
        now,
        readCertificates: () => [
          {
            dnsNames: ['a.example.com'],
            notBefore: '2026-01-01T00:00:00Z',
            notAfter: '2026-04-01T00:00:00Z',
            publicKeyAlgorithm: 'RSA',
          },
        ],
      })
        .filter(({ code }) => code === 'EG207')
        .map(({ severity, path }) => `${severity} ${path}`);
    const path = 'spec.listeners[0].tls.certificateRefs[0]';
    expect(on('2026-02-01T00:00:00Z')).toEqual([]);
    expect(on('2026-03-20T00:00:00Z')).toEqual([`warning ${path}`]);
    expect(on('2026-05-01T00:00:00Z')).toEqual([`error ${path}`]);
    const asWritten = {
      ...secret,
      data: undefined,
      stringData: { 'tls.crt': 'the certificate', 'tls.key': 'x' },
    };
    expect(on('2026-05-01T00:00:00Z', asWritten)).toEqual([`error ${path}`]);
  });

  it('says what is so and what to do, in sentences', () => {
    for (const { bad, settings } of CASES) {
      for (const { code, message, remedy } of findings(bad, settings)) {
        expect([code, message]).toEqual([
          code,
          expect.stringMatching(/^\S[^\n]{10,600}$/),
        ]);
        expect([code, remedy]).toEqual([
          code,
          expect.stringMatching(/^[A-Z][^\n]+\.$/),
        ]);
      }
    }
  });

  it('has a page for every code, with its title', () => {
    for (const { code, title, severity } of FINDING_RULES) {
      const page = join(PAGES, `${code}.md`);
      expect([code, existsSync(page)]).toEqual([code, true]);
      const text = readFileSync(page, 'utf8');
      expect(text).toContain(`# ${code}: ${title}\n`);
      expect(text).toContain(`Severity: **${severity}**`);
      expect(readFileSync(join(PAGES, 'index.md'), 'utf8')).toContain(
        `[${code}](${code}.md)`,
      );
    }
  });

  it('has every code once, in use by a test or told why not', () => {
    const codes = FINDING_RULES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const tested = new Set([...CASES.map(({ code }) => code), 'EG207']);
    // Needs certificates of two listeners: tested where overlaps are judged.
    expect(codes.filter(code => !tested.has(code))).toEqual(['EG304']);
  });
});
