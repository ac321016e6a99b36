import { Manifest } from '../../support/cluster';
import { BASES } from './bases';
import { edited, Edits } from './edit';

type Base = keyof typeof BASES;

const longest = (length: number) => 'a'.repeat(length);
const rule = 'spec.rules.0';
const match = `${rule}.matches.0`;
const gateway = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: 'a',
};
const backends = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `s-${index}`,
    port: 80,
  }));

/** What is done to the valid manifests: some of it is right, most of it is wrong in one way. */
const EDITS: Record<Base, readonly Edits[]> = {
  gatewayClass: [
    {},
    { 'spec.controllerName': 'nothing' },
    { 'spec.controllerName': undefined },
    { 'spec.parametersRef.kind': '' },
    { 'spec.description': longest(65) },
    { 'metadata.name': 'Upper' },
    { 'metadata.name': longest(254) },
    { 'metadata.name': undefined },
    { 'metadata.name': 5 },
    { 'metadata.labels': { app: 'x' } },
    { 'metadata.labels': { 'a b': 'x' } },
    { 'metadata.labels': { app: 'a b' } },
    { 'metadata.labels': { app: 3 } },
    { 'metadata.labels': { 'example.com/app': longest(63) } },
    { 'metadata.labels': { 'example.com/app': longest(64) } },
    { 'metadata.labels': { 'a/b/c': 'x' } },
    { 'metadata.annotations': { 'Example.com/App': 'anything goes: ä' } },
    { 'metadata.annotations': { '-': 'x' } },
    { 'metadata.annotations': { big: longest(256 * 1024) } },
    { 'metadata.finalizers': ['example.com/a'] },
    { 'metadata.finalizers': ['a b'] },
    { 'metadata.ownerReferences': [{ kind: 'X' }] },
    { 'metadata.creationTimestamp': null },
    { 'metadata.creationTimestamp': 'yesterday' },
    { 'metadata.unknown': 'x' },
    { metadata: [] },
    { spec: undefined },
    { spec: 'x' },
    { status: { anything: 1 } },
  ],
  gateway: [
    {},
    { 'spec.gatewayClassName': '' },
    { 'spec.listeners': [] },
    { 'spec.listeners': undefined },
    { 'spec.listeners.1.name': 'http' },
    { 'spec.listeners.0.name': 'Http' },
    { 'spec.listeners.0.port': 0 },
    { 'spec.listeners.0.port': 65536 },
    { 'spec.listeners.0.port': '80' },
    { 'spec.listeners.0.port': 80.5 },
    { 'spec.listeners.0.hostname': '*' },
    { 'spec.listeners.0.hostname': '10.0.0.1' },
    { 'spec.listeners.0.hostname': 'Upper.example.com' },
    { 'spec.listeners.0.protocol': 'example.com/mine' },
    { 'spec.listeners.0.protocol': '!' },
    { 'spec.listeners.0.tls': { certificateRefs: [{ name: 'a' }] } },
    { 'spec.listeners.1.tls': undefined },
    { 'spec.listeners.1.tls.certificateRefs': [] },
    { 'spec.listeners.1.tls.certificateRefs': undefined },
    { 'spec.listeners.1.tls.mode': 'Passthrough' },
    { 'spec.listeners.1.tls.mode': 'terminate' },
    { 'spec.listeners.2.hostname': 'a.example.com' },
    { 'spec.listeners.2.protocol': 'UDP' },
    {
      'spec.listeners.1.port': 80,
      'spec.listeners.1.hostname': '*.example.com',
    },
    {
      'spec.listeners.1.port': 80,
      'spec.listeners.1.protocol': 'HTTP',
      'spec.listeners.1.tls': undefined,
      'spec.listeners.1.hostname': '*.example.com',
    },
    { 'spec.listeners.0.allowedRoutes.namespaces.from': 'Everywhere' },
    {
      'spec.listeners.0.allowedRoutes.namespaces': {
        from: 'Selector',
        selector: { matchLabels: { a: 'b' } },
      },
    },
    { 'spec.listeners.0.allowedRoutes.kinds': [{ kind: 'HTTPRoute' }] },
    { 'spec.listeners.0.allowedRoutes.kinds': [{ kind: 'no kind' }] },
    { 'spec.addresses.0.value': 'not an address' },
    { 'spec.addresses.0.value': '::1' },
    { 'spec.addresses.0.value': '010.0.0.1' },
    { 'spec.addresses': [{ type: 'Hostname', value: 'a.example.com' }] },
    { 'spec.addresses': [{ type: 'Hostname', value: '*' }] },
    {
      'spec.addresses': [
        { type: 'IPAddress', value: '10.0.0.1' },
        { type: 'IPAddress', value: '10.0.0.1' },
      ],
    },
    { 'spec.infrastructure.labels': { 'a b': 'x' } },
    { 'spec.infrastructure.annotations': { 'example.com/a': longest(5000) } },
    { 'spec.unknown': 1 },
    { 'spec.listeners.0.unknown': { a: [1] } },
  ],
  httpRoute: [
    {},
    { 'spec.rules': undefined },
    { 'spec.rules': [] },
    { 'spec.rules': null },
    { 'spec.hostnames.0': 'a_b' },
    { 'spec.hostnames.0': '*.*.example.com' },
    { 'spec.hostnames.0': '' },
    {
      'spec.hostnames': Array.from(
        { length: 17 },
        (_, i) => `h${i}.example.com`,
      ),
    },
    { 'spec.parentRefs.1': { name: 'edge', sectionName: 'http' } },
    { 'spec.parentRefs.1': { name: 'edge' } },
    { 'spec.parentRefs.0.port': 0 },
    { 'spec.parentRefs.0.kind': 'Service', 'spec.parentRefs.0.group': '' },
    { 'spec.parentRefs.0.namespace': 'A' },
    {
      'spec.parentRefs': [
        { name: 'a', sectionName: 'x' },
        { name: 'a', sectionName: 'y' },
      ],
    },
    { [`${match}.path.value`]: 'a' },
    { [`${match}.path.value`]: '/a//b' },
    { [`${match}.path.value`]: '/a/../b' },
    { [`${match}.path.value`]: '/a%2fb' },
    { [`${match}.path.value`]: '/a#b' },
    { [`${match}.path.value`]: '/ä' },
    { [`${match}.path.value`]: longest(1025) },
    { [`${match}.path`]: { type: 'RegularExpression', value: '.*[0-9]+' } },
    { [`${match}.path.type`]: 'Glob' },
    {
      [`${match}.path.type`]: 'Exact',
      [`${rule}.filters.1`]: undefined,
      [`${rule}.filters`]: [],
    },
    { [`${match}.path.type`]: 'Exact' },
    { [`${match}.method`]: 'get' },
    {
      [`${match}.headers`]: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
    { [`${match}.headers.0.name`]: 'a b' },
    { [`${match}.headers.0.value`]: '' },
    {
      [`${match}.queryParams`]: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
    { [`${match}.headers.0.type`]: 'RegularExpression' },
    { [`${rule}.filters.0.type`]: 'ResponseHeaderModifier' },
    { [`${rule}.filters.0.requestHeaderModifier`]: undefined },
    { [`${rule}.filters.1`]: { type: 'RequestRedirect', requestRedirect: {} } },
    { [`${rule}.filters.1.urlRewrite.path`]: { type: 'ReplaceFullPath' } },
    {
      [`${rule}.filters.1`]: {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: { remove: ['a'] },
      },
    },
    {
      [`${rule}.filters.1`]: {
        type: 'ExtensionRef',
        extensionRef: { group: 'a.b', kind: 'C', name: 'd' },
      },
    },
    {
      [`${rule}.filters.1`]: {
        type: 'RequestMirror',
        requestMirror: { backendRef: { name: 's', port: 1 }, percent: 101 },
      },
    },
    {
      [`${rule}.filters.1`]: {
        type: 'RequestMirror',
        requestMirror: {
          backendRef: { name: 's', port: 1 },
          percent: 1,
          fraction: { numerator: 1 },
        },
      },
    },
    {
      [`${rule}.filters.1`]: {
        type: 'RequestMirror',
        requestMirror: {
          backendRef: { name: 's', port: 1 },
          fraction: { numerator: 3, denominator: 2 },
        },
      },
    },
    { 'spec.rules.1.backendRefs': backends(1) },
    { 'spec.rules.1.filters.0.requestRedirect.statusCode': 307 },
    { 'spec.rules.1.filters.0.requestRedirect.statusCode': 200 },
    { 'spec.rules.1.filters.0.requestRedirect.scheme': 'ftp' },
    { [`${rule}.timeouts.request`]: '1s' },
    { [`${rule}.timeouts.request`]: '0s' },
    { [`${rule}.timeouts.request`]: '1.5s' },
    { [`${rule}.timeouts.request`]: 'soon' },
    { [`${rule}.timeouts.backendRequest`]: '11s' },
    { [`${rule}.backendRefs.0.port`]: undefined },
    { [`${rule}.backendRefs.0.weight`]: -1 },
    { [`${rule}.backendRefs.0.weight`]: 1_000_001 },
    {
      [`${rule}.backendRefs.0.kind`]: 'Backend',
      [`${rule}.backendRefs.0.group`]: 'gateway.envoyproxy.io',
      [`${rule}.backendRefs.0.port`]: undefined,
    },
    { [`${rule}.backendRefs`]: backends(17) },
    { [`${rule}.backendRefs`]: {} },
    { [`${rule}.name`]: 'a', 'spec.rules.1.name': 'a' },
    { [`${rule}.name`]: 'A' },
    { [`${rule}.matches`]: Array.from({ length: 65 }, () => ({})) },
    {
      'spec.rules': Array.from({ length: 16 }, () => ({
        matches: Array.from({ length: 9 }, () => ({ path: { value: '/' } })),
      })),
    },
    {
      [`${rule}.sessionPersistence`]: {
        sessionName: 'a',
        type: 'Cookie',
        cookieConfig: { lifetimeType: 'Permanent' },
      },
    },
    { [`${rule}.retry`]: { codes: [99] } },
    { [`${rule}.matches.0.path`]: null },
    { [`${rule}.matches.0`]: null },
  ],
  grpcRoute: [
    {},
    { [`${match}.method`]: { type: 'Exact' } },
    { [`${match}.method.service`]: 'a b' },
    { [`${match}.method.method`]: '1x' },
    { [`${match}.method`]: { type: 'RegularExpression', service: 'a b' } },
    { [`${rule}.filters`]: [{ type: 'RequestHeaderModifier' }] },
    {
      [`${rule}.filters`]: [
        {
          type: 'ExtensionRef',
          extensionRef: { group: 'a', kind: 'B', name: 'c' },
        },
      ],
    },
    { [`${rule}.backendRefs.0.port`]: undefined },
  ],
  tlsRoute: [
    {},
    { 'spec.hostnames': [] },
    { 'spec.hostnames': ['10.0.0.1'] },
    { 'spec.rules': [] },
    { 'spec.rules': [{}, {}] },
    { 'spec.hostnames': ['*.com'] },
  ],
  tcpRoute: [
    {},
    { 'spec.rules': [] },
    { [`${rule}.backendRefs.0.port`]: undefined },
    { [`${rule}.backendRefs`]: [] },
  ],
  referenceGrant: [
    {},
    { 'spec.from': [] },
    { 'spec.to': [] },
    { 'spec.from.0.namespace': '' },
    { 'spec.to.0.kind': undefined },
    { 'spec.to.0.group': undefined },
  ],
  backendTlsPolicy: [
    {},
    { 'spec.validation.wellKnownCACertificates': 'System' },
    { 'spec.validation.caCertificateRefs': undefined },
    {
      'spec.validation': {
        hostname: 'a.example.com',
        wellKnownCACertificates: 'System',
      },
    },
    { 'spec.validation.hostname': 'A' },
    { 'spec.targetRefs': [] },
    { 'spec.targetRefs.1': { group: '', kind: 'Service', name: 'svc' } },
    {
      'spec.targetRefs.1': {
        group: '',
        kind: 'Service',
        name: 'svc',
        sectionName: 'http',
      },
    },
    {
      'spec.validation.subjectAltNames': [
        { type: 'Hostname', uri: 'spiffe://a' },
      ],
    },
    {
      'spec.validation.subjectAltNames': [
        { type: 'URI', uri: 'spiffe://a.b/c' },
      ],
    },
    { 'spec.options': { 'a.b/c': 'x' } },
  ],
  securityPolicy: [
    {},
    { 'spec.targetRefs': undefined },
    { 'spec.targetRefs': undefined, 'spec.targetRef': gateway },
    { 'spec.targetRef': gateway },
    {
      'spec.targetRefs': undefined,
      'spec.targetSelectors': [{ kind: 'HTTPRoute', matchLabels: { a: 'b' } }],
    },
    { 'spec.targetRefs.0.kind': 'Service' },
    { 'spec.targetRefs.0.group': 'apps' },
    { 'spec.targetRefs.0.kind': 'TCPRoute' },
    { 'spec.mergeType': 'StrategicMerge' },
    { 'spec.mergeType': 'Replace' },
    { 'spec.mergeType': 'Both' },
    { 'spec.targetRefs.0': gateway, 'spec.mergeType': 'StrategicMerge' },
    { 'spec.cors.allowOrigins.0': 'example.com' },
    { 'spec.cors.allowOrigins.0': '*' },
    { 'spec.cors.allowOrigins': Array.from({ length: 65 }, () => '*') },
    { 'spec.cors.maxAge': 'long' },
    { 'spec.jwt.providers': [] },
    { 'spec.jwt.providers.0.remoteJWKS': undefined },
    { 'spec.jwt.providers.0.localJWKS': { type: 'Inline', inline: '{}' } },
    { 'spec.jwt.providers.0.remoteJWKS.uri': 'not a uri' },
    { 'spec.jwt.providers.0.claimToHeaders': [{ claim: 'a', header: 'b' }] },
    { 'spec.jwt.providers.0.recomputeRoute': true },
    { 'spec.authorization.rules.0.principal': {} },
    { 'spec.authorization.rules.0.principal.clientCIDRs': ['10.0.0.0'] },
    { 'spec.authorization.rules.0.action': 'Maybe' },
    { 'spec.authorization.rules.0.principal': { jwt: { provider: 'p' } } },
    { 'spec.basicAuth': { users: { name: 'a' } } },
    { 'spec.basicAuth': { users: { name: 'a', kind: 'ConfigMap' } } },
    {
      'spec.apiKeyAuth': {
        credentialRefs: [{ name: 'a' }],
        extractFrom: [{ headers: ['x-key'] }],
      },
    },
    { 'spec.apiKeyAuth': { credentialRefs: [], extractFrom: [] } },
    { 'spec.extAuth': {} },
    { 'spec.extAuth': { grpc: { backendRefs: [{ name: 'a', port: 1 }] } } },
    {
      'spec.extAuth': {
        grpc: { backendRefs: [{ name: 'a', port: 1 }] },
        http: { backendRefs: [{ name: 'a', port: 1 }] },
      },
    },
    {
      'spec.extAuth': {
        http: {
          backendRef: { name: 'a', port: 1 },
          backendRefs: [{ name: 'a', port: 1 }],
        },
      },
    },
    {
      'spec.extAuth': {
        http: { backendRefs: [{ name: 'a', port: 1, kind: 'Secret' }] },
      },
    },
    {
      'spec.oidc': {
        provider: { issuer: 'https://a.b' },
        clientID: 'c',
        clientSecret: { name: 's' },
      },
    },
    {
      'spec.oidc': {
        provider: { issuer: 'https://a.b' },
        clientSecret: { name: 's' },
      },
    },
    {
      'spec.oidc': {
        provider: { issuer: '' },
        clientID: 'c',
        clientSecret: { name: 's' },
      },
    },
  ],
  backendTrafficPolicy: [
    {},
    { 'spec.targetRefs.0.kind': 'UDPRoute' },
    { 'spec.targetRefs.0.kind': 'Pod' },
    { 'spec.targetRefs.0': gateway, 'spec.mergeType': 'StrategicMerge' },
    { 'spec.rateLimit.global': undefined },
    { 'spec.rateLimit.type': 'Local' },
    { 'spec.rateLimit.type': undefined },
    { 'spec.rateLimit.global.rules.0.limit.requests': -1 },
    { 'spec.rateLimit.global.rules.0.limit.requests': 2 ** 32 },
    { 'spec.rateLimit.global.rules.0.limit.unit': 'Fortnight' },
    { 'spec.rateLimit.global.rules.0.limit.unit': 'Year' },
    { 'spec.rateLimit.global.rules.0.limit': undefined },
    { 'spec.rateLimit.global.rules.0.clientSelectors.0': {} },
    {
      'spec.rateLimit.global.rules.0.clientSelectors.0.sourceCIDR': {
        value: 'x',
        type: 'Distinct',
      },
    },
    { 'spec.rateLimit.global.rules.0.clientSelectors.0.headers.0.value': 'x' },
    {
      'spec.rateLimit.global.rules.0.clientSelectors.0.headers.0': {
        name: 'a',
        type: 'Exact',
      },
    },
    { 'spec.rateLimit.global.rules.0.cost': { request: { from: 'Number' } } },
    {
      'spec.rateLimit.global.rules.0.cost': {
        request: { from: 'Number', number: 2 },
      },
    },
    {
      'spec.rateLimit.global.rules.0.cost': {
        request: { from: 'Metadata', number: 2 },
      },
    },
    {
      'spec.rateLimit': {
        type: 'Local',
        local: {
          rules: [
            {
              limit: { requests: 1, unit: 'Second' },
              cost: { response: { from: 'Number', number: 1 } },
            },
          ],
        },
      },
    },
    { 'spec.retry.retryOn.httpStatusCodes': [99] },
    { 'spec.retry.retryOn.httpStatusCodes': [600] },
    { 'spec.retry.numRetries': -1 },
    { 'spec.retry.retryOn.triggers': ['sometimes'] },
    {
      'spec.retry.perRetry': {
        timeout: '1s',
        backOff: { baseInterval: '1s', maxInterval: '100ms' },
      },
    },
    { 'spec.timeout.http.requestTimeout': 10 },
    { 'spec.timeout.http.requestTimeout': '10 s' },
    { 'spec.circuitBreaker.maxConnections': -1 },
    { 'spec.circuitBreaker.maxConnections': 2 ** 32 },
    { 'spec.loadBalancer': { type: 'ConsistentHash' } },
    { 'spec.loadBalancer.consistentHash': { type: 'Header' } },
    {
      'spec.loadBalancer.consistentHash': {
        type: 'Header',
        header: { name: 'a' },
      },
    },
    { 'spec.loadBalancer.consistentHash.tableSize': 5_000_012 },
    { 'spec.loadBalancer': { type: 'Random', slowStart: { window: '1s' } } },
    { 'spec.loadBalancer.zoneAware': { preferLocal: {} } },
    { 'spec.healthCheck.active.http': undefined },
    { 'spec.healthCheck.active.type': 'TCP' },
    { 'spec.healthCheck.active': { type: 'GRPC', grpc: {} } },
    { 'spec.healthCheck.active.http.path': '' },
    { 'spec.healthCheck.active.interval': '0s' },
    { 'spec.healthCheck.panicThreshold': 101 },
    { 'spec.faultInjection': {} },
    { 'spec.faultInjection.delay.percentage': 101 },
    { 'spec.faultInjection.abort': { httpStatus: 503, grpcStatus: 1 } },
    { 'spec.faultInjection.abort': { percentage: 3 } },
    { 'spec.compression': [{ type: 'Zip' }] },
    {
      'spec.responseOverride': [
        {
          match: { statusCodes: [{ type: 'Value', value: 404 }] },
          response: { body: { type: 'Inline', inline: 'x' } },
        },
      ],
    },
    {
      'spec.responseOverride': [
        {
          match: { statusCodes: [{ type: 'Range', value: 404 }] },
          response: {},
        },
      ],
    },
    {
      'spec.responseOverride': [
        {
          match: {
            statusCodes: [{ type: 'Range', range: { start: 500, end: 400 } }],
          },
          response: {},
        },
      ],
    },
    { 'spec.dns': { dnsRefreshRate: '1x' } },
    { 'spec.connection': { bufferLimit: 'lots' } },
    { 'spec.connection': { bufferLimit: 1024 } },
    { 'spec.connection': { bufferLimit: true } },
  ],
  clientTrafficPolicy: [
    {},
    { 'spec.targetRefs.0.kind': 'HTTPRoute' },
    { 'spec.targetRefs.0.sectionName': 'http' },
    { 'spec.tls.minVersion': '1.3', 'spec.tls.maxVersion': '1.2' },
    {
      'spec.tls.minVersion': '1.3',
      'spec.tls.ciphers': ['ECDHE-RSA-AES128-GCM-SHA256'],
    },
    { 'spec.tls.minVersion': '2.0' },
    {
      'spec.tls.clientValidation': {
        optional: true,
        caCertificateRefs: [{ name: 'a', kind: 'Secret', group: '' }],
      },
    },
    {
      'spec.clientIPDetection': {
        xForwardedFor: { numTrustedHops: 1 },
        customHeader: { name: 'a' },
      },
    },
    {
      'spec.clientIPDetection': {
        xForwardedFor: { numTrustedHops: 1, trustedCIDRs: ['10.0.0.0/8'] },
      },
    },
    { 'spec.clientIPDetection.xForwardedFor': { trustedCIDRs: ['10.0.0.0'] } },
    { 'spec.timeout.http.requestReceivedTimeout': '5' },
    { 'spec.connection.bufferLimit': '1.5Gi' },
    { 'spec.connection.bufferLimit': '32Kb' },
    { 'spec.connection.connectionLimit': { value: 0 } },
    { 'spec.http2': { maxConcurrentStreams: 0 } },
    { 'spec.http2': { initialStreamWindowSize: '64Ki' } },
    {
      'spec.headers': {
        xForwardedClientCert: { mode: 'Sanitize', certDetailsToAdd: ['Cert'] },
      },
    },
    {
      'spec.headers': {
        xForwardedClientCert: {
          mode: 'AppendForward',
          certDetailsToAdd: ['Cert'],
        },
      },
    },
    { 'spec.healthCheck': { path: '' } },
    { 'spec.path': { escapedSlashesAction: 'Keep' } },
  ],
  envoyExtensionPolicy: [
    {},
    { 'spec.wasm.0.code': { type: 'Image', http: { url: 'https://a/b' } } },
    {
      'spec.wasm.0.code': {
        type: 'HTTP',
        http: { url: 'https://a/b', sha256: 'x' },
      },
    },
    { 'spec.wasm.0.code': { type: 'HTTP', http: { url: 'ftp://a' } } },
    { 'spec.wasm.0.name': undefined },
    { 'spec.lua.0': { type: 'Inline' } },
    {
      'spec.lua.0': {
        type: 'ValueRef',
        valueRef: { group: '', kind: 'Secret', name: 'a' },
      },
    },
    {
      'spec.lua.0': {
        type: 'ValueRef',
        valueRef: { group: '', kind: 'ConfigMap', name: 'a' },
      },
    },
    { 'spec.extProc.0.backendRefs': [] },
    { 'spec.extProc.0.backendRefs.0.kind': 'Secret' },
    { 'spec.extProc.0.processingMode': { request: { body: 'Streamed' } } },
    { 'spec.extProc.0.processingMode': { request: { body: 'All' } } },
    { 'spec.extProc.0.messageTimeout': 'x' },
    { 'spec.targetRefs': [] },
  ],
  envoyPatchPolicy: [
    {},
    { 'spec.targetRef': undefined },
    { 'spec.type': 'Merge' },
    { 'spec.jsonPatches.0.operation.op': 'set' },
    { 'spec.jsonPatches.0.operation.value': 'text' },
    { 'spec.jsonPatches.0.operation.value': null },
    { 'spec.jsonPatches.0.operation': { op: 'remove', path: '/a' } },
    { 'spec.jsonPatches.0.type': 'unknown' },
    { 'spec.priority': 2 ** 31 },
    { 'spec.priority': -1 },
  ],
  envoyProxy: [
    {},
    { 'spec.provider.kubernetes.envoyDaemonSet': {} },
    { 'spec.provider.type': 'Host' },
    { 'spec.provider.kubernetes.envoyService.type': 'ExternalName' },
    {
      'spec.provider.kubernetes.envoyService': {
        type: 'ClusterIP',
        allocateLoadBalancerNodePorts: true,
      },
    },
    { 'spec.provider.kubernetes.envoyService.loadBalancerIP': 'x' },
    { 'spec.provider.kubernetes.envoyService.loadBalancerSourceRanges': ['x'] },
    { 'spec.provider.kubernetes.envoyHpa': { maxReplicas: 0 } },
    { 'spec.provider.kubernetes.envoyHpa': { minReplicas: 5, maxReplicas: 2 } },
    { 'spec.provider.kubernetes.envoyHpa': { maxReplicas: 3 } },
    {
      'spec.telemetry.accessLog.settings.0.format': { type: 'JSON', text: 'x' },
    },
    {
      'spec.telemetry.accessLog.settings.0.format': {
        type: 'JSON',
        json: { a: 'b' },
      },
    },
    { 'spec.telemetry.accessLog.settings.0.sinks': [] },
    { 'spec.telemetry.accessLog.settings.0.sinks.0': { type: 'File' } },
    {
      'spec.telemetry.accessLog.settings.0.sinks.0': {
        type: 'OpenTelemetry',
        openTelemetry: { host: 'a', port: 4317 },
      },
    },
    {
      'spec.telemetry.tracing': {
        samplingRate: 10,
        provider: { type: 'OpenTelemetry', host: 'a', port: 1 },
      },
    },
    {
      'spec.telemetry.tracing': {
        samplingRate: 101,
        provider: { type: 'OpenTelemetry', host: 'a', port: 1 },
      },
    },
    {
      'spec.telemetry.tracing': {
        samplingRate: 1,
        samplingFraction: { numerator: 1 },
        provider: { host: 'a' },
      },
    },
    { 'spec.telemetry.metrics': { sinks: [{ type: 'OpenTelemetry' }] } },
    { 'spec.logging.level': { upstream: 'loud' } },
    { 'spec.concurrency': 'many' },
    { 'spec.shutdown': { drainTimeout: '60s' } },
    {
      'spec.filterOrder': [
        {
          name: 'envoy.filters.http.cors',
          before: 'envoy.filters.http.fault',
          after: 'envoy.filters.http.fault',
        },
      ],
    },
    {
      'spec.filterOrder': [
        {
          name: 'envoy.filters.http.cors',
          before: 'envoy.filters.http.jwt_authn',
        },
      ],
    },
    { 'spec.bootstrap': { type: 'Replace' } },
    { 'spec.bootstrap': { type: 'Merge', value: 'admin: {}' } },
    { 'spec.ipFamily': 'IPv5' },
    { 'spec.mergeGateways': 'yes' },
  ],
  backend: [
    {},
    { 'spec.endpoints': undefined },
    { 'spec.endpoints': [] },
    { 'spec.endpoints.0': { fqdn: { hostname: 'a.example.com', port: 80 } } },
    { 'spec.endpoints': [{ fqdn: { hostname: 'a.example.com', port: 80 } }] },
    { 'spec.endpoints': [{ fqdn: { hostname: 'A', port: 80 } }] },
    { 'spec.endpoints.0.ip.address': 'localhost' },
    { 'spec.endpoints.0.ip.address': '::1' },
    { 'spec.endpoints.0.ip.port': 65536 },
    { 'spec.endpoints.0': { unix: { path: '/run/a.sock' } } },
    { 'spec.endpoints': [{ unix: { path: longest(109) } }] },
    { 'spec.endpoints.0.fqdn': { hostname: 'a.example.com', port: 80 } },
    { 'spec.type': 'DynamicResolver' },
    { spec: { type: 'DynamicResolver' } },
    {
      spec: {
        type: 'DynamicResolver',
        tls: { autoSNIFromEndpointHostname: true },
      },
    },
    { 'spec.appProtocols': ['gateway.envoyproxy.io/h2c'] },
    { 'spec.appProtocols': ['http/9'] },
    {
      'spec.tls': {
        wellKnownCACertificates: 'System',
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'a' }],
      },
    },
    {
      'spec.tls': {
        insecureSkipVerify: true,
        wellKnownCACertificates: 'System',
      },
    },
  ],
  httpRouteFilter: [
    {},
    { 'spec.directResponse.statusCode': 99 },
    { 'spec.directResponse.body': { type: 'Inline' } },
    {
      'spec.directResponse.body': {
        type: 'ValueRef',
        valueRef: { group: '', kind: 'Secret', name: 'a' },
      },
    },
    { spec: { urlRewrite: { path: { type: 'ReplaceRegexMatch' } } } },
    {
      spec: {
        urlRewrite: {
          path: {
            type: 'ReplaceRegexMatch',
            replaceRegexMatch: { pattern: 'a', substitution: 'b' },
          },
        },
      },
    },
    { spec: { urlRewrite: { hostname: { type: 'Header' } } } },
    { spec: { urlRewrite: { hostname: { type: 'Header', header: 'x' } } } },
    {
      spec: {
        credentialInjection: { credential: { valueRef: { name: 'a' } } },
      },
    },
    { spec: { credentialInjection: {} } },
  ],
};

/** Manifests with what was changed in each, in words. */
export function variations(): Array<{ name: string; manifest: Manifest }> {
  return (Object.keys(EDITS) as Base[]).flatMap(base =>
    EDITS[base].map(edits => ({
      name: `${BASES[base].kind} ${JSON.stringify(edits).slice(0, 120)}`,
      manifest: edited(BASES[base], edits),
    })),
  );
}
