import { Edits } from '../edit';

/** Edits of ClientTrafficPolicies, extensions and patches. */
export const CLIENTS_AND_EXTENSIONS = {
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
} satisfies Record<string, readonly Edits[]>;
