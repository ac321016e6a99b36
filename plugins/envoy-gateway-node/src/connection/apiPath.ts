import { InputError } from '@backstage/errors';
import { printable } from './printable';

/**
 * Paths go onto the wire as they are, so whatever a server could read as another path is refused.
 *
 * @throws InputError
 */
export function assertApiPath(path: string): void {
  const segments = path.split('?', 1)[0].split('/');
  if (
    !/^\/(?!\/)[\x21-\x7e]*$/.test(path) ||
    /[#\\]/.test(path) ||
    segments.some(segment => /^(\.|%2e){1,2}$/i.test(segment))
  ) {
    throw new InputError(
      `"${printable(
        path,
      )}" is no path of an API server; write it from "/", percent-encoded, without "." and ".." segments`,
    );
  }
}
