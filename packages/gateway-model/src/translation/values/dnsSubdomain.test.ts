import { isDnsSubdomain } from './dnsSubdomain';

describe('isDnsSubdomain', () => {
  it.each(['a', 'a-1.example', '1.2.3.4', `${'a'.repeat(70)}.example`])(
    'takes %s',
    text => expect(isDnsSubdomain(text)).toBe(true),
  );

  it.each(['', 'A', '-a', 'a-', 'a.', '.a', 'a..b', 'a_b', 'a'.repeat(254)])(
    'refuses %j',
    text => expect(isDnsSubdomain(text)).toBe(false),
  );
});
