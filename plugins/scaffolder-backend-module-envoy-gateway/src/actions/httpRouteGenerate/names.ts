import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONG_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const ADDRESS = /^[0-9.]+$/;
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
const PATH_FORBIDDEN = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;
/* eslint-disable no-control-regex -- control characters, and halves of characters, are what is refused */
const CONTROL =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
const CONTROL_BUT_NEWLINE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
/* eslint-enable no-control-regex */

/** A DNS-1123 label: what namespaces and Services are named by. */
export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** A DNS-1123 subdomain: what most Kubernetes objects are named by. */
export function isSubdomain(text: string): boolean {
  return (
    text.length <= 253 && text.split('.').every(part => LONG_LABEL.test(part))
  );
}

/** What Gateway API takes as a hostname: lower case, no address, perhaps `*.` in front. */
export function isHostname(text: string): boolean {
  const rest = text.startsWith('*.') ? text.slice(2) : text;
  return (
    text.length <= 253 && !ADDRESS.test(rest) && rest.split('.').every(isLabel)
  );
}

/** What Gateway API takes as the value of an `Exact` or `PathPrefix` match. */
export function isHttpPath(text: string): boolean {
  return (
    text.length <= 1024 &&
    text.startsWith('/') &&
    PATH_CHARACTERS.test(text) &&
    !PATH_FORBIDDEN.test(text)
  );
}

/** The name of an HTTP header. */
export function isHeaderName(text: string): boolean {
  return text.length <= 256 && HEADER.test(text);
}

/** Text on one line that every YAML and JSON reader gives back unchanged. */
export function isLine(text: string): boolean {
  return !CONTROL.test(text);
}

/** Text of one or more lines that every YAML and JSON reader gives back unchanged. */
export function isText(text: string): boolean {
  return !CONTROL_BUT_NEWLINE.test(text);
}

/** An address that keys are fetched from: https, without credentials or fragment. */
export function isHttpsUrl(text: string): boolean {
  if (!isLine(text) || !URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return (
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.hash === ''
  );
}

/** The full form of an entity ref of one of some kinds; `undefined` when it is none. */
export function fullEntityRef(
  text: string,
  kinds: readonly string[],
): string | undefined {
  if (text.length > 253 || !isLine(text)) {
    return undefined;
  }
  try {
    const ref = parseEntityRef(text, {
      defaultKind: kinds[0],
      defaultNamespace: 'default',
    });
    const parts = [ref.name, ref.namespace];
    return kinds.includes(ref.kind.toLocaleLowerCase('en-US')) &&
      parts.every(part =>
        /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/.test(part),
      )
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}
