import {
  ADDRESSES,
  CEL,
  CIDRS,
  HASHES,
  HEADER_NAMES,
  HEADER_VALUES,
  HOSTNAMES,
  JSON_PATHS,
  JWKS,
  NAMES,
  ORDINARY_AND_ODD,
  ORIGINS,
  PATHS,
  REGEXES,
  URLS,
} from './vocabulary';

/** By what the last step of a path is called; the first that fits counts. */
const BY_NAME: readonly [RegExp, readonly string[]][] = [
  [/(cidr|clientCIDRs|trustedCIDRs)/i, CIDRS],
  [/^(cel|expression)$/i, CEL],
  [/origins$/i, ORIGINS],
  [
    /^(issuer|uri|url|.*endpoint|redirectURL|resources)$/i,
    [
      ...URLS,
      '%REQ(x-forwarded-proto)%://%REQ(:authority)%/callback',
      '%REQ(x-forwarded-proto)%://%REQ(:authority)%',
      'https://a.example.com/callback',
    ],
  ],
  [/^(hostnames?|host|sni|authority|cookieDomain|dnsNames)$/i, HOSTNAMES],
  [/^address$/i, ADDRESSES],
  [/^(jsonPath)$/i, ['$.name', '..name', '$[', '$..*', '.a[0]', '']],
  [/^from$/i, JSON_PATHS],
  [/^(pattern)$/i, REGEXES],
  [
    /^(path|pathOverride|logoutPath|replaceFullPath|replacePrefixMatch)$/i,
    [...PATHS, ...JSON_PATHS],
  ],
  [/^(substitution)$/i, ['/x', '\\1/x', '\\9', '\\', '$1', '/\\g<name>', '']],
  [/(hash|sha256)/i, HASHES],
  [
    /^inline$/i,
    [
      JWKS,
      'not json',
      '{"keys":[]}',
      '{}',
      'gone',
      'function (',
      'function envoy_on_request(handle) end',
      '%REQ(x)% %',
      '',
    ],
  ],
  [/^binary$/i, ['aGVsbG8=', 'AA==', '']],
  [
    /^(scopes|audiences|claim|rootID|filterName|lbPolicyName|isp|city|country|region|zone|clientID)$/i,
    ['openid', 'profile', 'portal', 'US', 'DE', 'us-east-1a', 'a b', ''],
  ],
  [
    /^(ciphers)$/i,
    [
      'ECDHE-RSA-AES128-GCM-SHA256',
      '[ECDHE-ECDSA-AES128-GCM-SHA256|ECDHE-ECDSA-CHACHA20-POLY1305]',
      'nope',
      '',
    ],
  ],
  [/^(ecdhCurves)$/i, ['X25519', 'P-256', 'nope', '']],
  [
    /^(signatureAlgorithms)$/i,
    ['RSA-PSS-RSAE-SHA256', 'ECDSA-SECP256R1-SHA256', 'nope'],
  ],
  [/^(alpnProtocols)$/i, ['http/1.1', 'h2', 'http/1.0', 'nope', '']],
  [
    /^(method|methods|allowMethods)$/i,
    ['GET', 'POST', 'get', '*', 'CONNECT', 'foo', ''],
  ],
  [/^(service)$/i, ['grpc.health.v1.Health', 'a.B', 'foo', '(', '']],
  [/^(oid)$/i, ['1.3.6.1.4.1.311.20.2.3', '2.5', 'nope']],
  [/^(provider)$/i, ['one', 'two', 'missing']],
  [
    /^(contentType|.*prefix)$/i,
    ['text/plain', 'application/json', 'x-', 'a b', '%', ''],
  ],
  [
    /^(requestID|server|client|routeStatName|statName)$/i,
    [
      '%ROUTE_NAME%/%ROUTE_KIND%',
      '%ROUTE_NAMESPACE%',
      '%NOPE%',
      'plain',
      '%',
      '%BACKEND_REFS%',
      '',
    ],
  ],
  [/(header|^remove$)/i, HEADER_NAMES],
  [
    /^(attributes)$/i,
    ['request.path', 'connection.mtls', 'xds.route_name', 'nope'],
  ],
  [
    /^(value|values|tags|valuePrefix|defaultValue)$/i,
    [
      ...HEADER_VALUES,
      ...REGEXES,
      ...ADDRESSES.slice(0, 3),
      '10-20',
      '5-1',
      'h2',
    ],
  ],
  [
    /^(cookies|params|sessionName|accessToken|idToken)$/i,
    ['key', 'x-one', 'a b', 'a;b', 'a=b', ''],
  ],
  [
    /^(key|hostKeys)$/i,
    ['one', 'ca.crt', 'response.body', 'lua', 'jwks', 'missing', 'HOME', 'a b'],
  ],
  [/^(name)$/i, [...NAMES, ...HEADER_NAMES]],
];

/** Strings worth trying in a field of a name. */
export function wordsFor(field: string): readonly string[] {
  return BY_NAME.find(([name]) => name.test(field))?.[1] ?? ORDINARY_AND_ODD;
}

export const ALL_WORDS: readonly string[] = [
  ...new Set([...BY_NAME.flatMap(([, words]) => words), ...ORDINARY_AND_ODD]),
];
