import { isDnsSubdomain, parseIpAddress } from './addresses';

describe('addresses', () => {
  it.each([
    ['1.2.3.4', false],
    ['127.9.0.1', true],
    ['::1', true],
    ['0:0:0:0:0:0:0:1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:1.2.3.4', false],
    ['2001:db8::1', false],
    ['fe80::1%eth0', false],
    ['::', false],
  ])('reads %s', (text, loopback) => {
    expect(parseIpAddress(text)).toEqual({ loopback });
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.04',
    'a.example',
    ':::1',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'fe80::1%',
    '1.2.3.4::',
    '1.2.3.4%eth0',
  ])('refuses %j', text => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  it('knows names by RFC 1123', () => {
    expect(isDnsSubdomain('a-1.example')).toBe(true);
    for (const name of ['', 'A', '-a', 'a.', 'a..b', 'a_b', 'a'.repeat(254)]) {
      expect(isDnsSubdomain(name)).toBe(false);
    }
  });
});
