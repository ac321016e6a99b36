import { at, JsonObject, objectAt } from '@envoy-gateway-portal/gateway-model';
import { bytes, ifTrue, isBadDuration, milliseconds } from '../goValues';

function durations(object: unknown, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    fields.map(field => [field, milliseconds(at(object, field))]),
  );
}

export function keepalive(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'tcpKeepalive');
  const seconds = (field: string) => {
    const value = milliseconds(at(settings, field));
    return value === undefined ? undefined : Math.trunc(value / 1000);
  };
  return (
    settings && {
      probes: at(settings, 'probes'),
      idleTime: seconds('idleTime'),
      interval: seconds('interval'),
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
        value: at(limit, 'value'),
        maxRequestsPerConnection: at(limit, 'maxRequestsPerConnection'),
        ...durations(limit, LIMIT_DURATIONS),
      },
      bufferLimit: bytes(at(settings, 'bufferLimit')),
      maxAcceptPerSocketEvent: at(settings, 'maxAcceptPerSocketEvent'),
    }
  );
}

/** Whether Envoy Gateway could make anything of the connection settings. */
export function isConnectionReadable(spec: JsonObject): boolean {
  const settings = objectAt(spec, 'connection');
  const limit = at(settings, 'bufferLimit');
  return !(
    LIMIT_DURATIONS.some(field =>
      isBadDuration(at(settings, 'connectionLimit', field)),
    ) ||
    (limit !== undefined && bytes(limit) === undefined)
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
