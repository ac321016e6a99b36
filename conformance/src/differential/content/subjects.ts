import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { add, Draft, ENVOY_GATEWAY, GATEWAY_API } from '../generate/draft';

/** A kind whose content is tried out, among what it takes to have an effect. */
export interface Subject {
  kind: string;
  group: string;
  version: string;
  /** The GatewayClass's own: each is judged on its own, which takes a while. */
  ofClass?: boolean;
  /** How deep below these fields others are tried: pods say more than Envoy Gateway looks at. */
  shallow?: { below: string; depth: number };
  /** Adds what goes with it, and says what of its spec is not left to chance. */
  stage(draft: Draft): { name: string; fixed: JsonObject };
  /** Adds another of the kind, for the first to be merged with or to give way to. */
  second?(draft: Draft, spec: JsonObject): void;
}

const LISTENERS: Record<string, JsonObject> = {
  http: { name: 'http', port: 80, protocol: 'HTTP' },
  https: {
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    tls: { certificateRefs: [{ name: 'cert' }] },
  },
  other: { name: 'other', port: 8081, protocol: 'HTTP' },
  tls: {
    name: 'tls',
    port: 8443,
    protocol: 'TLS',
    tls: { mode: 'Passthrough' },
  },
  tcp: { name: 'tcp', port: 9000, protocol: 'TCP' },
  udp: { name: 'udp', port: 5300, protocol: 'UDP' },
};

const GATEWAY = 'gw';

function addGateway(draft: Draft, names: readonly string[] = ['http']): void {
  add(
    draft,
    `${GATEWAY_API}/v1`,
    'Gateway',
    { namespace: draft.namespaces[0], name: GATEWAY },
    {
      spec: {
        gatewayClassName: draft.className,
        listeners: names.map(name => LISTENERS[name]),
      },
    },
  );
}

function backendOf({ random }: Draft, l4 = false): JsonObject {
  if (!random.chance(0.25)) {
    return { name: 's0', port: 8080 };
  }
  return {
    group: ENVOY_GATEWAY,
    kind: 'Backend',
    name: random.pick(
      l4 ? ['fqdn', 'ip'] : ['fqdn', 'ip', 'mixed', 'dynamic', 'tls'],
    ),
  };
}

interface RouteSort {
  kind: string;
  listener: string;
  sections: boolean;
}

const ROUTES: Record<string, RouteSort> = {
  HTTPRoute: { kind: 'HTTPRoute', listener: 'http', sections: true },
  GRPCRoute: { kind: 'GRPCRoute', listener: 'http', sections: true },
  TLSRoute: { kind: 'TLSRoute', listener: 'tls', sections: false },
  TCPRoute: { kind: 'TCPRoute', listener: 'tcp', sections: false },
  UDPRoute: { kind: 'UDPRoute', listener: 'udp', sections: false },
};

const ROUTE = 'route';

function addRoute(draft: Draft, kind: string): void {
  const layer4 = !ROUTES[kind].sections;
  const rule = () => ({
    backendRefs: [
      kind === 'UDPRoute' ? { name: 's0', port: 53 } : backendOf(draft, layer4),
    ],
  });
  const path = (value: string) =>
    kind === 'HTTPRoute' ? { matches: [{ path: { value } }] } : {};
  add(
    draft,
    `${GATEWAY_API}/v1`,
    kind,
    { namespace: draft.namespaces[0], name: ROUTE },
    {
      spec: {
        parentRefs: [{ name: GATEWAY }],
        ...(kind === 'TLSRoute' && { hostnames: ['a.example.com'] }),
        rules: layer4
          ? [rule()]
          : [
              { name: 'one', ...path('/one'), ...rule() },
              { name: 'two', ...path('/two'), ...rule() },
            ],
      },
    },
  );
}

/** Where a policy is attached: a Gateway, a listener, a route or a rule. */
function targetsOf(
  draft: Draft,
  kinds: readonly string[],
): { fixed: JsonObject; isRoute: boolean } {
  const { random } = draft;
  const ofRoutes = kinds.filter(kind => kind in ROUTES);
  const kind = random.pick([...kinds, ...kinds.slice(0, 3)]);
  const routed =
    kind === 'Gateway' && ofRoutes.length > 0
      ? random.pick(ofRoutes.slice(0, 2))
      : kind;
  const sort = ROUTES[routed] ?? ROUTES.HTTPRoute;
  // Whether keys belong to certificates is not compared: only client settings need a listener with one.
  const second = ofRoutes.length === 0 ? 'https' : 'other';
  addGateway(draft, sort.sections ? ['http', second] : ['http', sort.listener]);
  addRoute(draft, sort.kind);
  const isRoute = kind !== 'Gateway';
  const sections = isRoute
    ? sort.sections && ['one', 'two']
    : sort.sections && ['http', second];
  const ref = {
    group: GATEWAY_API,
    kind,
    name: isRoute ? ROUTE : GATEWAY,
    ...(sections &&
      random.chance(0.25) && { sectionName: random.pick(sections) }),
  };
  return { fixed: { targetRefs: [ref] }, isRoute };
}

