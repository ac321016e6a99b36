import { parseIpAddress } from './ipAddress';

/** Parts of a URL as Go's `net/url` reads them. */
export interface Url {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  /** Without brackets and port. */
  readonly hostname: string;
  readonly port: string;
}

// eslint-disable-next-line no-control-regex -- what must not be in a URL
const CONTROL = /[\0-\x1f\x7f]/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const USER_INFO = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const OPTIONAL_PORT = /^(?::\d*)?$/;
/** Characters beyond ASCII may stand anywhere. */
const HOST = /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%]|[^\0-\x7f])*$/;
/** In hosts, only what is beyond ASCII is to be written as bytes, and the sign for a zone. */
const HOST_ESCAPE = /%(?!25|[89A-Fa-f])/;
const ZONE_ESCAPED = /^[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"% ]$/;

/** Each byte as a character of its own: good enough to tell addresses from names. */
function unescapeBytes(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

function isHostText(text: string): boolean {
  return HOST.test(text) && !BAD_ESCAPE.test(text) && !HOST_ESCAPE.test(text);
}

/** In a zone, what may stand there anyway may be written as bytes too, and a blank. */
function isZoneText(text: string): boolean {
  const escapes = text.match(/%[0-9A-Fa-f]{2}/g) ?? [];
  return (
    HOST.test(text) &&
    !BAD_ESCAPE.test(text) &&
    escapes.every(escape => ZONE_ESCAPED.test(unescapeBytes(escape)))
  );
}

function parseBracketed(
  host: string,
): Pick<Url, 'hostname' | 'port'> | undefined {
  const end = host.lastIndexOf(']');
  const port = host.slice(end + 1);
  const literal = host.slice(1, end);
  if (end < 0 || !OPTIONAL_PORT.test(port)) {
    return undefined;
  }
  const zone = literal.indexOf('%25');
  const valid =
    zone < 0
      ? isHostText(literal)
      : isHostText(literal.slice(0, zone)) && isZoneText(literal.slice(zone));
  const hostname = unescapeBytes(literal);
  return valid && parseIpAddress(hostname)?.version === 6
    ? { hostname, port: port.slice(1) }
    : undefined;
}

function parseHost(
  scheme: string,
  host: string,
): Pick<Url, 'hostname' | 'port'> | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket === 0) {
    return parseBracketed(host);
  }
  // Only these schemes are held to one colon: others name several hosts.
  const strict = scheme === 'http' || scheme === 'https';
  const colon = strict ? host.indexOf(':') : host.lastIndexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (bracket > 0 || !OPTIONAL_PORT.test(port) || !isHostText(host)) {
    return undefined;
  }
  const name = unescapeBytes(colon < 0 ? host : host.slice(0, colon));
  return { hostname: name, port: port.slice(1) };
}

function parseAuthority(
  scheme: string,
  authority: string,
): Pick<Url, 'hostname' | 'port'> | undefined {
  const at = authority.lastIndexOf('@');
  const userInfo = authority.slice(0, Math.max(0, at));
  return USER_INFO.test(userInfo) && !BAD_ESCAPE.test(userInfo)
    ? parseHost(scheme, authority.slice(at + 1))
    : undefined;
}

function parse(text: string, request: boolean): Url | undefined {
  if (CONTROL.test(text) || text.startsWith(':') || (request && text === '')) {
    return undefined;
  }
  const scheme = SCHEME.exec(text)?.[1] ?? '';
  const afterScheme = scheme ? text.slice(scheme.length + 1) : text;
  const query = afterScheme.indexOf('?');
  const rest = query < 0 ? afterScheme : afterScheme.slice(0, query);
  const parsed = { scheme: scheme.toLowerCase(), hostname: '', port: '' };
  if (text === '*' || (!rest.startsWith('/') && scheme)) {
    return parsed;
  }
  if (!rest.startsWith('/') && (request || rest.split('/')[0].includes(':'))) {
    return undefined;
  }
  const withAuthority =
    rest.startsWith('//') &&
    (scheme !== '' || (!request && !rest.startsWith('///')));
  if (!withAuthority) {
    return BAD_ESCAPE.test(rest) ? undefined : parsed;
  }
  const slash = rest.indexOf('/', 2);
  const path = slash < 0 ? '' : rest.slice(slash);
  const host = parseAuthority(
    parsed.scheme,
    rest.slice(2, slash < 0 ? undefined : slash),
  );
  return host && !BAD_ESCAPE.test(path) ? { ...parsed, ...host } : undefined;
}

/** Reads a URL or a relative reference, as Go's `url.Parse`. */
export function parseUrl(text: string): Url | undefined {
  const hash = text.indexOf('#');
  if (hash >= 0 && BAD_ESCAPE.test(text.slice(hash + 1))) {
    return undefined;
  }
  return parse(hash < 0 ? text : text.slice(0, hash), false);
}

/** Whether a text is an absolute URI or path, as Go's `url.ParseRequestURI` has it. */
export function isRequestUri(text: string): boolean {
  return parse(text, true) !== undefined;
}
