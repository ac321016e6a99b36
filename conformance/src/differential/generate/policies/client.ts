import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../../random';

/** Settings of a ClientTrafficPolicy, one field each. */
const SETTINGS: readonly JsonObject[] = [
  { tcpKeepalive: { probes: 3, idleTime: '20s' } },
  { proxyProtocol: { optional: true } },
  { enableProxyProtocol: true },
  { clientIPDetection: { xForwardedFor: { numTrustedHops: 2 } } },
  {
    clientIPDetection: { xForwardedFor: { trustedCIDRs: ['10.0.0.0/8'] } },
  },
  { clientIPDetection: { customHeader: { name: 'x-real-ip' } } },
  { tls: { minVersion: '1.2', maxVersion: '1.3' } },
  { tls: { ciphers: ['ECDHE-RSA-AES128-GCM-SHA256'] } },
  { tls: { ciphers: ['NO-SUCH-CIPHER'] } },
  { tls: { alpnProtocols: ['h2'] } },
  { tls: { session: { resumption: { stateless: {} } } } },
  { tls: { clientValidation: { caCertificateRefs: [{ name: 'ca' }] } } },
  {
    tls: {
      clientValidation: {
        optional: true,
        caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }],
      },
    },
  },
  { tls: { clientValidation: { caCertificateRefs: [{ name: 'missing' }] } } },
  {
    tls: {
      clientValidation: {
        caCertificateRefs: [{ kind: 'ConfigMap', name: 'empty' }],
      },
    },
  },
  { path: { escapedSlashesAction: 'RejectRequest' } },
  { path: { disableMergeSlashes: true } },
  {
    headers: {
      enableEnvoyHeaders: true,
      withUnderscoresAction: 'Allow',
      requestID: 'Generate',
    },
  },
  {
    headers: {
      earlyRequestHeaders: {
        add: [{ name: 'x-early', value: 'one' }],
        remove: ['x-gone'],
      },
    },
  },
  {
    headers: {
      earlyRequestHeaders: {
        set: [
          { name: 'x-early', value: 'one' },
          { name: 'X-Early', value: 'two' },
        ],
      },
    },
  },
  { headers: { earlyRequestHeaders: {} } },
  { headers: { lateResponseHeaders: { remove: ['bad:name'] } } },
  {
    headers: {
      xForwardedClientCert: {
        mode: 'AppendForward',
        certDetailsToAdd: ['Subject'],
      },
    },
  },
  { timeout: { tcp: { idleTimeout: '20m' } } },
  { timeout: { http: { requestReceivedTimeout: '5s', idleTimeout: '10s' } } },
  { timeout: { http: { streamIdleTimeout: '1h' } } },
  {
    connection: {
      connectionLimit: { value: 50, closeDelay: '5s' },
      bufferLimit: '64Ki',
    },
  },
  { connection: { bufferLimit: '5Gi' } },
  { connection: { socketBufferLimit: '10', maxAcceptPerSocketEvent: 2 } },
  { http1: { enableTrailers: true, preserveHeaderCase: true } },
  { http1: { http10: { useDefaultHost: true } } },
  { http2: { maxConcurrentStreams: 100, onInvalidMessage: 'TerminateStream' } },
  { http2: { initialStreamWindowSize: '1Ki' } },
  { http2: { initialConnectionWindowSize: '1Mi' } },
  { http3: {} },
  { healthCheck: { path: '/alive' } },
  { grpc: { enableWeb: false } },
  { scheme: 'MatchBackend' },
];

/** A ClientTrafficPolicy's settings. */
export function clientSpec(random: Random): JsonObject {
  return Object.assign({}, ...random.some(SETTINGS, 1, 3));
}
