import { parseRequestUrl } from './goUrl';

describe('parseRequestUrl', () => {
  it('takes a URL apart', () => {
    expect(parseRequestUrl('HTTPS://me:pw@a.example:8443/x%20y?k=v')).toEqual({
      scheme: 'https',
      host: 'a.example:8443',
      hostname: 'a.example',
      port: '8443',
      rawPath: '/x%20y',
      rawQuery: 'k=v',
    });
    expect(parseRequestUrl('http://[::1]:80')).toMatchObject({
      hostname: '::1',
      port: '80',
    });
  });

  it.each(['/path', 'urn:a:b', 'http://', 'https://a.example?x', '*'])(
    'takes %s',
    text => {
      expect(parseRequestUrl(text)).toBeDefined();
    },
  );

  it.each([
    '',
    'a.example',
    ':x',
    'http://a b',
    'http://a:x',
    'http://[::1',
    '/%zz',
    'http://a\n',
  ])('does not take %j', text => {
    expect(parseRequestUrl(text)).toBeUndefined();
  });
});
