import { InputError } from '@backstage/errors';

const MAX_LENGTH = 2048;

/** Characters a server might decode into a separator, a dot segment, another escape or a control character. */
const UNSAFE_ESCAPE = /%(?:0[0-9a-f]|1[0-9a-f]|25|2e|2f|5c|7f)/i;

/**
 * Reads the address of a repository: plain `http` or `https`, without credentials, query or fragment,
 * and with a path that means the same to the server as it does to the list of configured servers.
 *
 * @param field - what the address came from, for the message
 */
export function parseRepositoryUrl(text: string, field: string): URL {
  const refuse = (reason: string) =>
    new InputError(
      `${field} ${reason}: give the address to clone by, such as https://git.example.com/platform/gitops.git`,
    );
  if (text.length > MAX_LENGTH) {
    throw refuse(`is longer than ${MAX_LENGTH} characters`);
  }
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw refuse('is not an address');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse(`speaks ${url.protocol.slice(0, -1)}, not http or https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse(
      'contains credentials, which belong in the configuration (envoyGateway.git)',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw refuse('contains a query or a fragment');
  }
  if (UNSAFE_ESCAPE.test(url.pathname) || url.pathname.includes('//')) {
    throw refuse('contains an ambiguous path');
  }
  url.pathname = url.pathname.replace(/\/$/, '');
  return url;
}

/** The segments of a path, without the empty ones at both ends. */
export function pathSegments(url: URL): string[] {
  return url.pathname.split('/').filter(segment => segment !== '');
}
