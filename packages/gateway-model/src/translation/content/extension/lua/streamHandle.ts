import { LuaError } from './errors';
import { Native, native } from './library/arguments';
import {
  asText,
  LuaFunction,
  LuaTable,
  LuaValue,
  tableOf,
  typeName,
} from './values';

/**
 * Stands for what Envoy hands to `envoy_on_request` and `envoy_on_response`, with all of its methods. The texts they
 * give are those of the mock, since a script may look into them.
 */
function objectWith(methods: Record<string, Native>): LuaTable {
  const object = new LuaTable();
  for (const level of ['Trace', 'Debug', 'Info', 'Warn', 'Err', 'Critical']) {
    object.set(`log${level}`, native(log));
  }
  for (const [name, method] of Object.entries(methods)) {
    object.set(name, native(method));
  }
  return object;
}

/** Messages are joined to a level, which texts and numbers alone can be. */
function log(args: { all: readonly LuaValue[] }): LuaValue[] {
  requireText(args.all[1]);
  return [];
}

function requireText(value: LuaValue): void {
  if (asText(value) === undefined) {
    throw new LuaError(`${typeName(value)} cannot be logged`);
  }
}

/** Reading a key that is no method gives what is kept under it. */
function keyed(methods: Record<string, Native>): LuaTable {
  const object = objectWith(methods);
  const data = tableOf({ key1: 'value1', key2: 'value2' });
  const own = new LuaTable();
  own.set('data', data);
  for (const [name, method] of object.fields) {
    own.set(name, method);
  }
  own.fallback = data;
  return own;
}

function copies(value: string): Native {
  return () => {
    const table = new LuaTable();
    for (let index = 1; index <= 1000; index += 1) {
      table.list.push(value);
    }
    return table;
  };
}

const nothing: Native = () => [];
const always =
  (value: LuaValue): Native =>
  () =>
    value;

function sslConnection(): LuaTable {
  const texts: Record<string, string> = {
    sha256PeerCertificateDigest: 'abcdef1234567890',
    serialNumberPeerCertificate: '123456789',
    issuerPeerCertificate: 'CN=Mock Issuer, O=Example Org',
    subjectPeerCertificate: 'CN=Mock Subject, O=Example Org',
    subjectLocalCertificate: 'CN=Local Cert, O=Example Org',
    urlEncodedPemEncodedPeerCertificate: 'PEM_ENCODED_PEER_CERT',
    urlEncodedPemEncodedPeerCertificateChain: 'PEM_ENCODED_CERT_CHAIN',
    sessionId: 'abcdef1234567890abcdef1234567890',
    ciphersuiteId: '0x1301',
    ciphersuiteString: 'TLS_AES_128_GCM_SHA256',
    tlsVersion: 'TLSv1.3',
  };
  return objectWith({
    peerCertificatePresented: always(true),
    peerCertificateValidated: always(false),
    uriSanLocalCertificate: copies('san'),
    parsedSubjectPeerCertificate: () =>
      tableOf({
        commonName: native(always('Mock Subject')),
        organizationName: native(always('Example Org')),
      }),
    uriSanPeerCertificate: () => {
      const table = new LuaTable();
      table.list.push('uri1', 'uri2');
      return table;
    },
    dnsSansPeerCertificate: copies('example.com'),
    dnsSansLocalCertificate: copies('local.com'),
    oidsPeerCertificate: copies('1.2.840.113549.1.1.1'),
    oidsLocalCertificate: copies('1.2.840.113549.1.1.1'),
    validFromPeerCertificate: always(1672531200),
    expirationPeerCertificate: always(2724608000),
    ...Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, always(text)]),
    ),
  });
}

function streamInfo(metadata: LuaTable, connection: LuaTable): LuaTable {
  return objectWith({
    protocol: always('HTTP/2'),
    routeName: always('example-route'),
    virtualClusterName: always('example-virtual-cluster'),
    downstreamDirectLocalAddress: always('127.0.0.1:8080'),
    downstreamLocalAddress: always('192.168.1.100:8080'),
    downstreamDirectRemoteAddress: always('192.168.1.50:5050'),
    downstreamRemoteAddress: always('10.0.0.1:5050'),
    dynamicMetadata: always(metadata),
    downstreamSslConnection: always(connection),
    requestedServerName: always('example-server'),
  });
}

function headersObject(): LuaTable {
  return keyed({
    add: nothing,
    get: always('example_value'),
    getAtIndex: always('example_value'),
    getNumValues: always(1),
    remove: nothing,
    replace: nothing,
    setHttp1ReasonPhrase: nothing,
    getHttp1ReasonPhrase: always('reason'),
  });
}

function chunks(buffer: LuaTable): Native {
  return () => {
    let left = 3;
    return new LuaFunction(() => {
      left -= 1;
      return left >= 0 ? [buffer] : [];
    });
  };
}

/** The status is logged, so that it must be there. */
function respond(args: { all: readonly LuaValue[] }): LuaValue[] {
  const [self, headers] = args.all;
  if (!(self instanceof LuaTable && headers instanceof LuaTable)) {
    throw new LuaError(
      `the headers of a response cannot be ${typeName(headers)}`,
    );
  }
  requireText(headers.get(':status') ?? headers.fallback?.get(':status'));
  return [];
}

/**
 * The handle as Envoy Gateway's validation mocks it: which methods there are, and what kind of value each gives. Made
 * anew for every run, since scripts may change it.
 */
export function streamHandle(): LuaTable {
  const connection = sslConnection();
  const dynamicMetadata = keyed({ get: always('get_result'), set: nothing });
  const metadata = keyed({ get: always('get_example') });
  const headers = headersObject();
  const buffer = objectWith({
    length: always(10),
    getBytes: always('example_bytes'),
    setBytes: nothing,
  });
  const handle = objectWith({
    headers: always(headers),
    body: always(buffer),
    bodyChunks: chunks(buffer),
    trailers: always(headers),
    httpCall(args) {
      args.table(0);
      requireText(args.all[1]);
      return [args.all[2], args.all[3]];
    },
    respond,
    metadata: always(metadata),
    streamInfo: always(streamInfo(dynamicMetadata, connection)),
    connection: always(objectWith({ ssl: always(connection) })),
    connectionStreamInfo: always(
      objectWith({ dynamicMetadata: always(dynamicMetadata) }),
    ),
    filterContext: always(metadata),
    setUpstreamOverrideHost: nothing,
    importPublicKey: always('mocked_public_key'),
    verifySignature: () => [true, ''],
    base64Escape: args => args.all[1],
    timestamp: always(1_700_000_000_000),
    timestampString: always('2023-11-14T22:13:20Z'),
  });
  const data = new LuaTable();
  data.list.push(buffer);
  handle.set('data', data);
  return handle;
}
