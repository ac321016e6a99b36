import { at } from '../../../json';
import { quantityAsInteger } from '../../values';
import { Problem, shown } from '../problem';
import { firstDurationProblem } from './durations';

const MAX_UINT32 = 2n ** 32n - 1n;

/** A number of bytes that must fit 32 bits; an absent one is none. */
export function byteCountProblem(
  value: unknown,
  path: string,
): Problem | undefined {
  const bytes = quantityAsInteger(value);
  if (
    value === undefined ||
    (bytes !== undefined && bytes >= 0n && bytes <= MAX_UINT32)
  ) {
    return undefined;
  }
  return {
    path,
    message: `${path} ${shown(
      value,
    )} is not a whole number of bytes between 0 and ${MAX_UINT32}`,
  };
}

export function connectionProblem(
  connection: unknown,
  path: string,
): Problem | undefined {
  return byteCountProblem(at(connection, 'bufferLimit'), `${path}.bufferLimit`);
}

export function keepaliveProblem(
  keepalive: unknown,
  path: string,
): Problem | undefined {
  return firstDurationProblem(keepalive, path, [['idleTime'], ['interval']]);
}
