/** Items with keys of their own: of those that share one, the last in the place of the first. */
export function distinct<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  return [...new Map(items.map(item => [keyOf(item), item])).values()];
}
