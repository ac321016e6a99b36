import { Edits } from '../edit';
import { backends, longest } from './values';

const rule = 'spec.rules.0';
const match = `${rule}.matches.0`;

/** Edits of routes and what goes with them. */
export const ROUTES = {
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
} satisfies Record<string, readonly Edits[]>;
