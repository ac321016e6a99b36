/**
 * Tells the time in milliseconds since the epoch. Everything the sandbox dates or generates goes by
 * one clock, so that a test can hold it still and turn it.
 *
 * @public
 */
export type Clock = () => number;

/** RFC 3339 with whole seconds, the form of `metav1.Time`. */
export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
