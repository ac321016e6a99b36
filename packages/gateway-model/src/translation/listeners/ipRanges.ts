const IPV4_PART = /^(?:0|[1-9]\d{0,2})$/;
const IPV6_GROUP = /^[0-9a-fA-F]{1,4}$/;
const PREFIX_LENGTH = /^(?:0|[1-9]\d{0,2})$/;
const LONGEST = 64;

/** Whether a text is an IPv4 address, as Go reads it: without leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.length > LONGEST ? [] : text.split('.');
  return (
    parts.length === 4 &&
    parts.every(part => IPV4_PART.test(part) && Number(part) <= 255)
  );
}

/** Groups of one side of `::`; an IPv4 address may stand at the end of the whole for two of them. */
function countGroups(side: string, last: boolean): number | undefined {
  if (side === '') {
    return 0;
  }
  const groups = side.split(':');
  const embedded = last && groups[groups.length - 1].includes('.');
  const tail = embedded ? groups.pop() : undefined;
  if (!groups.every(group => IPV6_GROUP.test(group))) {
    return undefined;
  }
  if (tail === undefined) {
    return groups.length;
  }
  return isIpv4(tail) ? groups.length + 2 : undefined;
}

function isIpv6(text: string): boolean {
  const sides = text.length > LONGEST ? [] : text.split('::');
  const counts = sides.map((side, i) =>
    countGroups(side, i === sides.length - 1),
  );
  const [first, second] = counts;
  if (first === undefined || (sides.length === 2 && second === undefined)) {
    return false;
  }
  return sides.length === 1
    ? first === 8
    : sides.length === 2 && first + (second ?? 0) < 8;
}

const MAPPED = /^::ffff:/i;

/** Whether a text is an IPv4 address, be it in its IPv6 form. */
export function isIpv4OrMapped(text: string): boolean {
  return isIpv4(text) || (MAPPED.test(text) && isIpv4(text.slice(7)));
}

/** Whether a text is an IP range in CIDR notation, as Go's `net.ParseCIDR` reads it. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const address = text.slice(0, Math.max(slash, 0));
  const length = text.slice(slash + 1);
  if (slash < 0 || !PREFIX_LENGTH.test(length)) {
    return false;
  }
  return isIpv4(address)
    ? Number(length) <= 32
    : isIpv6(address) && Number(length) <= 128;
}
