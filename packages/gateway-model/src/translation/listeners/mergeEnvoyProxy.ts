import { isJsonObject, JsonObject, stringAt } from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { GatewayContext, Item } from '../types';

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

function merges(mergeType: string | undefined): boolean {
  return mergeType === 'StrategicMerge' || mergeType === 'JSONMerge';
}

function mergeTypeOf(envoyProxy: Item | undefined): string | undefined {
  return envoyProxy && stringAt(envoyProxy.spec, 'mergeType');
}

/** What decides which settings proxies get, least specific first. */
export interface EnvoyProxyLevels {
  /** Of Envoy Gateway's own configuration. */
  readonly defaults?: JsonObject;
  readonly ofClass?: Item;
  readonly ofGateway?: Item;
}

/** Whether the Gateway's EnvoyProxy is merged over that of its class, instead of taking its place. */
export function isMergedWithClass({
  ofClass,
  ofGateway,
}: EnvoyProxyLevels): boolean {
  return ofClass !== undefined && merges(mergeTypeOf(ofGateway));
}

/** The class says whether Envoy Gateway's defaults count; where it says nothing, the Gateway does. */
export function isMergedWithDefaults({
  defaults,
  ofClass,
  ofGateway,
}: EnvoyProxyLevels): boolean {
  return (
    defaults !== undefined &&
    merges(mergeTypeOf(ofClass) ?? mergeTypeOf(ofGateway))
  );
}

/** Envoy Gateway's defaults stand for an EnvoyProxy without a name. */
function defaultItem(spec: JsonObject): Item {
  return {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'EnvoyProxy',
    namespace: '',
    name: '',
    metadata: { name: '' },
    spec,
    object: { spec },
  };
}

/**
 * The EnvoyProxy in force (upstream `MergeEnvoyProxyConfigs`), by the name of the most specific one. The two merge
 * types differ in lists of containers' parts alone, which decide nothing here.
 */
export function envoyProxyInForce(
  levels: EnvoyProxyLevels,
): GatewayContext['envoyProxy'] {
  const { defaults, ofClass, ofGateway } = levels;
  const item = ofGateway ?? ofClass;
  if (!item) {
    return defaults && { item: defaultItem(defaults), spec: defaults };
  }
  const named =
    ofClass && isMergedWithClass(levels)
      ? merge(ofClass.spec, item.spec)
      : item.spec;
  return {
    item,
    spec:
      defaults && isMergedWithDefaults(levels) ? merge(defaults, named) : named,
  };
}
