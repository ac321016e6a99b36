/**
 * Whether resource version `a` is older than `b`. Kubernetes compares them as decimal numbers of any
 * length; those that are none cannot be ordered, and nothing is concluded from them.
 */
export function isOlder(a: string | undefined, b: string | undefined): boolean {
  if (!isComparable(a) || !isComparable(b)) {
    return false;
  }
  return a.length === b.length ? a < b : a.length < b.length;
}

function isComparable(version: string | undefined): version is string {
  return version !== undefined && /^[1-9]\d*$/.test(version);
}
