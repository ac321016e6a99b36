import {
  at,
  isJsonObject,
  JsonObject,
  objectAt,
} from '@envoy-gateway-portal/gateway-model';
import { milliseconds } from '../goValues';
import { IrListener } from '../types';

/** Fields a ClientTrafficPolicy decides as they are. */
const PLAIN = [
  'clientIPDetection',
  'headers',
  'healthCheck',
  'host',
  'http1',
  'http3',
  'matchBackendScheme',
  'path',
  'proxyProtocol',
  'tcpKeepalive',
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

/** Every duration in milliseconds, under its own name. */
function withMilliseconds(value: unknown): unknown {
  if (!isJsonObject(value)) {
    return milliseconds(value) ?? value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withMilliseconds(inner)]),
  );
}

function pick(value: unknown, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map(field => [field, at(value, field)]));
}

/** The representation's JSON names of the two windows are swapped (upstream `ir.HTTP2Settings`). */
function http2(listener: JsonObject): unknown {
  const settings = objectAt(listener, 'http2');
  return (
    settings && {
      ...(withMilliseconds(settings) as JsonObject),
      initialStreamWindowSize: at(settings, 'initialConnectionWindowSize'),
      initialConnectionWindowSize: at(settings, 'initialStreamWindowSize'),
    }
  );
}

function tls(listener: JsonObject): unknown {
  const config = objectAt(listener, 'tls');
  const crl = objectAt(config, 'crl');
  return (
    config && {
      ...pick(config, TLS),
      caCertificate: objectAt(config, 'caCertificate') && true,
      crl: crl && pick(crl, ['onlyVerifyLeafCertificate']),
    }
  );
}

/** What of a listener a ClientTrafficPolicy decides. */
export function observedClient({ layer, listener }: IrListener): JsonObject {
  return layer === 'udp'
    ? {}
    : {
        ...pick(listener, PLAIN),
        connection: withMilliseconds(at(listener, 'connection')),
        timeout: withMilliseconds(at(listener, 'timeout')),
        http2: http2(listener),
        tls: tls(listener),
      };
}
