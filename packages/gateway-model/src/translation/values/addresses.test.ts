import {
  isMailAddress,
  isQualifiedName,
  isRequestUri,
  parseCidr,
  parseIpAddress,
  parseUrl,
} from '.';

describe('parseIpAddress', () => {
  it.each(['10.0.0.1', '::', '2001:db8::1', '::ffff:1.2.3.4', 'fe80::1%eth0'])(
    'reads %s',
    text => {
      expect(parseIpAddress(text)).toBeDefined();
    },
  );

  it.each(['10.0.0', '10.0.0.01', '256.0.0.1', ':::', '1::2::3', '10.0.0.1%a'])(
    'refuses %s',
    text => {
      expect(parseIpAddress(text)).toBeUndefined();
    },
  );
});

describe('parseCidr', () => {
  it.each([
    ['10.1.2.3/8', '10.0.0.0/8', 8, false],
    ['2001:db8:1::5/48', '2001:db8:1::/48', 48, true],
    ['::ffff:10.1.2.3/104', '10.0.0.0/8', 104, false],
    ['1.2.3.4/032', '1.2.3.4/32', 32, false],
  ])('reads %s', (text, shown, prefixLength, ipv6) => {
    expect(parseCidr(text)).toEqual({ text: shown, prefixLength, ipv6 });
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', 'a/8'])(
    'refuses %s',
    text => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
});

describe('parseUrl', () => {
  it.each([
    ['https://user:pw@a.example:8443/x?y#z', 'https', 'a.example', '8443'],
    ['http://[::1]:80', 'http', '::1', '80'],
    ['HTTP://a.example', 'http', 'a.example', ''],
    ['mailto:x y', 'mailto', '', ''],
    ['/path', '', '', ''],
  ])('reads %s', (text, scheme, hostname, port) => {
    expect(parseUrl(text)).toEqual({ scheme, hostname, port });
  });

  it.each([
    ':a',
    'a b:c',
    'https://a b',
    'https://a:8x',
    'https://a:1:2',
    'https://[10.0.0.1]',
    'https://a/%zz',
    'https://a#%',
    'https://a\n',
  ])('refuses %p', text => {
    expect(parseUrl(text)).toBeUndefined();
  });

  it('tells what can be requested', () => {
    expect(isRequestUri('https://issuer.example')).toBe(true);
    expect(isRequestUri('/path')).toBe(true);
    expect(isRequestUri('issuer.example')).toBe(false);
    expect(isRequestUri('')).toBe(false);
  });
});

describe('isMailAddress', () => {
  it.each(['a@b', 'A B <a.b@c.example> (note)', '"a b"@c', 'a@[10.0.0.1]'])(
    'takes %s',
    text => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  it.each(['a', 'a@', '@b', 'a..b@c', 'a@b, c@d', 'a@b (', 'A <a@b', 'g: ;'])(
    'refuses %s',
    text => {
      expect(isMailAddress(text)).toBe(false);
    },
  );
});

describe('isQualifiedName', () => {
  it('knows an optional domain and a name', () => {
    expect(isQualifiedName('example.com/a.B_c-1')).toBe(true);
    expect(isQualifiedName('a')).toBe(true);
    for (const bad of ['', '-a', 'a/b/c', 'Example/a', `/a`, 'a'.repeat(64)]) {
      expect(isQualifiedName(bad)).toBe(false);
    }
  });
});
