import { pem } from '../../../__testUtils__/content';
import { revocationListProblem } from './revocationList';

const NOW = '2026-01-01T00:00:00Z';

function der(tag: number, content: string): string {
  const { length } = content;
  const size =
    length < 128
      ? String.fromCharCode(length)
      : String.fromCharCode(0x82, Math.floor(length / 256), length % 256);
  return String.fromCharCode(tag) + size + content;
}

const sequence = (...items: string[]) => der(0x30, items.join(''));
const utc = (text: string) => der(0x17, text);

function list(from: string, to?: string, version = '\u0001'): string {
  const issuer = sequence('x'.repeat(200));
  const signed = sequence(
    der(0x02, version),
    sequence(),
    issuer,
    from,
    ...(to === undefined ? [] : [to]),
  );
  return pem('X509 CRL', sequence(signed, sequence(), der(0x03, '\0')));
}

describe('a certificate revocation list', () => {
  it.each([
    list(utc('250101000000Z'), utc('270101000000Z')),
    list(utc('250101000000Z')),
    list(utc('991231235959Z'), der(0x18, '20500101000000Z')),
  ])('is good', text => {
    expect(revocationListProblem(text, NOW)).toBeUndefined();
  });

  it('has its time', () => {
    const old = list(utc('040101000000Z'), utc('050206120000Z'));
    expect(revocationListProblem(old, NOW)).toMatch(/2005-02-06T12:00/);
    expect(revocationListProblem(old, undefined)).toBeUndefined();
    expect(revocationListProblem(list(utc('300101000000Z')), NOW)).toMatch(
      /does not hold before 2030/,
    );
  });

  it.each([
    'nothing',
    pem('X509 CRL', ''),
    pem('X509 CRL', '\u0030\u0084\u00ff\u00ff\u00ff\u00ff'),
    list(utc('soon')),
    list(utc('250101000000Z'), utc('later')),
    list(utc('250101000000Z'), undefined, '\u0000'),
  ])('cannot be anything', text => {
    expect(revocationListProblem(text, NOW)).toBeDefined();
  });
});
