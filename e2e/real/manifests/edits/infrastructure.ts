import { Edits } from '../edit';
import { longest } from './values';

/** Edits of EnvoyProxies, Backends and filters. */
export const INFRASTRUCTURE = {
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
} satisfies Record<string, readonly Edits[]>;
