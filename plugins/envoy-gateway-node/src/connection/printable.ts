/** Text of others as one line of bounded length, for messages and logs. */
export function printable(text: string, maxLength = 300): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must not reach a log line
  const line = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
