import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  ListenerContext,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { ifTrue, stringMatch } from '../fields';

const REQUIRING = ['RequireAny', 'RequireAndVerify'];
const TRUSTING = ['Request', 'RequireAny'];

function clientCertificates(mode: string): JsonObject {
  return {
    clientValidationEnabled: true,
    requireClientCertificate: ifTrue(REQUIRING.includes(mode)),
    acceptUntrusted: ifTrue(TRUSTING.includes(mode)),
  };
}

/** What the Gateway itself says of client certificates, for the port or for all. */
function frontend({ gateway, port }: ListenerContext): JsonObject {
  const settings = objectAt(gateway.item.spec, 'tls', 'frontend');
  const own = listAt(settings, 'perPort')
    .filter(one => numberAt(one, 'port') === port)
    .at(-1);
  const validation = own
    ? objectAt(own, 'tls', 'validation')
    : objectAt(settings, 'default', 'validation');
  if (!validation) {
    return {};
  }
  const insecure = stringAt(validation, 'mode') === 'AllowInsecureFallback';
  return {
    caCertificate: true,
    ...clientCertificates(insecure ? 'Request' : 'RequireAndVerify'),
  };
}

function listOrNone(value: unknown, field: string): unknown {
  const list = listAt(value, field);
  return list.length > 0 ? list : undefined;
}

const NAMES: readonly (readonly [string, string])[] = [
  ['dnsNames', 'DNS'],
  ['emailAddresses', 'EMAIL'],
  ['ipAddresses', 'IP_ADDRESS'],
  ['uris', 'URI'],
];

function subjectAltNames(validation: unknown): JsonObject[] | undefined {
  const names = objectAt(validation, 'subjectAltNames');
  const matches = [
    ...NAMES.flatMap(([field, type]) =>
      listAt(names, field).map(match => stringMatch(match, type)),
    ),
    ...listAt(names, 'otherNames').map(match =>
      stringMatch(match, stringAt(match, 'oid')),
    ),
  ];
  return matches.length > 0 ? matches : undefined;
}

/** Where Envoy Gateway gave up: what comes before it has been set already. */
export type TlsFailure = 'ciphers' | 'clientValidation' | 'crl' | undefined;

function validated(spec: JsonObject, failure: TlsFailure): JsonObject {
  const validation = objectAt(spec, 'tls', 'clientValidation');
  if (!validation) {
    return {};
  }
  const mode =
    stringAt(validation, 'mode') ??
    (booleanAt(validation, 'optional') ? 'VerifyIfGiven' : 'RequireAndVerify');
  const modes = clientCertificates(mode);
  if (failure === 'clientValidation') {
    return modes;
  }
  const certified = listAt(validation, 'caCertificateRefs').length > 0;
  return {
    ...modes,
    ...(certified && { caCertificate: true }),
    verifyCertificateSpki: listOrNone(validation, 'spkiHashes'),
    verifyCertificateHash: listOrNone(validation, 'certificateHashes'),
    allowExpiredCertificate: ifTrue(at(validation, 'allowExpiredCertificate')),
    matchTypedSubjectAltNames: subjectAltNames(validation),
    ...(failure === undefined &&
      listAt(validation, 'crl', 'refs').length > 0 && {
        crl: {
          onlyVerifyLeafCertificate: ifTrue(
            at(validation, 'crl', 'onlyVerifyLeafCertificate'),
          ),
        },
      }),
  };
}

/** The TLS of a listener at which it ends. Protocols are switched off by default where none is HTTP. */
export function tls(
  spec: JsonObject | undefined,
  listener: ListenerContext,
  failure: TlsFailure,
): JsonObject {
  const https = listener.protocol === 'HTTPS';
  const base = {
    alpnProtocols: https ? undefined : [],
    ...(https ? frontend(listener) : {}),
  };
  if (!spec) {
    return base;
  }
  const settings = objectAt(spec, 'tls');
  const versions = {
    ...base,
    minVersion: at(settings, 'minVersion') ?? '1.2',
    maxVersion: at(settings, 'maxVersion') ?? '1.3',
    alpnProtocols: at(settings, 'alpnProtocols') ?? base.alpnProtocols,
  };
  if (failure === 'ciphers') {
    return versions;
  }
  const resumption = objectAt(settings, 'session', 'resumption');
  return {
    ...versions,
    ciphers: listOrNone(settings, 'ciphers'),
    ecdhCurves: listOrNone(settings, 'ecdhCurves'),
    signatureAlgorithms: listOrNone(settings, 'signatureAlgorithms'),
    fingerprints: listOrNone(settings, 'fingerprints'),
    ...validated(spec, failure),
    ...(failure === undefined && {
      statelessSessionResumption: ifTrue(!!objectAt(resumption, 'stateless')),
      statefulSessionResumption: ifTrue(!!objectAt(resumption, 'stateful')),
    }),
  };
}
