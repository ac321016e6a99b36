const LONGEST_SUBDOMAIN = 253;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether a name is a DNS subdomain by RFC 1123, as Kubernetes reads it: lower case, dots, hyphens. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= LONGEST_SUBDOMAIN && SUBDOMAIN.test(name);
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  const valid =
    parts.length === 4 &&
    parts.every(part => /^(0|[1-9][0-9]{0,2})$/.test(part) && +part <= 255);
  return valid ? parts.map(Number) : undefined;
}

/** Eight groups of an IPv6 address, a trailing IPv4 address counted as two. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') {
    return [];
  }
  const parts = text.split(':');
  const last = parts[parts.length - 1];
  const groups: number[] = [];
  for (const part of last.includes('.') ? parts.slice(0, -1) : parts) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(part)) {
      return undefined;
    }
    groups.push(parseInt(part, 16));
  }
  if (last.includes('.')) {
    const tail = parseIpv4(last);
    if (!tail) {
      return undefined;
    }
    groups.push(tail[0] * 256 + tail[1], tail[2] * 256 + tail[3]);
  }
  return groups;
}

const LONGEST_ADDRESS = 128;

function parseIpv6(text: string): number[] | undefined {
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  if (zone === text.length - 1 || !address.includes(':')) {
    return undefined;
  }
  const halves = address.split('::');
  const [head, tail] = halves.map(parseGroups);
  if (halves.length === 1) {
    return head?.length === 8 ? head : undefined;
  }
  if (halves.length > 2 || !head || !tail || head.length + tail.length > 7) {
    return undefined;
  }
  const embedded = halves[0].includes('.');
  const missing = 8 - head.length - tail.length;
  return embedded
    ? undefined
    : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** An IP address in its textual form, as Go's `netip.ParseAddr` reads it. */
export interface IpAddress {
  loopback: boolean;
}

/** Reads an IP address, without leading zeros and with a zone where it is IPv6. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.length > LONGEST_ADDRESS) {
    return undefined;
  }
  const v4 = parseIpv4(text);
  if (v4) {
    return { loopback: v4[0] === 127 };
  }
  const v6 = parseIpv6(text);
  if (!v6) {
    return undefined;
  }
  const leadingZeros = v6.slice(0, 5).every(group => group === 0);
  const mapped = leadingZeros && v6[5] === 0xffff;
  const one = leadingZeros && v6[5] === 0 && v6[6] === 0 && v6[7] === 1;
  return { loopback: one || (mapped && v6[6] >= 0x7f00 && v6[6] <= 0x7fff) };
}
