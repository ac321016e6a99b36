import { add, Draft } from './draft';
import { makeCertificate, MadeCertificate } from './certificate';

interface Certificates {
  wildcard: MadeCertificate;
  single: MadeCertificate;
  rsa: MadeCertificate;
  expired: MadeCertificate;
}

let made: Certificates | undefined;

/** Made once a run: keys take time, and which ones they are decides nothing. */
function certificates(): Certificates {
  const valid = { from: '2020-01-01', to: '2045-01-01' };
  made ??= {
    wildcard: makeCertificate(['*.example.com'], valid),
    single: makeCertificate(['a.example.com', 'x.test'], valid),
    rsa: makeCertificate(['b.example.com'], valid, 'rsa'),
    expired: makeCertificate(['a.example.com'], {
      from: '2020-01-01',
      to: '2021-01-01',
    }),
  };
  return made;
}

function encoded(data: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]),
  );
}

const JWKS = JSON.stringify({
  keys: [{ kty: 'oct', kid: 'one', alg: 'HS256', k: 'c2VjcmV0' }],
});

/** The password is `password`. */
const HTPASSWD = 'user:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n';

/** Secrets and ConfigMaps under the names that listeners, backends and policies ask for, in every namespace. */
export function addSecrets(draft: Draft): void {
  const { wildcard, single, rsa, expired } = certificates();
  const tls = (one: MadeCertificate, key = one.key) => ({
    type: 'kubernetes.io/tls',
    data: encoded({ 'tls.crt': one.certificate, 'tls.key': key }),
  });
  for (const namespace of draft.namespaces) {
    const secrets: Record<string, { type?: string; data: object }> = {
      cert: tls(wildcard),
      single: tls(single),
      rsa: tls(rsa),
      expired: tls(expired),
      mismatched: tls(single, wildcard.key),
      opaque: { data: encoded({ other: 'x' }) },
      ca: { data: encoded({ 'ca.crt': wildcard.certificate }) },
      empty: { data: {} },
      users: { data: encoded({ '.htpasswd': HTPASSWD }) },
      keys: { data: encoded({ 'client-1': 'key-1', 'client-2': 'key-2' }) },
      oidc: {
        data: encoded({ 'client-secret': 'shh', 'client-id': 'portal' }),
      },
      credential: { data: encoded({ credential: 'Basic eDp5' }) },
    };
    for (const [name, body] of Object.entries(secrets)) {
      add(draft, 'v1', 'Secret', { namespace, name }, body);
    }
    const maps: Record<string, Record<string, string>> = {
      ca: { 'ca.crt': wildcard.certificate },
      empty: {},
      jwks: { jwks: JWKS },
      body: { 'response.body': 'gone' },
      lua: { lua: 'function envoy_on_response(response_handle) end' },
    };
    for (const [name, data] of Object.entries(maps)) {
      add(draft, 'v1', 'ConfigMap', { namespace, name }, { data });
    }
  }
}
