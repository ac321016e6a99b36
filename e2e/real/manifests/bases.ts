import { Manifest } from '../../support/cluster';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';

const of = (apiVersion: string, kind: string, spec: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'schema-check', namespace: 'default' },
  spec,
});

const target = (kind: string) => ({
  group: 'gateway.networking.k8s.io',
  kind,
  name: 'a',
});

/** One valid manifest of every kind, with something in every corner that has rules. */
export const BASES = {
  gatewayClass: {
    apiVersion: GATEWAY_API,
    kind: 'GatewayClass',
    metadata: { name: 'schema-check' },
    spec: {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      parametersRef: {
        group: 'gateway.envoyproxy.io',
        kind: 'EnvoyProxy',
        name: 'a',
        namespace: 'b',
      },
    },
  } as Manifest,
  gateway: of(GATEWAY_API, 'Gateway', {
    gatewayClassName: 'eg',
    addresses: [{ type: 'IPAddress', value: '10.0.0.1' }],
    listeners: [
      {
        name: 'http',
        protocol: 'HTTP',
        port: 80,
        hostname: '*.example.com',
        allowedRoutes: { namespaces: { from: 'Same' } },
      },
      {
        name: 'https',
        protocol: 'HTTPS',
        port: 443,
        hostname: 'a.example.com',
        tls: { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] },
      },
      { name: 'tcp', protocol: 'TCP', port: 9000 },
    ],
  }),
  httpRoute: of(GATEWAY_API, 'HTTPRoute', {
    parentRefs: [{ name: 'edge', sectionName: 'http' }, { name: 'other' }],
    hostnames: ['a.example.com', '*.b.example.com'],
    rules: [
      {
        matches: [
          {
            path: { type: 'PathPrefix', value: '/a' },
            method: 'GET',
            headers: [{ name: 'x-a', value: '1' }],
            queryParams: [{ name: 'q', value: '1' }],
          },
        ],
        filters: [
          {
            type: 'RequestHeaderModifier',
            requestHeaderModifier: { add: [{ name: 'x', value: 'y' }] },
          },
          {
            type: 'URLRewrite',
            urlRewrite: {
              path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' },
            },
          },
        ],
        timeouts: { request: '10s', backendRequest: '5s' },
        backendRefs: [{ name: 'svc', port: 80, weight: 1 }],
      },
      {
        filters: [
          {
            type: 'RequestRedirect',
            requestRedirect: { scheme: 'https', statusCode: 301 },
          },
        ],
      },
    ],
  }),
  grpcRoute: of(GATEWAY_API, 'GRPCRoute', {
    parentRefs: [{ name: 'edge' }],
    rules: [
      {
        matches: [
          { method: { type: 'Exact', service: 'pkg.Svc', method: 'Call' } },
        ],
        backendRefs: [{ name: 'svc', port: 80 }],
      },
    ],
  }),
  tlsRoute: of(GATEWAY_API, 'TLSRoute', {
    parentRefs: [{ name: 'edge' }],
    hostnames: ['a.example.com'],
    rules: [{ backendRefs: [{ name: 'svc', port: 443 }] }],
  }),
  tcpRoute: of(`gateway.networking.k8s.io/v1alpha2`, 'TCPRoute', {
    parentRefs: [{ name: 'edge' }],
    rules: [{ backendRefs: [{ name: 'svc', port: 9000 }] }],
  }),
  referenceGrant: of('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', {
    from: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        namespace: 'apps',
      },
    ],
    to: [{ group: '', kind: 'Service', name: 'svc' }],
  }),
  backendTlsPolicy: of(GATEWAY_API, 'BackendTLSPolicy', {
    targetRefs: [{ group: '', kind: 'Service', name: 'svc' }],
    validation: {
      hostname: 'svc.example.com',
      caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }],
    },
  }),
  securityPolicy: of(ENVOY_GATEWAY, 'SecurityPolicy', {
    targetRefs: [target('HTTPRoute')],
    cors: {
      allowOrigins: ['https://*.example.com'],
      allowMethods: ['GET'],
      maxAge: '10m',
    },
    jwt: {
      providers: [
        {
          name: 'p',
          issuer: 'https://issuer.example.com',
          remoteJWKS: { uri: 'https://issuer.example.com/jwks' },
        },
      ],
    },
    authorization: {
      defaultAction: 'Deny',
      rules: [
        {
          name: 'a',
          action: 'Allow',
          principal: { clientCIDRs: ['10.0.0.0/8'] },
        },
      ],
    },
  }),
  backendTrafficPolicy: of(ENVOY_GATEWAY, 'BackendTrafficPolicy', {
    targetRefs: [target('HTTPRoute')],
    rateLimit: {
      type: 'Global',
      global: {
        rules: [
          {
            clientSelectors: [
              { headers: [{ type: 'Distinct', name: 'x-user' }] },
            ],
            limit: { requests: 10, unit: 'Minute' },
          },
        ],
      },
    },
    retry: { numRetries: 3, retryOn: { httpStatusCodes: [503] } },
    timeout: { http: { requestTimeout: '10s' } },
    circuitBreaker: { maxConnections: 100 },
    loadBalancer: {
      type: 'ConsistentHash',
      consistentHash: { type: 'SourceIP' },
    },
    healthCheck: {
      active: { type: 'HTTP', http: { path: '/healthz' }, interval: '5s' },
    },
    faultInjection: { delay: { fixedDelay: '1s', percentage: 10 } },
  }),
  clientTrafficPolicy: of(ENVOY_GATEWAY, 'ClientTrafficPolicy', {
    targetRefs: [target('Gateway')],
    tls: { minVersion: '1.2', maxVersion: '1.3' },
    clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } },
    timeout: { http: { requestReceivedTimeout: '5s' } },
    connection: { bufferLimit: '32Ki' },
  }),
  envoyExtensionPolicy: of(ENVOY_GATEWAY, 'EnvoyExtensionPolicy', {
    targetRefs: [target('HTTPRoute')],
    extProc: [{ backendRefs: [{ name: 'svc', port: 9000 }] }],
    wasm: [
      {
        name: 'w',
        rootID: 'r',
        code: {
          type: 'Image',
          image: { url: 'registry.example.com/w:v1' },
        },
      },
    ],
    lua: [{ type: 'Inline', inline: 'function envoy_on_response(h) end' }],
  }),
  envoyPatchPolicy: of(ENVOY_GATEWAY, 'EnvoyPatchPolicy', {
    targetRef: target('Gateway'),
    type: 'JSONPatch',
    jsonPatches: [
      {
        type: 'type.googleapis.com/envoy.config.listener.v3.Listener',
        name: 'l',
        operation: { op: 'add', path: '/a', value: { any: ['thing', 1] } },
      },
    ],
  }),
  envoyProxy: of(ENVOY_GATEWAY, 'EnvoyProxy', {
    provider: {
      type: 'Kubernetes',
      kubernetes: {
        envoyDeployment: { replicas: 2 },
        envoyService: { type: 'LoadBalancer' },
      },
    },
    telemetry: {
      accessLog: {
        settings: [
          {
            format: { type: 'Text', text: '%PROTOCOL%' },
            sinks: [{ type: 'File', file: { path: '/dev/stdout' } }],
          },
        ],
      },
    },
    logging: { level: { default: 'warn' } },
  }),
  backend: of(ENVOY_GATEWAY, 'Backend', {
    endpoints: [
      { ip: { address: '10.0.0.1', port: 80 } },
      { ip: { address: '10.0.0.2', port: 80 } },
    ],
  }),
  httpRouteFilter: of(ENVOY_GATEWAY, 'HTTPRouteFilter', {
    directResponse: {
      statusCode: 503,
      contentType: 'text/plain',
      body: { type: 'Inline', inline: 'away' },
    },
  }),
};
