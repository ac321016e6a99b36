import { at, JsonObject, stringAt } from '../../../json';
import { parseDuration, quantityAsInteger } from '../../values';
import { Problem, shown } from '../problem';

const MAX_UINT32 = 2n ** 32n - 1n;

/** The first of the durations that Go cannot read: Envoy Gateway stops there. */
function firstBadDuration(
  spec: JsonObject,
  paths: readonly (readonly string[])[],
): Problem[] {
  for (const path of paths) {
    const text = stringAt(spec, ...path);
    if (text !== undefined && parseDuration(text) === undefined) {
      return [
        {
          path: path.join('.'),
          message: `${path.join('.')} ${text} is not a duration`,
        },
      ];
    }
  }
  return [];
}

export function keepaliveProblems(spec: JsonObject): Problem[] {
  return firstBadDuration(spec, [
    ['tcpKeepalive', 'idleTime'],
    ['tcpKeepalive', 'interval'],
  ]);
}

export function timeoutProblems(spec: JsonObject): Problem[] {
  return firstBadDuration(spec, [
    ['timeout', 'tcp', 'idleTimeout'],
    ['timeout', 'tcp', 'tlsHandshakeTimeout'],
    ['timeout', 'tcp', 'connectionInspectionTimeout'],
    ['timeout', 'http', 'requestReceivedTimeout'],
    ['timeout', 'http', 'idleTimeout'],
    ['timeout', 'http', 'streamIdleTimeout'],
    ['timeout', 'http', 'requestHeadersReceivedTimeout'],
  ]);
}

export function connectionProblems(spec: JsonObject): Problem[] {
  const durations = firstBadDuration(spec, [
    ['connection', 'connectionLimit', 'closeDelay'],
    ['connection', 'connectionLimit', 'maxConnectionDuration'],
    ['connection', 'connectionLimit', 'maxStreamDuration'],
  ]);
  const limit = at(spec, 'connection', 'bufferLimit');
  if (durations.length > 0 || limit === undefined) {
    return durations;
  }
  const bytes = quantityAsInteger(limit);
  if (bytes === undefined) {
    return [
      {
        path: 'connection.bufferLimit',
        message: `connection.bufferLimit ${shown(
          limit,
        )} is not a whole number of bytes`,
      },
    ];
  }
  return bytes < 0n || bytes > MAX_UINT32
    ? [
        {
          path: 'connection.bufferLimit',
          message: `connection.bufferLimit ${shown(
            limit,
          )} is not between 0 and ${MAX_UINT32}`,
        },
      ]
    : [];
}
