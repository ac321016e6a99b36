import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readCertificates } from '../../cases';
import { makeCertificate } from './certificate';

const VALIDITY = { from: '2020-01-01', to: '2045-01-01' };

describe('makeCertificate', () => {
  it.each(['ec', 'rsa'] as const)('makes a certificate (%s)', type => {
    const names = ['*.example.com', 'x.test'];
    const { certificate, key } = makeCertificate(names, VALIDITY, type);
    const parsed = new X509Certificate(certificate);
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(readCertificates(certificate)).toEqual([
      expect.objectContaining({
        dnsNames: names,
        notBefore: '2020-01-01T00:00:00.000Z',
        notAfter: '2045-01-01T00:00:00.000Z',
        publicKeyAlgorithm: type === 'ec' ? 'ECDSA' : 'RSA',
      }),
    ]);
  });
});
