import { at, JsonObject, objectAt } from '@envoy-gateway-portal/gateway-model';
import { durations, ifTrue, isBadDuration } from '../fields';
import { pick, quantity, seconds } from '../values';

export function keepalive(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'tcpKeepalive');
  return (
    settings && {
      ...pick(settings, 'probes'),
      idleTime: seconds(settings, 'idleTime'),
      interval: seconds(settings, 'interval'),
    }
  );
}

const LIMIT_DURATIONS = [
  'closeDelay',
  'maxConnectionDuration',
  'maxStreamDuration',
];

export function connection(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'connection');
  const limit = objectAt(settings, 'connectionLimit');
  return (
    settings && {
      limit: limit && {
        ...pick(limit, 'value', 'maxRequestsPerConnection'),
        ...durations(limit, LIMIT_DURATIONS),
      },
      bufferLimit: quantity(settings, 'bufferLimit'),
      ...pick(settings, 'maxAcceptPerSocketEvent'),
    }
  );
}

function isSize(bytes: number | undefined): boolean {
  return (
    bytes !== undefined &&
    Number.isInteger(bytes) &&
    bytes >= 0 &&
    bytes < 2 ** 32
  );
}

/** Whether Envoy Gateway could make anything of the connection settings. */
export function isConnectionReadable(spec: JsonObject): boolean {
  const settings = objectAt(spec, 'connection');
  return !(
    LIMIT_DURATIONS.some(field =>
      isBadDuration(settings, 'connectionLimit', field),
    ) ||
    (at(settings, 'bufferLimit') !== undefined &&
      !isSize(quantity(settings, 'bufferLimit')))
  );
}

export function timeout(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'timeout');
  const tcp = objectAt(settings, 'tcp');
  const http = objectAt(settings, 'http');
  return (
    settings && {
      tcp:
        tcp &&
        durations(tcp, [
          'idleTimeout',
          'tlsHandshakeTimeout',
          'connectionInspectionTimeout',
        ]),
      http:
        http &&
        durations(http, [
          'requestReceivedTimeout',
          'requestHeadersReceivedTimeout',
          'idleTimeout',
          'streamIdleTimeout',
        ]),
    }
  );
}

export function proxyProtocol(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'proxyProtocol');
  if (settings) {
    return { optional: ifTrue(at(settings, 'optional')) };
  }
  return at(spec, 'enableProxyProtocol') === true ? {} : undefined;
}
