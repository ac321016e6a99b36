import { isJsonObject, JsonObject } from '../json';
import { areObjects, mergedElements } from './keyedLists';
import { MergeableKind, Shape, SPEC_SHAPES } from './shapes';

/**
 * `spec.mergeType` of a policy.
 *
 * @public
 */
export type MergeType = 'StrategicMerge' | 'JSONMerge';

/**
 * The merged spec, or why Envoy Gateway cannot merge the two.
 *
 * @public
 */
export type MergeOutcome =
  | { readonly spec: JsonObject; readonly problem?: undefined }
  | { readonly spec?: undefined; readonly problem: string };

/** Deeper than any field of these kinds; below it the child's value is taken whole. */
const DEEPEST = 64;

const NO_SHAPE: Shape = {};
const OPEN: Shape = { open: true };

interface Merge {
  readonly mergeType: MergeType;
  /** What cannot be merged, where anything cannot. */
  readonly problems: string[];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** @public */
export function shapeOf(shape: Shape, field: string): Shape {
  if (shape.open) {
    return OPEN;
  }
  const { fields } = shape;
  return fields && Object.prototype.hasOwnProperty.call(fields, field)
    ? fields[field]
    : NO_SHAPE;
}

/**
 * Whether Go leaves the field out when it writes the object (`omitempty`).
 *
 * @public
 */
export function isOmitted(
  shape: Shape,
  field: string,
  value: unknown,
): boolean {
  return (
    isAbsent(value) ||
    (Array.isArray(value) &&
      value.length === 0 &&
      !shape.open &&
      !shape.erasing?.includes(field))
  );
}

function mergeValues(
  parent: unknown,
  child: unknown,
  shape: Shape,
  merge: Merge,
  depth: number,
): unknown {
  if (depth > DEEPEST) {
    return child;
  }
  if (isJsonObject(parent) && isJsonObject(child)) {
    return mergeObjects(parent, child, shape, merge, depth);
  }
  if (
    merge.mergeType === 'StrategicMerge' &&
    shape.mergeKey !== undefined &&
    Array.isArray(parent) &&
    Array.isArray(child) &&
    areObjects(parent) &&
    areObjects(child)
  ) {
    return mergedElements(parent, child, shape.mergeKey).map(element =>
      element.children.reduce<unknown>(
        (merged, index) =>
          merged === undefined
            ? child[index]
            : mergeValues(merged, child[index], shape, merge, depth + 1),
        element.parent === undefined ? undefined : parent[element.parent],
      ),
    );
  }
  return child;
}

function mergeObjects(
  parent: JsonObject,
  child: JsonObject,
  shape: Shape,
  merge: Merge,
  depth: number,
): JsonObject {
  const merged = new Map<string, unknown>(Object.entries(parent));
  for (const field of shape.erasing ?? []) {
    if (isAbsent(child[field])) {
      merged.delete(field);
    }
  }
  for (const field of shape.present ?? []) {
    if (isAbsent(child[field]) && !isAbsent(merged.get(field))) {
      merged.set(
        field,
        mergeValues(
          merged.get(field),
          {},
          shapeOf(shape, field),
          merge,
          depth + 1,
        ),
      );
    }
  }
  for (const [field, value] of Object.entries(child)) {
    if (isOmitted(shape, field, value)) {
      continue;
    }
    const known = merged.get(field);
    if (
      shape.open &&
      merge.mergeType === 'StrategicMerge' &&
      ((isJsonObject(known) && isJsonObject(value)) ||
        (Array.isArray(known) && Array.isArray(value)))
    ) {
      merge.problems.push(
        `both policies have "${field}", and a strategic merge cannot look into it`,
      );
    }
    merged.set(
      field,
      isAbsent(known)
        ? value
        : mergeValues(known, value, shapeOf(shape, field), merge, depth + 1),
    );
  }
  return Object.fromEntries(merged);
}

/**
 * Merges the spec of a route's policy (the child) into the one it inherits from, as Envoy Gateway does
 * (`internal/utils/merge.go`). The parts are shared with what was given; nothing given is changed.
 *
 * @public
 */
export function mergeSpecs(
  kind: MergeableKind,
  parent: JsonObject,
  child: JsonObject,
  mergeType: MergeType,
): MergeOutcome {
  const merge: Merge = { mergeType, problems: [] };
  const spec = mergeObjects(parent, child, SPEC_SHAPES[kind], merge, 0);
  return merge.problems.length > 0 ? { problem: merge.problems[0] } : { spec };
}

/**
 * Kubernetes' strategic merge, with the merge keys of the kind's Go types.
 *
 * @public
 */
export function strategicMerge(
  kind: MergeableKind,
  parent: JsonObject,
  child: JsonObject,
): MergeOutcome {
  return mergeSpecs(kind, parent, child, 'StrategicMerge');
}

/**
 * JSON merge patch (RFC 7396) of the two specs as Envoy Gateway's Go types write them.
 *
 * @public
 */
export function jsonMerge(
  kind: MergeableKind,
  parent: JsonObject,
  child: JsonObject,
): MergeOutcome {
  return mergeSpecs(kind, parent, child, 'JSONMerge');
}
