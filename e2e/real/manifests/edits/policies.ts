import { Edits } from '../edit';
import { gateway } from './values';

/** Edits of SecurityPolicies and BackendTrafficPolicies. */
export const POLICIES = {
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
} satisfies Record<string, readonly Edits[]>;
