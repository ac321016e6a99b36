/** Hostnames that can stand in a link as they are. */
const HOSTNAME =
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** What a path may hold unescaped (RFC 3986), escapes that are already there included. */
const UNSAFE_IN_PATH = /%(?![0-9a-fA-F]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu;

const DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;

const DEFAULT_PORTS = { http: 80, https: 443 };

/** Whether a host is one machine's name, as against a wildcard or something no browser resolves. */
export function isConcreteHost(host: string): boolean {
  return host.length <= 253 && HOSTNAME.test(host);
}

/**
 * A link to a path on a host, or nothing where there is no safe one. Scheme, host and port are never
 * taken from the path, so a link leads to the host it shows.
 */
export function safeUrl(
  scheme: 'http' | 'https',
  host: string,
  port: number,
  path: string,
): string | undefined {
  if (
    !isConcreteHost(host) ||
    !Number.isInteger(port) ||
    port < 1 ||
    port > 65535 ||
    !path.startsWith('/') ||
    path.length > 2048 ||
    DOT_SEGMENT.test(path) ||
    /\p{Surrogate}/u.test(path)
  ) {
    return undefined;
  }
  const authority =
    port === DEFAULT_PORTS[scheme] ? host : `${host}:${String(port)}`;
  return `${scheme}://${authority.toLowerCase()}${path.replace(
    UNSAFE_IN_PATH,
    character => encodeURIComponent(character),
  )}`;
}
