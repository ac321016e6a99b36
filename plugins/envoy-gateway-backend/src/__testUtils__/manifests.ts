const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';
const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** A condition as a controller writes it. */
export function condition(
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string = `${reason}.`,
  observedGeneration: number = 1,
) {
  return {
    type,
    status,
    reason,
    message,
    observedGeneration,
    lastTransitionTime: '2026-11-01T10:00:00Z',
  };
}

const ACCEPTED = condition('Accepted', 'True', 'Accepted');
const RESOLVED = condition('ResolvedRefs', 'True', 'ResolvedRefs');
const PROGRAMMED = condition('Programmed', 'True', 'Programmed');

export const gatewayClass = {
  apiVersion: GATEWAY_API,
  kind: 'GatewayClass',
  metadata: { name: 'eg' },
  spec: { controllerName: CONTROLLER },
};

export function namespace(name: string) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
  };
}

/** The Gateway `platform/public` with a listener `http` for every namespace, programmed unless told otherwise. */
export function gateway(
  options: {
    name?: string;
    conditions?: object[];
    listenerConditions?: object[];
    gatewayClassName?: string;
  } = {},
) {
  return {
    apiVersion: GATEWAY_API,
    kind: 'Gateway',
    metadata: {
      namespace: 'platform',
      name: options.name ?? 'public',
      generation: 1,
    },
    spec: {
      gatewayClassName: options.gatewayClassName ?? 'eg',
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
    status: {
      addresses: [{ type: 'IPAddress', value: '192.0.2.10' }],
      conditions: options.conditions ?? [ACCEPTED, PROGRAMMED],
      listeners: [
        {
          name: 'http',
          attachedRoutes: 1,
          supportedKinds: [],
          conditions: options.listenerConditions ?? [
            ACCEPTED,
            PROGRAMMED,
            RESOLVED,
          ],
        },
      ],
    },
  };
}

/** A rule that sends everything below a path to a Service. */
export function rule(path: string, backend: string, name?: string) {
  return {
    ...(name && { name }),
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    backendRefs: [{ name: backend, port: 8080 }],
  };
}

/** An HTTPRoute on `platform/public`, accepted unless told otherwise. */
export function httpRoute(
  name: string,
  options: {
    namespace?: string;
    rules?: object[];
    hostnames?: string[];
    parentRefs?: Array<{ namespace?: string; name: string }>;
    /** Conditions of each parent; `undefined` for one without a verdict. */
    conditions?: Array<object[] | undefined>;
    generation?: number;
  } = {},
) {
  const parentRefs = options.parentRefs ?? [
    { namespace: 'platform', name: 'public' },
  ];
  const conditions =
    options.conditions ?? parentRefs.map(() => [ACCEPTED, RESOLVED]);
  return {
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: {
      namespace: options.namespace ?? 'payments',
      name,
      generation: options.generation ?? 1,
    },
    spec: {
      parentRefs,
      hostnames: options.hostnames ?? ['api.example.com'],
      rules: options.rules ?? [rule('/payments', 'payments')],
    },
    status: {
      parents: parentRefs.flatMap((parentRef, i) =>
        conditions[i]
          ? [
              {
                parentRef,
                controllerName: CONTROLLER,
                conditions: conditions[i],
              },
            ]
          : [],
      ),
    },
  };
}

export function service(
  name: string,
  options: {
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  } = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      namespace: options.namespace ?? 'payments',
      name,
      labels: options.labels,
      annotations: options.annotations,
    },
    spec: { ports: [{ name: 'http', port: 8080 }] },
  };
}

/** A SecurityPolicy that asks the route `payments/payments` for API keys. */
export function apiKeyPolicy(conditions: object[] = [ACCEPTED]) {
  return {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { namespace: 'payments', name: 'keys', generation: 1 },
    spec: {
      targetRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'payments',
        },
      ],
      apiKeyAuth: {
        credentialRefs: [{ name: 'clients' }],
        extractFrom: [{ headers: ['x-api-key'] }],
      },
    },
    status: {
      ancestors: [
        {
          ancestorRef: {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            namespace: 'platform',
            name: 'public',
          },
          controllerName: CONTROLLER,
          conditions,
        },
      ],
    },
  };
}

/** What every cluster of the tests has. */
export const BASICS = [
  gatewayClass,
  namespace('platform'),
  namespace('payments'),
  namespace('orders'),
  gateway(),
];

/** A pod that runs Envoy for a Gateway, as Envoy Gateway labels it. */
export function proxyPod(
  name: string,
  options: {
    gateway?: string;
    generated?: boolean;
    phase?: string;
    labels?: Record<string, string>;
  } = {},
) {
  const revision = '7d9c8b6f5';
  return {
    metadata: {
      namespace: 'envoy-gateway-system',
      name: `envoy-platform-public-1234-${revision}-${name}`,
      generateName: `envoy-platform-public-1234-${revision}-`,
      labels: options.labels ?? {
        'app.kubernetes.io/managed-by': 'envoy-gateway',
        'app.kubernetes.io/component': 'proxy',
        'gateway.envoyproxy.io/owning-gateway-namespace': 'platform',
        'gateway.envoyproxy.io/owning-gateway-name':
          options.gateway ?? 'public',
        'pod-template-hash': revision,
      },
      annotations: options.generated
        ? { 'envoy-gateway.backstage.io/generated-traffic': 'true' }
        : {},
    },
    status: { phase: options.phase ?? 'Running' },
  };
}
