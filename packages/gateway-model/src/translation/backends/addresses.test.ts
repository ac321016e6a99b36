import { parseIpAddress } from '../values';
import { isLoopback } from './addresses';

describe('isLoopback', () => {
  it.each([
    ['1.2.3.4', false],
    ['127.9.0.1', true],
    ['::1', true],
    ['0:0:0:0:0:0:0:1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:1.2.3.4', false],
    ['2001:db8::1', false],
    ['::1:0', false],
    ['::', false],
  ])('of %s', (text, loopback) => {
    const address = parseIpAddress(text);
    expect(address && isLoopback(address)).toBe(loopback);
  });
});
