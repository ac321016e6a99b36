import { at, isJsonObject } from '../json';

/** One element of a merged list: which elements of the two lists became it. */
export interface MergedElement {
  /** Position in the parent's list. */
  readonly parent?: number;
  /** Positions in the child's list; one as a rule, more where the child repeats a key. */
  readonly children: readonly number[];
}

/** Go reads a missing key field as the empty string; other JSON than text is no key of ours. */
function keyOf(element: unknown, mergeKey: string): unknown {
  return at(element, mergeKey) ?? '';
}

function positions(
  list: readonly unknown[],
  mergeKey: string,
): ReadonlyMap<unknown, number> {
  const first = new Map<unknown, number>();
  list.forEach((element, index) => {
    const key = keyOf(element, mergeKey);
    if (!first.has(key)) {
      first.set(key, index);
    }
  });
  return first;
}

/**
 * Which elements a strategic merge of two lists by key holds, and in which order: the child's in the child's
 * order, and the parent's own put before the first of them that comes later in the parent's list, or else at
 * the end (Kubernetes' strategicpatch, `normalizeElementOrder`).
 */
export function mergedElements(
  parent: readonly unknown[],
  child: readonly unknown[],
  mergeKey: string,
): readonly MergedElement[] {
  const inParent = positions(parent, mergeKey);
  const inChild = positions(child, mergeKey);
  const children = new Map<unknown, number[]>();
  child.forEach((element, index) => {
    const key = keyOf(element, mergeKey);
    const known = children.get(key);
    if (known) {
      known.push(index);
    } else {
      children.set(key, [index]);
    }
  });

  const merged: Array<MergedElement & { readonly key: unknown }> = [];
  for (const [key, indices] of children) {
    merged.push({ key, parent: inParent.get(key), children: indices });
    // A parent that repeats a key keeps its other elements, behind the one that was merged.
    parent.forEach((element, index) => {
      if (index !== inParent.get(key) && keyOf(element, mergeKey) === key) {
        merged.push({ key, parent: index, children: [] });
      }
    });
  }
  const placeOf = (key: unknown) => inParent.get(key) ?? 0;
  const own = parent
    .flatMap((element, index) =>
      inChild.has(keyOf(element, mergeKey))
        ? []
        : [{ key: keyOf(element, mergeKey), parent: index, children: [] }],
    )
    // Those that repeat a key stand together.
    .sort((a, b) => placeOf(a.key) - placeOf(b.key));

  const ordered: MergedElement[] = [];
  let next = 0;
  for (const element of merged) {
    const place = inParent.get(element.key);
    while (
      next < own.length &&
      place !== undefined &&
      placeOf(own[next].key) < place
    ) {
      ordered.push(own[next]);
      next += 1;
    }
    ordered.push(element);
  }
  return [...ordered, ...own.slice(next)].map(
    ({ parent: from, children: of }) =>
      from === undefined ? { children: of } : { parent: from, children: of },
  );
}

/** Whether a list can be merged by key at all: Kubernetes does so with lists of objects alone. */
export function areObjects(list: readonly unknown[]): boolean {
  return list.every(isJsonObject);
}
