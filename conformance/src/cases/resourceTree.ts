import {
  isJsonObject,
  JsonObject,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { listKind } from './kinds';

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  return isJsonObject(value) ? [value] : [];
}

/** A Service without a namespace: no reference finds it, and no API server would have it. */
function isLost(object: JsonObject): boolean {
  return (
    object.kind === 'Service' &&
    stringAt(object, 'metadata', 'namespace') === undefined
  );
}

/** The objects of Envoy Gateway's resource tree (a map of lists), each with its kind. */
export function objectsOf(tree: JsonObject): JsonObject[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const known = listKind(name);
    return itemsOf(value)
      .filter(isJsonObject)
      .map(item => ({
        ...(known && { apiVersion: known.apiVersion, kind: known.kind }),
        ...item,
      }))
      .filter(item => 'kind' in item && !isLost(item));
  });
}
