/** An IP address, as a number of 32 or 128 bits. */
export interface Address {
  family: 4 | 6;
  value: bigint;
  /** An IPv4 address written as an IPv6 one (`::ffff:192.0.2.1`). */
  mapped: boolean;
  zone: string;
}

export interface Prefix {
  address: Address;
  bits: number;
}

const MAPPED = 0xffffn;

function parseIPv4(text: string, leadingZeros: boolean): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) {
    return undefined;
  }
  let value = 0n;
  for (const part of parts) {
    if (
      !/^\d{1,3}$/.test(part) ||
      Number(part) > 255 ||
      (!leadingZeros && part.length > 1 && part.startsWith('0'))
    ) {
      return undefined;
    }
    value = value * 256n + BigInt(Number(part));
  }
  return value;
}

function parseGroups(
  text: string,
  leadingZeros: boolean,
): number[] | undefined {
  if (text === '') {
    return [];
  }
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const value =
        index === parts.length - 1 ? parseIPv4(part, leadingZeros) : undefined;
      if (value === undefined) {
        return undefined;
      }
      groups.push(Number(value >> 16n), Number(value & MAPPED));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

function parseIPv6(text: string, leadingZeros: boolean): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const left = parseGroups(halves[0], leadingZeros);
  const right = halves.length === 2 ? parseGroups(halves[1], leadingZeros) : [];
  if (!left || !right || (halves.length === 2 && halves[0].includes('.'))) {
    return undefined;
  }
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) {
    return undefined;
  }
  return [...left, ...new Array<number>(missing).fill(0), ...right].reduce(
    (value, group) => value * 65536n + BigInt(group),
    0n,
  );
}

/**
 * An address as Go's `netip.ParseAddr` reads it.
 *
 * @param leadingZeros - `010.0.0.1` is taken too, as by `net.ParseIP` of old
 */
export function parseAddress(
  text: string,
  leadingZeros = false,
): Address | undefined {
  if (text.length > 128) {
    return undefined;
  }
  if (!text.includes(':')) {
    const value = parseIPv4(text, leadingZeros);
    return value === undefined
      ? undefined
      : { family: 4, value, mapped: false, zone: '' };
  }
  const [numbers, ...zone] = text.split('%');
  if (zone.length > 0 && zone.join('%') === '') {
    return undefined;
  }
  const value = parseIPv6(numbers, leadingZeros);
  return value === undefined
    ? undefined
    : {
        family: 6,
        value,
        mapped: value >> 32n === MAPPED,
        zone: zone.join('%'),
      };
}

/** A prefix as Go's `netip.ParsePrefix` reads it. */
export function parsePrefix(
  text: string,
  leadingZeros = false,
): Prefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) {
    return undefined;
  }
  const address = parseAddress(text.slice(0, slash), leadingZeros);
  const length = text.slice(slash + 1);
  if (
    !address ||
    address.zone !== '' ||
    !(leadingZeros ? /^\d{1,9}$/ : /^(0|[1-9]\d{0,2})$/).test(length) ||
    Number(length) > (address.family === 4 ? 32 : 128)
  ) {
    return undefined;
  }
  return { address, bits: Number(length) };
}

export function maskPrefix({ address, bits }: Prefix): Prefix {
  const rest = BigInt((address.family === 4 ? 32 : 128) - bits);
  return {
    bits,
    address: { ...address, value: (address.value >> rest) << rest },
  };
}

export function prefixContains(prefix: Prefix, address: Address): boolean {
  return (
    prefix.address.family === address.family &&
    maskPrefix({ address, bits: prefix.bits }).address.value ===
      maskPrefix(prefix).address.value
  );
}

/** The address as it is written canonically (RFC 5952). */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) {
    return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 255n).join('.');
  }
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((value >> BigInt(112 - index * 16)) & MAPPED),
  );
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) {
      length += 1;
    }
    if (length > best.length) {
      best = { start, length };
    }
  }
  const words = (part: number[]) => part.map(one => one.toString(16)).join(':');
  return best.start < 0
    ? words(groups)
    : `${words(groups.slice(0, best.start))}::${words(
        groups.slice(best.start + best.length),
      )}`;
}
