import {
  at,
  JsonObject,
  ListenerContext,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { ifTrue } from '../fields';
import { ListenerSubject } from '../types';
import { headers, host } from './headers';
import { grpc, http1, http2, http3, path } from './http';
import { tls, TlsFailure } from './tls';
import { connection, keepalive, proxyProtocol, timeout } from './transport';

function endsTls(listener: ListenerContext): boolean {
  return (
    listener.protocol === 'HTTPS' ||
    (listener.protocol === 'TLS' &&
      stringAt(listener.spec, 'tls', 'mode') === 'Terminate')
  );
}

/** Which part of TLS failed, of the problems a policy was refused for. */
function tlsFailure(message: string): TlsFailure {
  if (message.includes('tls.ciphers')) {
    return 'ciphers';
  }
  if (message.includes('tls.clientValidation.crl')) {
    return 'crl';
  }
  return message.includes('tls.clientValidation')
    ? 'clientValidation'
    : undefined;
}

function httpSettings(
  spec: JsonObject | undefined,
  subject: ListenerSubject,
): JsonObject {
  return {
    path: path(spec),
    grpc: grpc(spec, subject),
    ...(spec && {
      clientIPDetection: objectAt(spec, 'clientIPDetection'),
      headers: headers(spec),
      host: host(spec),
      http1: http1(spec, subject),
      http2: http2(spec),
      http3: http3(spec, subject.listener),
      healthCheck: objectAt(spec, 'healthCheck'),
      matchBackendScheme: ifTrue(at(spec, 'scheme') === 'MatchBackend'),
    }),
  };
}

/** The same of a listener, as the policy in force says it; of one that failed, as far as it got. */
export function expectedClient(subject: ListenerSubject): JsonObject {
  const { listener, policy } = subject;
  if (listener.protocol === 'UDP') {
    return {};
  }
  const spec = policy?.spec;
  const http = listener.protocol === 'HTTP' || listener.protocol === 'HTTPS';
  const message = policy?.failure?.message;
  return {
    ...(http && httpSettings(spec, subject)),
    ...(endsTls(listener) && {
      tls: tls(spec, listener, tlsFailure(message ?? '')),
    }),
    ...(spec &&
      message === undefined && {
        tcpKeepalive: keepalive(spec),
        connection: connection(spec),
        proxyProtocol: proxyProtocol(spec),
        timeout: timeout(spec),
      }),
  };
}
