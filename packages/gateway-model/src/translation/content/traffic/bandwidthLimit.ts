import { at, objectAt, stringAt } from '../../../json';
import { quantityAsInteger } from '../../values';
import { Problem } from '../problem';

/** Seconds; anything else counts as a second. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['Minute', 60n],
  ['Hour', 3600n],
]);

/** Envoy counts in KiB per second, and needs one at least. */
export function limitInKibps(limit: unknown): bigint | undefined {
  const bytes = quantityAsInteger(at(limit, 'value') ?? 0);
  const unit = UNITS.get(stringAt(limit, 'unit') ?? '') ?? 1n;
  return bytes === undefined ? undefined : bytes / (unit * 1024n);
}

export function bandwidthLimitProblem(
  bandwidthLimit: unknown,
  path: string,
): Problem | undefined {
  for (const direction of ['request', 'response']) {
    const config = objectAt(bandwidthLimit, direction);
    if (config && (limitInKibps(at(config, 'limit')) ?? 0n) < 1n) {
      return {
        path: `${path}.${direction}.limit`,
        message: `${path}.${direction}.limit is not a whole number of bytes of at least 1 KiB per second`,
      };
    }
  }
  return undefined;
}
