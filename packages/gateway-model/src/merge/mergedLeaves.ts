import { isJsonObject, JsonObject, JsonStep } from '../json';
import { areObjects, mergedElements } from './keyedLists';
import { isOmitted, MergeType, shapeOf } from './mergeSpecs';
import { MergeableKind, Shape, SPEC_SHAPES } from './shapes';

/**
 * A value that is not looked into further: text, a number, a list of such, something empty.
 *
 * @public
 */
export interface Leaf {
  readonly path: readonly JsonStep[];
  readonly value: unknown;
}

/**
 * A leaf of a merged spec, and where it came from.
 *
 * @public
 */
export interface MergedLeaf extends Leaf {
  readonly from: 'parent' | 'child';
  /** Its path in the spec it came from: positions in merged lists differ. */
  readonly at: readonly JsonStep[];
  /** What the child's value took the place of in the parent's spec: itself, or a list as a whole. */
  readonly under?: Leaf;
}

/** Deeper than any field of these kinds. */
const DEEPEST = 64;

type Path = readonly JsonStep[];

/** The leaves of a value. Lists of objects are looked into, other lists are one leaf. */
export function* leavesOf(value: unknown, path: Path = []): Generator<Leaf> {
  if (value === undefined || value === null) {
    return;
  }
  const elements = listOfObjects(value);
  if (
    path.length >= DEEPEST ||
    (!isJsonObject(value) && elements.length === 0)
  ) {
    yield { path, value };
    return;
  }
  let empty = true;
  for (const [step, inside] of isJsonObject(value)
    ? Object.entries(value)
    : elements.entries()) {
    for (const leaf of leavesOf(inside, [...path, step])) {
      empty = false;
      yield leaf;
    }
  }
  if (empty) {
    yield { path, value: {} };
  }
}

function listOfObjects(value: unknown): readonly unknown[] {
  return Array.isArray(value) && areObjects(value) ? value : [];
}

interface Places {
  readonly path: Path;
  readonly parent: Path;
  readonly child: Path;
}

function below({ path, parent, child }: Places, step: JsonStep): Places {
  return {
    path: [...path, step],
    parent: [...parent, step],
    child: [...child, step],
  };
}

function* whole(
  value: unknown,
  from: 'parent' | 'child',
  places: Places,
  under?: Leaf,
): Generator<MergedLeaf> {
  for (const { path, value: leaf } of leavesOf(value)) {
    yield {
      path: [...places.path, ...path],
      value: leaf,
      from,
      at: [...places[from], ...path],
      ...(under && { under }),
    };
  }
}

function* mergedValue(
  parent: unknown,
  child: unknown,
  shape: Shape,
  mergeType: MergeType,
  places: Places,
): Generator<MergedLeaf> {
  if (isJsonObject(parent) && isJsonObject(child)) {
    yield* mergedObject(parent, child, shape, mergeType, places);
    return;
  }
  if (
    mergeType === 'StrategicMerge' &&
    shape.mergeKey !== undefined &&
    Array.isArray(parent) &&
    Array.isArray(child) &&
    areObjects(parent) &&
    areObjects(child)
  ) {
    const elements = mergedElements(parent, child, shape.mergeKey);
    for (const [index, element] of elements.entries()) {
      // A child that repeats a key is read by the last element of it.
      const last = element.children.at(-1);
      yield* mergedField(
        element.parent === undefined ? undefined : parent[element.parent],
        last === undefined ? undefined : child[last],
        shape,
        mergeType,
        {
          path: [...places.path, index],
          parent: [...places.parent, element.parent ?? 0],
          child: [...places.child, last ?? 0],
        },
      );
    }
    return;
  }
  yield* whole(child, 'child', places, { path: places.parent, value: parent });
}

function* mergedField(
  parent: unknown,
  child: unknown,
  shape: Shape,
  mergeType: MergeType,
  places: Places,
): Generator<MergedLeaf> {
  if (child === undefined || child === null) {
    yield* whole(parent, 'parent', places);
  } else if (parent === undefined || parent === null) {
    yield* whole(child, 'child', places);
  } else if (places.path.length < DEEPEST) {
    yield* mergedValue(parent, child, shape, mergeType, places);
  }
}

function* mergedObject(
  parent: JsonObject,
  child: JsonObject,
  shape: Shape,
  mergeType: MergeType,
  places: Places,
): Generator<MergedLeaf> {
  const fields = new Set([...Object.keys(parent), ...Object.keys(child)]);
  let empty = true;
  for (const field of fields) {
    const own = isOmitted(shape, field, child[field])
      ? undefined
      : child[field];
    const erased = own === undefined && shape.erasing?.includes(field);
    const written =
      own === undefined &&
      isJsonObject(parent[field]) &&
      shape.present?.includes(field);
    const leaves = mergedField(
      erased ? undefined : parent[field],
      written ? {} : own,
      shapeOf(shape, field),
      mergeType,
      below(places, field),
    );
    for (const leaf of leaves) {
      empty = false;
      yield leaf;
    }
  }
  if (empty) {
    yield { path: places.path, value: {}, from: 'child', at: places.child };
  }
}

/**
 * The leaves of what {@link mergeSpecs} makes of two specs, each with where it came from.
 *
 * @public
 */
export function mergedLeaves(
  kind: MergeableKind,
  parent: JsonObject,
  child: JsonObject,
  mergeType: MergeType,
): Generator<MergedLeaf> {
  const start: Places = { path: [], parent: [], child: [] };
  return mergedObject(parent, child, SPEC_SHAPES[kind], mergeType, start);
}
