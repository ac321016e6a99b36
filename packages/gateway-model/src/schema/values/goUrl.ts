/** A URL as Go's `net/url` takes it apart. */
export interface GoUrl {
  scheme: string;
  /** With the port. */
  host: string;
  hostname: string;
  port: string;
  /** As it was written. */
  rawPath: string;
  rawQuery: string;
}

// eslint-disable-next-line no-control-regex -- Go refuses these characters, and so they are named here
const CONTROL = /[\x00-\x1f\x7f]/;
const BAD_ESCAPE = /%(?![0-9a-fA-F]{2})/;
const SCHEME = /^([a-zA-Z][a-zA-Z0-9+.-]*):/;
/** Whatever is not ASCII may stand in a host. */
const HOST =
  /^([A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]|%[89a-fA-F][0-9a-fA-F]|[\u0080-\uffff])*$/;
const USER_INFO = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const PORT = /^(:[0-9]*)?$/;

function parseHost(
  host: string,
): { hostname: string; port: string } | undefined {
  const bracket = host.startsWith('[') ? host.lastIndexOf(']') : -1;
  if (host.startsWith('[') && bracket < 0) {
    return undefined;
  }
  const colon = host.indexOf(':', bracket + 1);
  const name = colon < 0 ? host : host.slice(0, host.lastIndexOf(':'));
  const port =
    bracket >= 0
      ? host.slice(bracket + 1)
      : host.slice(colon < 0 ? host.length : host.lastIndexOf(':'));
  if (!PORT.test(port) || !HOST.test(host.replace(/%25/g, ''))) {
    return undefined;
  }
  return {
    hostname: bracket >= 0 ? host.slice(1, bracket) : name,
    port: port.slice(1),
  };
}

/**
 * A URL as a request may have it (upstream `url.ParseRequestURI`): with a scheme, or an absolute path.
 * `undefined` when it is none.
 */
export function parseRequestUrl(text: string): GoUrl | undefined {
  if (text === '' || CONTROL.test(text)) {
    return undefined;
  }
  const scheme = SCHEME.exec(text)?.[1] ?? '';
  if (scheme === '' && text.startsWith(':')) {
    return undefined;
  }
  const afterScheme = scheme === '' ? text : text.slice(scheme.length + 1);
  const question = afterScheme.indexOf('?');
  let rest = question < 0 ? afterScheme : afterScheme.slice(0, question);
  const rawQuery = question < 0 ? '' : afterScheme.slice(question + 1);
  const url = {
    scheme: scheme.toLowerCase(),
    host: '',
    hostname: '',
    port: '',
    rawPath: '',
    rawQuery,
  };
  if (!rest.startsWith('/')) {
    return scheme !== '' || text === '*' ? url : undefined;
  }
  if (scheme !== '' && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2);
    const authority = rest.slice(2, slash < 0 ? undefined : slash);
    rest = slash < 0 ? '' : rest.slice(slash);
    const sign = authority.lastIndexOf('@');
    const userInfo = sign < 0 ? '' : authority.slice(0, sign);
    const host = authority.slice(sign + 1);
    const parsed = parseHost(host);
    if (!parsed || !USER_INFO.test(userInfo) || BAD_ESCAPE.test(userInfo)) {
      return undefined;
    }
    Object.assign(url, { host, ...parsed });
  }
  return BAD_ESCAPE.test(rest) ? undefined : { ...url, rawPath: rest };
}
