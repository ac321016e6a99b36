import { IncomingMessage } from 'node:http';

/** Thrown when a request's body is larger than the server takes. */
export class BodyTooLargeError extends Error {}

/**
 * Reads a request's body as text.
 *
 * @throws BodyTooLargeError beyond `maxBytes`
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The request is not destroyed with the loop: the refusal has to reach the client first.
  const pieces = request.iterator({ destroyOnReturn: false });
  for await (const chunk of pieces as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new BodyTooLargeError(`The body is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
