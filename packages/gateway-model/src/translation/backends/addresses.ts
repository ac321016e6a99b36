import { IpAddress } from '../values';

/** Whether an address is of the host itself; one of IPv4 may be written as IPv6. */
export function isLoopback({ version, bytes }: IpAddress): boolean {
  if (version === 4) {
    return bytes[0] === 127;
  }
  const zeros = bytes.slice(0, 10).every(byte => byte === 0);
  const mapped = zeros && bytes[10] === 255 && bytes[11] === 255;
  const one = zeros && bytes.slice(10, 15).every(byte => byte === 0);
  return mapped ? bytes[12] === 127 : one && bytes[15] === 1;
}
