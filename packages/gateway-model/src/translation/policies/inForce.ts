import { JsonObject } from '../../json';

/** Says where a policy applies and how, not what applies. */
const ATTACHING = new Set([
  'targetRef',
  'targetRefs',
  'targetSelectors',
  'mergeType',
]);

const IN_FORCE = new WeakMap<JsonObject, JsonObject>();

/** A policy's spec without targets and `mergeType`. The same for the same spec. */
export function inForce(spec: JsonObject): JsonObject {
  let value = IN_FORCE.get(spec);
  if (!value) {
    value = Object.fromEntries(
      Object.entries(spec).filter(([field]) => !ATTACHING.has(field)),
    );
    IN_FORCE.set(spec, value);
  }
  return value;
}
