import { CertificateFacts } from '@envoy-gateway-portal/gateway-model';
import { X509Certificate } from 'node:crypto';

const ALGORITHMS: Record<string, string> = { rsa: 'RSA', ec: 'ECDSA' };

const BLOCK =
  /-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----/g;

function namesOf(
  certificate: X509Certificate,
): Pick<CertificateFacts, 'dnsNames' | 'commonNameOnly'> {
  const alternatives = [
    ...(certificate.subjectAltName ?? '').matchAll(/DNS:"?([^,"]+)"?/g),
  ].map(([, name]) => name);
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  return alternatives.length === 0
    ? { dnsNames: common ? [common] : [], commonNameOnly: true }
    : { dnsNames: alternatives };
}

/** The public facts of the certificates in a PEM text; `undefined` when there is none that can be read. */
export function readCertificates(
  pem: string,
): readonly CertificateFacts[] | undefined {
  try {
    const facts = (pem.match(BLOCK) ?? []).map(block => {
      const certificate = new X509Certificate(block);
      const asymmetricKeyType: string | undefined =
        certificate.publicKey.asymmetricKeyType;
      return {
        ...namesOf(certificate),
        notBefore: new Date(certificate.validFrom).toISOString(),
        notAfter: new Date(certificate.validTo).toISOString(),
        publicKeyAlgorithm:
          ALGORITHMS[asymmetricKeyType ?? ''] ?? asymmetricKeyType ?? '',
      };
    });
    return facts.length === 0 ? undefined : facts;
  } catch {
    return undefined;
  }
}
