/** An IP address as Go's `netip.ParseAddr` reads it. */
export interface IpAddress {
  readonly version: 4 | 6;
  /** Four or sixteen numbers up to 255. */
  readonly bytes: readonly number[];
  /** Of an IPv6 address only, after `%`. */
  readonly zone?: string;
}

/** An address range as Go's `net.ParseCIDR` reads it. */
export interface Cidr {
  /** Canonical: the network's address and the length of its prefix. */
  readonly text: string;
  readonly prefixLength: number;
  /** False also for IPv4 addresses written as IPv6. */
  readonly ipv6: boolean;
}

/** Longer than any address without a zone. */
const LONGEST = 64;

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  const bytes = parts.map(part =>
    /^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256,
  );
  return bytes.length === 4 && bytes.every(byte => byte < 256)
    ? bytes
    : undefined;
}

/** Bytes of one side of `::`. Only at the very end of an address may an IPv4 address stand. */
function parseGroups(text: string, atEnd: boolean): number[] | undefined {
  const bytes: number[] = [];
  const groups = text === '' ? [] : text.split(':');
  for (const [i, group] of groups.entries()) {
    const embedded =
      atEnd && i === groups.length - 1 && group.includes('.')
        ? parseIpv4(group)
        : undefined;
    if (embedded) {
      bytes.push(...embedded);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else {
      return undefined;
    }
  }
  return bytes;
}

function parseIpv6(text: string): number[] | undefined {
  const sides = text.split('::');
  if (sides.length > 2) {
    return undefined;
  }
  const first = parseGroups(sides[0], sides.length === 1);
  const second = parseGroups(sides[1] ?? '', true);
  if (!first || !second) {
    return undefined;
  }
  const missing = 16 - first.length - second.length;
  // `::` stands for one group at least.
  const fits = sides.length === 1 ? missing === 0 : missing >= 2;
  return fits
    ? [...first, ...new Array<number>(missing).fill(0), ...second]
    : undefined;
}

export function parseIpAddress(text: string): IpAddress | undefined {
  const percent = text.indexOf('%');
  const address = percent < 0 ? text : text.slice(0, percent);
  if (address.length > LONGEST) {
    return undefined;
  }
  if (!address.includes(':')) {
    const bytes = percent < 0 ? parseIpv4(address) : undefined;
    return bytes && { version: 4, bytes };
  }
  const zone = percent < 0 ? undefined : text.slice(percent + 1);
  const bytes = zone === '' ? undefined : parseIpv6(address);
  return bytes && { version: 6, bytes, ...(zone !== undefined && { zone }) };
}

function isMapped(bytes: readonly number[]): boolean {
  return bytes.slice(0, 12).every((byte, i) => byte === (i < 10 ? 0 : 255));
}

/** By RFC 5952, as Go prints an address of sixteen bytes. */
function formatIpv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    (bytes[2 * i] * 256 + bytes[2 * i + 1]).toString(16),
  );
  let longest = { start: -1, length: 1 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') {
      length += 1;
    }
    if (length > longest.length) {
      longest = { start, length };
    }
  }
  if (longest.start < 0) {
    return groups.join(':');
  }
  const before = groups.slice(0, longest.start).join(':');
  const after = groups.slice(longest.start + longest.length).join(':');
  return `${before}::${after}`;
}

function masked(bytes: readonly number[], prefixLength: number): number[] {
  return bytes.map((byte, i) => {
    const kept = Math.min(8, Math.max(0, prefixLength - 8 * i));
    return byte & (0xff00 >> kept) & 0xff;
  });
}

export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseIpAddress(text.slice(0, Math.max(0, slash)));
  const digits = text.slice(slash + 1);
  if (!address || address.zone !== undefined || !/^\d{1,64}$/.test(digits)) {
    return undefined;
  }
  const prefixLength = Number(digits);
  if (prefixLength > 8 * address.bytes.length) {
    return undefined;
  }
  const network = masked(address.bytes, prefixLength);
  const ipv6 = address.version === 6 && !isMapped(address.bytes);
  // A network is shown as IPv4 if that is what its address is, whatever it was written as.
  const short = address.version === 6 && isMapped(network);
  const shown =
    address.version === 4 || short
      ? `${network.slice(-4).join('.')}/${
          short ? Math.max(0, prefixLength - 96) : prefixLength
        }`
      : `${formatIpv6(network)}/${prefixLength}`;
  return { text: shown, prefixLength, ipv6 };
}
