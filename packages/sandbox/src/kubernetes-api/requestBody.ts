import { IncomingMessage } from 'node:http';
import { BodyTooLargeError, readBody } from '../net/readBody';
import { toPlainJson } from '../operations/plainJson';
import { badRequest, StatusError } from '../operations/statusError';
import { readYaml } from '../yaml/readYaml';

const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** The media type of a request, without parameters. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim()
    .toLowerCase();
}

/**
 * Reads the body of a write as plain JSON; bodies of the YAML media types as YAML.
 *
 * @throws StatusError 400 for what cannot be read, 413 for what is too large
 */
export async function readObjectBody(
  request: IncomingMessage,
): Promise<unknown> {
  try {
    const text = await readBody(request, MAX_BODY_BYTES);
    // JSON is YAML, and by far the faster to read as what it is.
    if (mediaType(request).endsWith('yaml') && !text.startsWith('{')) {
      const documents = readYaml(text);
      if (documents.length !== 1) throw new Error('one document is expected');
      return documents[0];
    }
    return toPlainJson(JSON.parse(text));
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${MAX_BODY_BYTES}`,
      );
    }
    throw badRequest(
      `the object provided is unrecognized: ${(error as Error).message}`,
    );
  }
}
