import { InputError } from '@backstage/errors';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL leads to this machine, where plain HTTP shows the credentials to nobody. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/**
 * Reads the URL of an API server: https, or http on this machine.
 *
 * @param path - what to call the URL in errors
 */
export function readClusterUrl(value: string, path: string): URL {
  const url = readBaseUrl(value, path);
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new InputError(
      `${path}: would send the credentials unencrypted to ${url.host}; write https://${url.host} (http is allowed for localhost only)`,
    );
  }
  return url;
}

/** Reads an http or https URL that paths can be appended to. */
export function readBaseUrl(value: string, path: string): URL {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new InputError(
      `${path}: is not a URL; write it with scheme and host, such as https://api.example.com:6443`,
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InputError(
      `${path}: has the scheme "${url.protocol}"; write https://${url.host}`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${path}: contains a user name or password; remove them from the URL and write "token" or "tokenFile"`,
    );
  }
  if (url.search || url.hash) {
    throw new InputError(
      `${path}: ends with a query or fragment; write the URL up to "?" or "#" only`,
    );
  }
  return url;
}
