/**
 * An immutable map by string keys that shares what did not change: entries lie in buckets, and a change
 * copies only its own. Changing one of ten thousand entries copies some forty.
 */
export interface BucketMap<T> {
  readonly size: number;
  readonly buckets: ReadonlyArray<ReadonlyMap<string, T>>;
}

const BUCKETS = 256;
const EMPTY_BUCKET = new Map<string, never>();

export const EMPTY_MAP: BucketMap<never> = {
  size: 0,
  buckets: new Array<ReadonlyMap<string, never>>(BUCKETS).fill(EMPTY_BUCKET),
};

function bucketOf(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) {
    hash = (hash * 31 + key.charCodeAt(index)) >>> 0;
  }
  return hash % BUCKETS;
}

export function getEntry<T>(map: BucketMap<T>, key: string): T | undefined {
  return map.buckets[bucketOf(key)].get(key);
}

/** The map with the changes applied; `undefined` deletes. */
export function changeEntries<T>(
  map: BucketMap<T>,
  changes: ReadonlyMap<string, T | undefined>,
): BucketMap<T> {
  const buckets = map.buckets.slice();
  const copied = new Map<number, Map<string, T>>();
  let { size } = map;
  for (const [key, value] of changes) {
    const number = bucketOf(key);
    const bucket = copied.get(number) ?? new Map(buckets[number]);
    if (!copied.has(number)) {
      copied.set(number, bucket);
      buckets[number] = bucket;
    }
    size -= bucket.size;
    if (value === undefined) {
      bucket.delete(key);
    } else {
      bucket.set(key, value);
    }
    size += bucket.size;
  }
  return { size, buckets };
}

export function* allEntries<T>(map: BucketMap<T>): Generator<T> {
  for (const bucket of map.buckets) {
    yield* bucket.values();
  }
}
