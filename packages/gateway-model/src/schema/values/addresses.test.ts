import {
  formatAddress,
  parseAddress,
  parsePrefix,
  prefixContains,
} from './addresses';

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['1::', '1::'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ])('reads and writes %s', (text, canonical) => {
    const address = parseAddress(text);
    expect(address && formatAddress(address)).toBe(canonical);
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.01',
    '256.0.0.1',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    '::1%',
    '1.2.3.4::',
  ])('does not take %s', text => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('knows what is in a prefix', () => {
    const within = (prefix: string, address: string) => {
      const [range, one] = [parsePrefix(prefix), parseAddress(address)];
      return range && one && prefixContains(range, one);
    };
    expect(within('10.0.0.0/8', '10.255.0.1')).toBe(true);
    expect(within('10.0.0.0/8', '11.0.0.1')).toBe(false);
    expect(within('fe80::/10', 'fe80::1')).toBe(true);
    expect(within('0.0.0.0/0', '::1')).toBe(false);
    expect(parsePrefix('10.0.0.0/08')).toBeUndefined();
    expect(parsePrefix('10.0.0.0/33')).toBeUndefined();
  });
});
