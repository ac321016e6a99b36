/** A line that is longer than allowed. */
export class LineTooLongError extends Error {
  name = 'LineTooLongError' as const;
}

/**
 * The complete lines of a stream. What follows the last line break when the stream ends is not a line:
 * it was cut off.
 *
 * @throws LineTooLongError, or what broke the stream
 */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
  options: { maxBytes: number; onChunk?: () => void },
): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    options.onChunk?.();
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      bytes += part.length;
      if (bytes > options.maxBytes) {
        throw new LineTooLongError(
          `a line is longer than ${options.maxBytes} bytes`,
        );
      }
      parts.push(part);
      if (end < 0) {
        break;
      }
      const line = Buffer.concat(parts).toString('utf8').trim();
      parts = [];
      bytes = 0;
      start = end + 1;
      if (line) {
        yield line;
      }
    }
  }
}
