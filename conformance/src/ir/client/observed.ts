import { JsonObject, objectAt } from '@envoy-gateway-portal/gateway-model';
import { IrListener } from '../types';
import { pick } from '../values';

/** Fields a ClientTrafficPolicy decides as they are. */
const PLAIN = [
  'clientIPDetection',
  'connection',
  'headers',
  'healthCheck',
  'host',
  'http1',
  'http2',
  'http3',
  'matchBackendScheme',
  'path',
  'proxyProtocol',
  'tcpKeepalive',
  'timeout',
  'grpc',
];

/** Fields of a listener's TLS it decides, but for the bytes of certificates. */
const TLS = [
  'acceptUntrusted',
  'allowExpiredCertificate',
  'alpnProtocols',
  'ciphers',
  'clientValidationEnabled',
  'ecdhCurves',
  'fingerprints',
  'matchTypedSubjectAltNames',
  'maxVersion',
  'minVersion',
  'requireClientCertificate',
  'signatureAlgorithms',
  'statefulSessionResumption',
  'statelessSessionResumption',
  'verifyCertificateHash',
  'verifyCertificateSpki',
];

function tls(listener: JsonObject): unknown {
  const config = objectAt(listener, 'tls');
  const crl = objectAt(config, 'crl');
  return (
    config && {
      ...pick(config, ...TLS),
      caCertificate: objectAt(config, 'caCertificate') && true,
      crl: crl && pick(crl, 'onlyVerifyLeafCertificate'),
    }
  );
}

/** What of a listener a ClientTrafficPolicy decides. */
export function observedClient({ layer, listener }: IrListener): JsonObject {
  return layer === 'udp'
    ? {}
    : {
        ...pick(listener, ...PLAIN),
        tls: tls(listener),
      };
}
