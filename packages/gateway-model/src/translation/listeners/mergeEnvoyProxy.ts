import { isJsonObject, JsonObject, stringAt } from '../../json';
import { Item } from '../types';

/** Deeper than any field of an EnvoyProxy. */
const MAX_DEPTH = 64;

/** Objects merge field by field; everything else, lists too, is replaced. */
function merge(base: JsonObject, override: JsonObject, depth = 0): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [field, value] of Object.entries(override)) {
    const below = Object.prototype.hasOwnProperty.call(base, field)
      ? base[field]
      : undefined;
    if (value === null || value === undefined) {
      continue;
    }
    merged[field] =
      isJsonObject(below) && isJsonObject(value) && depth < MAX_DEPTH
        ? merge(below, value, depth + 1)
        : value;
  }
  return merged;
}

/** Whether a Gateway's EnvoyProxy is merged over that of its class, instead of taking its place. */
export function isMerged(envoyProxy: Item): boolean {
  const mergeType = stringAt(envoyProxy.spec, 'mergeType');
  return mergeType === 'StrategicMerge' || mergeType === 'JSONMerge';
}

/**
 * The spec in force of a Gateway with an EnvoyProxy of its own (upstream `MergeEnvoyProxyConfigs`). The two merge
 * types differ in lists of containers' parts alone, which decide nothing here.
 */
export function mergedSpec(
  classProxy: Item | undefined,
  gatewayProxy: Item,
): JsonObject {
  return classProxy && isMerged(gatewayProxy)
    ? merge(classProxy.spec, gatewayProxy.spec)
    : gatewayProxy.spec;
}
