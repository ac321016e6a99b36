import { at } from '../../../json';
import { quantityAsInteger } from '../../values';
import { Problem, shown } from '../problem';
import { durationProblem } from './durations';

/** What HTTP/2 lets a flow-control window start with (RFC 9113, 6.9). */
const MIN_WINDOW = 65_535n;
const MAX_WINDOW = 2n ** 31n - 1n;

const KEEPALIVES = ['interval', 'timeout', 'idleInterval'];

function windowProblem(
  http2: unknown,
  field: string,
  within: string,
): Problem | undefined {
  const path = `${within}.${field}`;
  const size = at(http2, field);
  const bytes = quantityAsInteger(size);
  if (
    size === undefined ||
    (bytes !== undefined && bytes >= MIN_WINDOW && bytes <= MAX_WINDOW)
  ) {
    return undefined;
  }
  return {
    path,
    message: `${path} ${shown(
      size,
    )} is not a whole number of bytes between ${MIN_WINDOW} and ${MAX_WINDOW}`,
  };
}

/** Of settings of HTTP/2, all that are wrong are reported. */
export function http2Problems(http2: unknown, path: string): Problem[] {
  return [
    windowProblem(http2, 'initialStreamWindowSize', path),
    windowProblem(http2, 'initialConnectionWindowSize', path),
    ...KEEPALIVES.map(field =>
      durationProblem(http2, path, 'connectionKeepalive', field),
    ),
  ].flatMap(problem => problem ?? []);
}
