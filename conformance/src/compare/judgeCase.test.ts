import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Case } from '../cases';
import { judgeCase } from './judgeCase';

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';
const API = 'gateway.networking.k8s.io/v1';

const GATEWAY: JsonObject = {
  apiVersion: API,
  kind: 'Gateway',
  metadata: { namespace: 'shop', name: 'web' },
  spec: {
    gatewayClassName: 'eg',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  },
};

const ROUTE: JsonObject = {
  apiVersion: API,
  kind: 'HTTPRoute',
  metadata: { namespace: 'shop', name: 'orders' },
  spec: {
    parentRefs: [{ name: 'web' }],
    rules: [{ backendRefs: [{ name: 'missing', port: 80 }] }],
  },
};

const OBJECTS: JsonObject[] = [
  {
    apiVersion: API,
    kind: 'GatewayClass',
    metadata: { name: 'eg' },
    spec: { controllerName: CONTROLLER },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  GATEWAY,
  ROUTE,
];

const condition = (type: string, status: string, reason: string) => ({
  type,
  status,
  reason,
});

/** What Envoy Gateway makes of the objects, as its suite would say it. */
function verdicts(resolved: string): JsonObject[] {
  return [
    {
      ...GATEWAY,
      status: {
        listeners: [
          {
            name: 'http',
            attachedRoutes: 1,
            supportedKinds: [{ kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }],
            conditions: [
              condition('Programmed', 'True', 'Programmed'),
              condition('Accepted', 'True', 'Accepted'),
              condition('ResolvedRefs', 'True', 'ResolvedRefs'),
            ],
          },
        ],
      },
    },
    {
      ...ROUTE,
      status: {
        parents: [
          {
            controllerName: CONTROLLER,
            parentRef: { name: 'web' },
            conditions: [
              condition('Accepted', 'True', 'Accepted'),
              condition('ResolvedRefs', 'False', resolved),
            ],
          },
          {
            controllerName: 'example.com/other',
            parentRef: { name: 'mesh' },
            conditions: [condition('Accepted', 'True', 'Accepted')],
          },
        ],
      },
    },
  ];
}

function xdsIR(answer: object): JsonObject {
  return {
    'shop/web': {
      http: [
        {
          name: 'shop/web/http',
          path: {
            mergeSlashes: true,
            escapedSlashesAction: 'UnescapeAndRedirect',
          },
          routes: [
            { name: 'httproute/shop/orders/rule/0/match/-1/*', ...answer },
          ],
        },
      ],
    },
  };
}

function caseOf(fields: {
  objects?: unknown[];
  resolved?: string;
  answer?: object;
}): Case {
  return {
    name: 'orders',
    order: 'given',
    objects: fields.objects ?? OBJECTS,
    settings: {
      controllerName: CONTROLLER,
      translatorOnly: true,
      unread: new Set(),
    },
    verdicts: {
      stage: 'translator',
      objects: verdicts(fields.resolved ?? 'BackendNotFound'),
      xdsIR: xdsIR(fields.answer ?? { directResponse: { statusCode: 500 } }),
    },
  };
}

function disagreed(one: Case): string[] {
  return judgeCase(one)
    .filter(({ outcome }) => outcome === 'disagreed')
    .map(({ kind }) => kind);
}

describe('judgeCase', () => {
  it('agrees where both say the same', () => {
    const decisions = judgeCase(caseOf({}));
    expect(disagreed(caseOf({}))).toEqual([]);
    expect(decisions.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'Gateway listener',
        'Gateway listener: attachedRoutes',
        'HTTPRoute',
        'HTTPRoute: which',
        'Listener: in the proxies',
        'Listener: routes served',
        'Rule: answers',
      ]),
    );
  });

  it('finds another reason', () => {
    expect(disagreed(caseOf({ resolved: 'PortNotFound' }))).toEqual([
      'HTTPRoute',
    ]);
  });

  it('finds another answer', () => {
    expect(disagreed(caseOf({ answer: {} }))).toEqual(['Rule: answers']);
  });

  it('compares what a rule says itself', () => {
    const answer = {
      directResponse: { statusCode: 500 },
      timeout: '5s',
      retry: { numRetries: 2, perRetry: { timeout: '1s' } },
      pathMatch: { name: '', distinct: false, prefix: '/orders' },
    };
    const rule = {
      timeouts: { request: '5s', backendRequest: '1s' },
      retry: { attempts: 2 },
      backendRefs: [{ name: 'missing', port: 80 }],
    };
    const withRule = (own: object) => {
      const spec = { parentRefs: [{ name: 'web' }], rules: [own] };
      const ir = xdsIR(answer);
      const text = JSON.stringify(ir).replace('match/-1', 'match/0');
      const one = caseOf({
        objects: [...OBJECTS.slice(0, -1), { ...ROUTE, spec }],
      });
      return { ...one, verdicts: { ...one.verdicts, xdsIR: JSON.parse(text) } };
    };
    const matches = [{ path: { type: 'PathPrefix', value: '/orders' } }];
    expect(disagreed(withRule({ ...rule, matches }))).toEqual([]);
    expect(
      disagreed(withRule({ ...rule, matches, timeouts: { request: '6s' } })),
    ).toEqual(['Rule: values of its own']);
  });

  it('counts an object that cannot be read', () => {
    const broken = { ...ROUTE, metadata: { namespace: 'shop', name: 'b' } };
    expect(
      disagreed(
        caseOf({ objects: [...OBJECTS, { ...broken, spec: { rules: 1 } }] }),
      ),
    ).toContain('Case');
  });

  it('counts everything Envoy Gateway decided when there is nothing to compare it with', () => {
    expect(disagreed(caseOf({ objects: [] }))).toEqual(
      expect.arrayContaining([
        'Gateway listener: which',
        'HTTPRoute: which',
        'Listener: in the proxies',
      ]),
    );
  });
});
