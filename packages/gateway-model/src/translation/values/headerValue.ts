/** One word after another, at most one blank between them. Written so that it cannot backtrack. */
const VALUE = /^[!-~](?:[\t ]?[!-~])*$/;

/** Whether a header may have this value (RFC 7230, as Envoy Gateway checks it). */
export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}
