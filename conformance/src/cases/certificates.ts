import { X509Certificate } from 'node:crypto';
import { CertificateFacts } from '@envoy-gateway-portal/gateway-model';

const BLOCK =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g;

const ALGORITHMS: Record<string, string> = { rsa: 'RSA', ec: 'ECDSA' };

type Names = Pick<CertificateFacts, 'dnsNames' | 'commonNameOnly'>;

function namesOf(certificate: X509Certificate): Names {
  const dnsNames = (certificate.subjectAltName ?? '')
    .split(', ')
    .filter(name => name.startsWith('DNS:'))
    .map(name => name.slice('DNS:'.length));
  if (dnsNames.length > 0) {
    return { dnsNames };
  }
  const common = certificate.subject
    ?.split('\n')
    .find(part => part.startsWith('CN='));
  return {
    dnsNames: common ? [common.slice('CN='.length)] : [],
    commonNameOnly: true,
  };
}

/** The public part of a certificate chain; `undefined` when any of it cannot be read. */
export function readCertificates(pem: string): CertificateFacts[] | undefined {
  const blocks = pem.match(BLOCK) ?? [];
  try {
    const facts = blocks.map(block => {
      const certificate = new X509Certificate(block);
      const algorithm = certificate.publicKey.asymmetricKeyType ?? '';
      return {
        ...namesOf(certificate),
        notBefore: new Date(certificate.validFrom).toISOString(),
        notAfter: new Date(certificate.validTo).toISOString(),
        publicKeyAlgorithm: ALGORITHMS[algorithm] ?? algorithm,
      };
    });
    return facts.length > 0 ? facts : undefined;
  } catch {
    return undefined;
  }
}
