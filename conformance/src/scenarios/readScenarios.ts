import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import { Manifest } from 'e2e/support/cluster';

/** What a person would apply, and in which namespaces. */
export interface Scenario {
  name: string;
  /** The first line of its file: what it is about. */
  about: string;
  namespace: string;
  other: string;
  manifests: Manifest[];
}

/** A certificate of its own for the run; its key never leaves the test cluster. */
function makeCertificate(): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'portal-tests-'));
  try {
    const key = join(folder, 'tls.key');
    const cert = join(folder, 'tls.crt');
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
        ...['-subj', '/CN=shop.example.net', '-keyout', key, '-out', cert],
        ...['-addext', 'subjectAltName=DNS:shop.example.net'],
      ],
      { stdio: 'pipe' },
    );
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secret(pair: { cert: string; key: string }, namespace: string) {
  return dump({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls', namespace },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': pair.cert, 'tls.key': pair.key },
  });
}

/** A Service with one endpoint nobody listens at, in every namespace of a scenario. */
function backendIn(namespace: string): Manifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'backend', namespace },
      spec: { ports: [{ name: 'http', port: 8080 }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'backend-by-hand',
        namespace,
        labels: { 'kubernetes.io/service-name': 'backend' },
      },
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [{ addresses: ['192.0.2.1'], conditions: { ready: true } }],
    },
  ];
}

/** The scenarios of a folder, each in namespaces of its own. */
export function readScenarios(options: {
  folder: string;
  prefix: string;
  gatewayClass: string;
}): Scenario[] {
  const pair = makeCertificate();
  const files = readdirSync(options.folder).filter(file =>
    file.endsWith('.yaml'),
  );
  return files.sort().map((file, index) => {
    const namespace = `${options.prefix}-${index}`;
    const other = `${namespace}-other`;
    const text = readFileSync(join(options.folder, file), 'utf8');
    const filled = text
      .replaceAll('$OTHER_TLS_SECRET', () => secret(pair, other))
      .replaceAll('$TLS_SECRET', () => secret(pair, namespace))
      .replaceAll('$CLASS', options.gatewayClass)
      .replaceAll('$OTHER', other)
      .replaceAll('$NS', namespace);
    const documents = loadAll(filled).filter((document): document is Manifest =>
      Boolean(document),
    );
    const manifests = documents.map(manifest => ({
      ...manifest,
      metadata: { namespace, ...manifest.metadata },
    }));
    return {
      name: basename(file, '.yaml'),
      about: text.slice(1, text.indexOf('\n')).trim(),
      namespace,
      other,
      manifests: [
        ...backendIn(namespace),
        ...backendIn(other),
        ...manifests,
      ] as Manifest[],
    };
  });
}
