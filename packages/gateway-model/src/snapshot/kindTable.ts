import {
  KubernetesObject,
  ObjectMeta,
  Resource,
  UnreadableObject,
} from '../resources';
import { refKey } from '../resources/objectRef';
import {
  allEntries,
  BucketMap,
  changeEntries,
  EMPTY_MAP,
  getEntry,
} from './bucketMap';

/** One object of a kind: what was read of it, or why it could not be. */
export interface Entry {
  key: string;
  /** Milliseconds since the epoch; objects that do not say count as the oldest, as in Envoy Gateway. */
  age: number;
  /** Position in the input, where that counts instead of age; 0 otherwise. */
  position: number;
  namespace: string;
  name: string;
  resource?: Resource | KubernetesObject;
  error?: UnreadableObject;
}

/** The objects of one kind, by key and in order. Never changed once made. */
export interface KindTable {
  entries: BucketMap<Entry>;
  sorted: readonly Entry[];
  readable: readonly (Resource | KubernetesObject)[];
  unreadable: readonly UnreadableObject[];
}

export const EMPTY_TABLE: KindTable = {
  entries: EMPTY_MAP,
  sorted: [],
  readable: [],
  unreadable: [],
};

/** Above this many changes at once, sorting anew is cheaper than placing one by one. */
const PLACE_ONE_BY_ONE = 64;

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** The order Envoy Gateway settles claims in: age, then namespace, then name. */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    a.position - b.position ||
    a.age - b.age ||
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name)
  );
}

function ageOf(metadata: ObjectMeta | undefined): number {
  const age = metadata?.creationTimestamp
    ? Date.parse(metadata.creationTimestamp)
    : NaN;
  return Number.isNaN(age) ? Number.MIN_SAFE_INTEGER : age;
}

export function readableEntry(
  resource: Resource | KubernetesObject,
  position = 0,
): Entry {
  const { metadata } = resource;
  return {
    position,
    key: refKey(metadata),
    age: ageOf(metadata),
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    resource,
  };
}

export function unreadableEntry(error: UnreadableObject, position = 0): Entry {
  return {
    position,
    key: refKey(error.ref),
    age: ageOf(error.metadata),
    namespace: error.ref.namespace ?? '',
    name: error.ref.name,
    error,
  };
}

/** Where an entry stands, or would stand, in a sorted list. */
function positionOf(sorted: readonly Entry[], entry: Entry): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareEntries(sorted[middle], entry) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function place(
  table: KindTable,
  changes: ReadonlyMap<string, Entry | undefined>,
): Entry[] {
  const sorted = table.sorted.slice();
  for (const [key, entry] of changes) {
    const before = getEntry(table.entries, key);
    if (before) {
      sorted.splice(positionOf(sorted, before), 1);
    }
    if (entry) {
      sorted.splice(positionOf(sorted, entry), 0, entry);
    }
  }
  return sorted;
}

/**
 * The table with the last change of each key applied; `undefined` deletes. The same table when nothing
 * comes of the changes.
 */
export function changeTable(
  table: KindTable,
  changes: ReadonlyMap<string, Entry | undefined>,
): KindTable {
  const effective = new Map(
    [...changes].filter(
      ([key, entry]) =>
        entry !== undefined || getEntry(table.entries, key) !== undefined,
    ),
  );
  if (effective.size === 0) {
    return table;
  }
  const entries = changeEntries(table.entries, effective);
  const sorted =
    effective.size <= PLACE_ONE_BY_ONE
      ? place(table, effective)
      : [...allEntries(entries)].sort(compareEntries);
  const readable: Array<Resource | KubernetesObject> = [];
  const unreadable: UnreadableObject[] = [];
  for (const { resource, error } of sorted) {
    if (resource) {
      readable.push(resource);
    } else if (error) {
      unreadable.push(error);
    }
  }
  return { entries, sorted, readable, unreadable };
}
