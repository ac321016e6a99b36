/**
 * Strings worth trying, by the name of the field they are for: the ordinary, the borderline and what Envoy Gateway
 * judges itself because the schema lets it through.
 */
const ORDINARY_AND_ODD = [
  'a',
  'x-one',
  'www.example.com',
  '/a/b',
  'A B',
  ' padded ',
  '10',
  'ünï',
  '%REQ(x-one)%',
  '%',
  'a\nb',
  '{}',
  '(',
  '"',
  '',
];

const DURATIONS = [
  '0s',
  '0h0m',
  '1ms',
  '999ms',
  '1s',
  '1500ms',
  '10s',
  '30s',
  '1m30s',
  '1h',
  '24h',
  '99999h',
  '99999h99999h99999h99999h',
  '00005s',
  '1s1s',
];

const HEADER_NAMES = [
  'x-one',
  'X-One',
  'x-two',
  'host',
  'Host',
  ':path',
  ':authority',
  'content-type',
  'authorization',
  'cookie',
  "a!#$%&'*+-.^_`|~9",
  'x one',
  'x/one',
  'x:one',
  'ünï',
  'x-envoy-upstream-rq-timeout-ms',
  '',
];

const HEADER_VALUES = [
  'one',
  'a b',
  'a\tb',
  ' padded',
  '%REQ(x-one)%',
  '%REQ(%',
  '%%',
  '100%',
  '%DOWNSTREAM_REMOTE_ADDRESS%',
  'ünï',
  'a\nb',
  'x'.repeat(600),
  '',
];

export const REGEXES = [
  '.*',
  '^/v[0-9]+/(.+)$',
  '(?i)abc',
  '(?P<name>a+)/b',
  '(?<name>a+)',
  '[a-z',
  '(a',
  'a)',
  '*a',
  '+',
  'a**',
  'a{2,1}',
  'a{1001}',
  '(?=a)',
  '(?<!a)b',
  '\\d+\\b',
  '\\p{Greek}+',
  '\\p{Nope}',
  '\\Z',
  '(a)\\1',
  '[[:alpha:]]+',
  '[[:nope:]]',
  '\\',
  'a|b|',
  '(?:a{500}){3}',
  '',
];

const PATHS = [
  '/',
  '/a',
  '/a/b/',
  '/a?b=c',
  '/a#b',
  '//a',
  '/a/../b',
  '/a/%2F',
  '/a/{x}',
  'a',
  '/ü',
  '/a b',
  '*',
  '/login',
  '',
];

const HOSTNAMES = [
  'example.com',
  'a.example.com',
  'www.example.com',
  '*.example.com',
  'localhost',
  'x',
  '10.1.2.3',
  '1',
  'Example.com',
  'a..b',
  'a.example.com.',
  'under_score.com',
  'xn--bcher-kva.example',
  `${'a'.repeat(63)}.com`,
  'svc.ns.svc.cluster.local',
];

const URLS = [
  'https://a.example.com',
  'https://a.example.com/path?x=y#z',
  'https://a.example.com:8443/keys',
  'http://a.example.com',
  'http://a.example.com:8080/x',
  'https://10.1.2.3/keys',
  'https://[2001:db8::1]/keys',
  'https://[2001:db8::1]:8443/keys',
  'https://a.example.com:0/x',
  'https://a.example.com:99999/x',
  'https://a.example.com:x/y',
  'https://',
  'https:///x',
  'ftp://a.example.com/x',
  'grpc://a.example.com',
  'a.example.com/x',
  '//a.example.com/x',
  '/x',
  'https://user:pw@a.example.com/x',
  'https://a b.example.com',
  'https://a.example.com/%zz',
  'HTTPS://a.example.com',
  'spiffe://cluster.local/ns/a/sa/b',
  'https://localhost/x',
  ':',
];

const ORIGINS = [
  '*',
  'https://www.example.com',
  'https://*.example.com',
  'http://a.test:8080',
  'https://*',
  'https://*:8443',
  'http://localhost',
  'https://a.example.com',
  'ionic://app',
  'https://A.example.com',
];

const CIDRS = [
  '10.0.0.0/8',
  '10.1.2.3/8',
  '192.168.1.0/24',
  '0.0.0.0/0',
  '1.2.3.4/32',
  '1.2.3.4',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '010.0.0.0/8',
  '2001:db8::/32',
  '2001:db8::1/64',
  '::/0',
  '::1/128',
  '::ffff:10.0.0.1/120',
  '2001:db8::/129',
  'fe80::1%eth0/64',
];

const ADDRESSES = [
  '10.1.2.3',
  '198.18.0.9',
  '127.0.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '010.1.2.3',
  '::1',
  '2001:db8::1',
  '::ffff:127.0.0.1',
  'fe80::1',
  '::',
];

const CEL = [
  'true',
  "request.path.startsWith('/a')",
  "request.headers['x-one'] == 'b'",
  "response.code >= 400 && request.method == 'GET'",
  'request.path.startsWith(',
  'nope(request.path)',
  '1 +',
  'request.path',
  '1',
  "'a' in request.headers",
  'source.address',
  'unknown.thing == 1',
  'size(request.headers) > 2',
  'request.headers.exists(h, h == "x")',
  '"a" + 1 == "a1"',
  '',
];

const JSON_PATHS = [
  '/name',
  '/virtual_hosts/0/routes/-',
  '',
  'name',
  '/a~1b/~0',
  '/a~2',
  '//',
  '/0',
  '/per_connection_buffer_limit_bytes',
];

const JWKS =
  '{"keys":[{"kty":"oct","kid":"one","alg":"HS256","k":"c2VjcmV0"}]}';

const HASHES = [
  'df6ff72fe9116521268f6f2dd4966f51df479883fe7037b39f75916ac3049d1a',
  'DF:6F:F7:2F:E9:11:65:21:26:8F:6F:2D:D4:96:6F:51:DF:47:98:83:FE:70:37:B3:9F:75:91:6A:C3:04:9D:1A',
  'NvqYIYSbgK2vCJpQhObf77vv+bQWtc5ek5RIOwPiC9A=',
  'nope',
  '',
];

const NAMES = ['one', 'two', 'http', 'l-http', 'x', 'a.b', 'Nope', 'missing'];

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

export function wordsFor(field: string): readonly string[] {
  return BY_NAME.find(([name]) => name.test(field))?.[1] ?? ORDINARY_AND_ODD;
}

export const WORDS = { durations: DURATIONS, ordinary: ORDINARY_AND_ODD };

export const ALL_WORDS: readonly string[] = [
  ...new Set([...BY_NAME.flatMap(([, words]) => words), ...ORDINARY_AND_ODD]),
];

/** Quantities, as Kubernetes writes them. */
export const QUANTITIES: readonly (string | number)[] = [
  0,
  1,
  1024,
  65536,
  '0',
  '1',
  '4Ki',
  '32Ki',
  '64Ki',
  '1Mi',
  '1.5Gi',
  '10Gi',
  '2147483647',
  '2147483648',
  '4Gi',
  '100m',
  '1500m',
  '1k',
  '5M',
  '1e3',
  '-1',
  '9223372036854775807',
  '1Ei',
  '0.5',
];