function policy(kind: string, kinds: readonly string[]): Subject {
  return {
    kind,
    group: ENVOY_GATEWAY,
    version: 'v1alpha1',
    stage: draft => {
      const { fixed, isRoute } = targetsOf(draft, kinds);
      const merged =
        isRoute && draft.random.chance(0.25)
          ? { mergeType: draft.random.pick(['StrategicMerge', 'JSONMerge']) }
          : {};
      return { name: 'policy', fixed: { ...fixed, ...merged } };
    },
    second(draft, spec) {
      add(
        draft,
        `${ENVOY_GATEWAY}/v1alpha1`,
        kind,
        { namespace: draft.namespaces[0], name: 'second' },
        {
          spec: {
            ...spec,
            targetRefs: [
              { group: GATEWAY_API, kind: 'Gateway', name: GATEWAY },
            ],
          },
        },
      );
    },
  };
}

function route(kind: string): Subject {
  return {
    kind,
    group: GATEWAY_API,
    version: 'v1',
    stage(draft) {
      addGateway(draft);
      return {
        name: ROUTE,
        fixed: { parentRefs: [{ name: GATEWAY }] },
      };
    },
  };
}

export const SUBJECTS: readonly Subject[] = [
  policy('BackendTrafficPolicy', [
    'HTTPRoute',
    'GRPCRoute',
    'Gateway',
    'TCPRoute',
    'UDPRoute',
    'TLSRoute',
  ]),
  policy('SecurityPolicy', ['HTTPRoute', 'GRPCRoute', 'Gateway', 'TCPRoute']),
  policy('ClientTrafficPolicy', ['Gateway']),
  policy('EnvoyExtensionPolicy', ['HTTPRoute', 'GRPCRoute', 'Gateway']),
  {
    kind: 'EnvoyPatchPolicy',
    group: ENVOY_GATEWAY,
    version: 'v1alpha1',
    stage(draft) {
      addGateway(draft);
      return {
        name: 'patch',
        fixed: {
          targetRef: { group: GATEWAY_API, kind: 'Gateway', name: GATEWAY },
        },
      };
    },
  },
  {
    kind: 'Backend',
    group: ENVOY_GATEWAY,
    version: 'v1alpha1',
    stage(draft) {
      addGateway(draft);
      const kind = draft.random.pick(['HTTPRoute', 'HTTPRoute', 'GRPCRoute']);
      addRoute(draft, kind);
      const last = draft.manifests[draft.manifests.length - 1];
      const ref = { group: ENVOY_GATEWAY, kind: 'Backend', name: 'subject' };
      last.spec = {
        ...(last.spec as JsonObject),
        rules: [
          { backendRefs: [ref] },
          {
            ...(kind === 'HTTPRoute' && {
              matches: [{ path: { value: '/two' } }],
            }),
            backendRefs: [ref, { name: 's0', port: 8080 }],
          },
        ],
      };
      return { name: 'subject', fixed: {} };
    },
  },
  {
    kind: 'HTTPRouteFilter',
    group: ENVOY_GATEWAY,
    version: 'v1alpha1',
    stage(draft) {
      addGateway(draft);
      addRoute(draft, 'HTTPRoute');
      const last = draft.manifests[draft.manifests.length - 1];
      const filter = {
        type: 'ExtensionRef',
        extensionRef: {
          group: ENVOY_GATEWAY,
          kind: 'HTTPRouteFilter',
          name: 'subject',
        },
      };
      last.spec = {
        ...(last.spec as JsonObject),
        rules: [
          {
            matches: [
              {
                path: {
                  type: draft.random.pick([
                    'PathPrefix',
                    'Exact',
                    'RegularExpression',
                  ]),
                  value: '/a',
                },
              },
            ],
            ...(draft.random.chance(0.7) && {
              backendRefs: [{ name: 's0', port: 8080 }],
            }),
            filters: [filter],
          },
        ],
      };
      return { name: 'subject', fixed: {} };
    },
  },
  {
    kind: 'BackendTLSPolicy',
    group: GATEWAY_API,
    version: 'v1',
    stage(draft) {
      addGateway(draft);
      const target = draft.random.pick<JsonObject>([
        { group: '', kind: 'Service', name: 's0' },
        { group: '', kind: 'Service', name: 's0', sectionName: 'http' },
        { group: ENVOY_GATEWAY, kind: 'Backend', name: 'fqdn' },
      ]);
      const { sectionName: _, ...ref } = target;
      addRoute(draft, draft.random.pick(['HTTPRoute', 'GRPCRoute']));
      const last = draft.manifests[draft.manifests.length - 1];
      last.spec = {
        ...(last.spec as JsonObject),
        rules: [
          {
            backendRefs: [
              ref.kind === 'Service' ? { ...ref, port: 8080 } : ref,
            ],
          },
        ],
      };
      return { name: 'policy', fixed: { targetRefs: [target] } };
    },
  },
  {
    kind: 'EnvoyProxy',
    group: ENVOY_GATEWAY,
    version: 'v1alpha1',
    ofClass: true,
    shallow: { below: 'provider', depth: 5 },
    stage(draft) {
      addGateway(draft);
      return { name: 'subject', fixed: {} };
    },
  },
  route('HTTPRoute'),
  route('GRPCRoute'),
  {
    kind: 'Gateway',
    group: GATEWAY_API,
    version: 'v1',
    stage(draft) {
      addRoute(draft, draft.random.pick(['HTTPRoute', 'TLSRoute', 'TCPRoute']));
      return {
        name: GATEWAY,
        fixed: { gatewayClassName: draft.className },
      };
    },
  },
];
