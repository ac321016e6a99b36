import { createSign, generateKeyPairSync, KeyObject } from 'node:crypto';

/** DER (X.690): a tag, a length, the content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) {
    return Buffer.concat([Buffer.from([tag, length]), content]);
  }
  const bytes = Buffer.from(
    length.toString(16).padStart(length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([
    Buffer.from([tag, 0x80 + bytes.length]),
    bytes,
    content,
  ]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const VERSION_FIELD = 0xa0;
const EXTENSIONS_FIELD = 0xa3;
const DNS_NAME = 0x82;

const COMMON_NAME = Buffer.from('550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('551d11', 'hex');
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const RSA_WITH_SHA256 = Buffer.from('2a864886f70d01010b', 'hex');
const NULL = Buffer.from('0500', 'hex');

function nameOf(common: string): Buffer {
  const attribute = der(
    SEQUENCE,
    der(OBJECT_ID, COMMON_NAME),
    der(UTF8_STRING, Buffer.from(common)),
  );
  return der(SEQUENCE, der(SET, attribute));
}

function timeOf(date: string): Buffer {
  return der(
    UTC_TIME,
    Buffer.from(`${date.slice(2).replace(/\D/g, '')}000000Z`),
  );
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [
    `-----BEGIN ${label}-----`,
    ...lines,
    `-----END ${label}-----`,
    '',
  ].join('\n');
}

export interface MadeCertificate {
  certificate: string;
  key: string;
}

/** Dates as `YYYY-MM-DD`. */
export interface Validity {
  from: string;
  to: string;
}

function keyPair(type: 'ec' | 'rsa'): {
  publicKey: KeyObject;
  privateKey: KeyObject;
} {
  return type === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** A self-signed certificate for listeners of a test cluster, made on the spot. */
export function makeCertificate(
  dnsNames: readonly string[],
  { from, to }: Validity,
  type: 'ec' | 'rsa' = 'ec',
): MadeCertificate {
  const { publicKey, privateKey } = keyPair(type);
  const algorithm =
    type === 'ec'
      ? der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256))
      : der(SEQUENCE, der(OBJECT_ID, RSA_WITH_SHA256), NULL);
  const name = nameOf(dnsNames[0]);
  const altNames = der(
    SEQUENCE,
    ...dnsNames.map(one => der(DNS_NAME, Buffer.from(one))),
  );
  const extension = der(
    SEQUENCE,
    der(OBJECT_ID, SUBJECT_ALT_NAME),
    der(OCTET_STRING, altNames),
  );
  const body = der(
    SEQUENCE,
    der(VERSION_FIELD, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1 + dnsNames.join('').length])),
    algorithm,
    name,
    der(SEQUENCE, timeOf(from), timeOf(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS_FIELD, der(SEQUENCE, extension)),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const certificate = der(
    SEQUENCE,
    body,
    algorithm,
    der(BIT_STRING, Buffer.from([0]), signature),
  );
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
