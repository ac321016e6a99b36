/** One element of DER encoded ASN.1 (X.690). */
export interface DerElement {
  tag: number;
  content: string;
}

export const DER_INTEGER = 0x02;
export const DER_BIT_STRING = 0x03;
export const DER_SEQUENCE = 0x30;
export const DER_UTC_TIME = 0x17;
export const DER_GENERALIZED_TIME = 0x18;

/**
 * The elements that make up some bytes (one per character); `undefined` when the bytes are not that. Tags of
 * more than a byte are not read: nothing here needs them.
 */
export function derElements(bytes: string): DerElement[] | undefined {
  const elements: DerElement[] = [];
  let position = 0;
  while (position < bytes.length) {
    const tag = bytes.charCodeAt(position);
    let length = bytes.charCodeAt(position + 1);
    position += 2;
    if (length > 0x84 || length === 0x80) {
      return undefined;
    }
    if (length > 0x80) {
      const size = length - 0x80;
      length = 0;
      for (let index = 0; index < size; index += 1) {
        length = length * 256 + bytes.charCodeAt(position + index);
      }
      position += size;
    }
    if (!(position + length <= bytes.length)) {
      return undefined;
    }
    elements.push({ tag, content: bytes.slice(position, position + length) });
    position += length;
  }
  return elements;
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since 1970 of a time as certificates and revocation lists hold it (RFC 5280, 4.1.2.5). */
export function derTime(element: DerElement | undefined): number | undefined {
  if (!element) {
    return undefined;
  }
  const short = element.tag === DER_UTC_TIME;
  if (!short && element.tag !== DER_GENERALIZED_TIME) {
    return undefined;
  }
  const match = (short ? UTC_TIME : GENERALIZED_TIME).exec(element.content);
  if (!match) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  let full = year;
  if (short) {
    full += year >= 50 ? 1900 : 2000;
  }
  const time = Date.UTC(full, month - 1, day, hour, minute, second);
  return Number.isNaN(time) ? undefined : time;
}
