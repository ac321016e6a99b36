import { at, JsonObject, stringAt } from '../../../json';
import { parseDuration, quantityAsInteger } from '../../values';
import { Problem } from './problems';

/** What HTTP/2 lets a flow-control window start with (RFC 9113, 6.9). */
const MIN_WINDOW = 65_535n;
const MAX_WINDOW = 2n ** 31n - 1n;

function windowProblems(spec: JsonObject, field: string): Problem[] {
  const size = at(spec, 'http2', field);
  if (size === undefined) {
    return [];
  }
  const bytes = quantityAsInteger(size);
  if (bytes !== undefined && bytes >= MIN_WINDOW && bytes <= MAX_WINDOW) {
    return [];
  }
  return [
    {
      path: `http2.${field}`,
      message: `http2.${field} ${size} is not a whole number of bytes between ${MIN_WINDOW} and ${MAX_WINDOW}`,
    },
  ];
}

export function http2Problems(spec: JsonObject): Problem[] {
  const durations = ['interval', 'timeout', 'idleInterval'].flatMap(field => {
    const text = stringAt(spec, 'http2', 'connectionKeepalive', field);
    return text !== undefined && parseDuration(text) === undefined
      ? [
          {
            path: `http2.connectionKeepalive.${field}`,
            message: `http2.connectionKeepalive.${field} ${text} is not a duration`,
          },
        ]
      : [];
  });
  return [
    ...windowProblems(spec, 'initialStreamWindowSize'),
    ...windowProblems(spec, 'initialConnectionWindowSize'),
    ...durations,
  ];
}
