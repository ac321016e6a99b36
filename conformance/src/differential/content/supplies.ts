import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Manifest } from '../generate';
import { add, Draft, ENVOY_GATEWAY, GATEWAY_API } from '../generate/draft';
import { addSecrets } from '../generate/secrets';

const PORTS = [
  { name: 'http', port: 8080, protocol: 'TCP' },
  { name: 'https', port: 8443, protocol: 'TCP' },
  { name: 'dns', port: 53, protocol: 'UDP' },
];

const SERVICES: Record<string, JsonObject> = {
  s0: { ports: PORTS },
  s1: {
    ports: [{ ...PORTS[0], appProtocol: 'kubernetes.io/h2c' }, PORTS[1]],
  },
  away: {
    type: 'ExternalName',
    externalName: 'away.example.com',
    ports: [PORTS[0]],
  },
};

const FQDN = { fqdn: { hostname: 'api.example.net', port: 8080 } };
const IP = { ip: { address: '198.18.0.9', port: 8080 } };

const BACKENDS: Record<string, JsonObject> = {
  fqdn: { endpoints: [FQDN] },
  ip: { endpoints: [IP] },
  unix: { endpoints: [{ unix: { path: '/var/run/backend.sock' } }] },
  mixed: {
    endpoints: [IP, { ip: { address: '2001:db8::9', port: 8443 } }],
  },
  dynamic: { type: 'DynamicResolver' },
  tls: {
    endpoints: [FQDN],
    tls: { wellKnownCACertificates: 'System', sni: 'api.example.net' },
  },
  spare: { endpoints: [IP], fallback: true },
};

function addGrant(draft: Draft, namespace: string, from: string): void {
  const { random } = draft;
  const sources = [
    ...[
      'HTTPRoute',
      'GRPCRoute',
      'Gateway',
      'TCPRoute',
      'TLSRoute',
      'UDPRoute',
    ].map(kind => ({ group: GATEWAY_API, kind })),
    ...[
      'SecurityPolicy',
      'BackendTrafficPolicy',
      'ClientTrafficPolicy',
      'EnvoyExtensionPolicy',
      'HTTPRouteFilter',
      'Backend',
    ].map(kind => ({ group: ENVOY_GATEWAY, kind })),
  ];
  const targets = [
    { group: '', kind: 'Service' },
    { group: '', kind: 'Secret' },
    { group: '', kind: 'ConfigMap' },
    { group: ENVOY_GATEWAY, kind: 'Backend' },
  ];
  add(
    draft,
    `${GATEWAY_API}/v1beta1`,
    'ReferenceGrant',
    { namespace, name: 'grant' },
    {
      spec: {
        from: random
          .some(sources, 6, sources.length)
          .map(source => ({ ...source, namespace: from })),
        to: random.some(targets, 2, 4),
      },
    },
  );
}

/** What policies and routes refer to, in both namespaces; half the time the far one grants some of it. */
export function addSupplies(draft: Draft): void {
  const [near, far] = draft.namespaces;
  for (const namespace of [near, far]) {
    for (const [name, spec] of Object.entries(SERVICES)) {
      add(draft, 'v1', 'Service', { namespace, name }, { spec });
    }
    for (const [name, spec] of Object.entries(BACKENDS)) {
      add(
        draft,
        `${ENVOY_GATEWAY}/v1alpha1`,
        'Backend',
        { namespace, name },
        { spec },
      );
    }
    add(
      draft,
      `${ENVOY_GATEWAY}/v1alpha1`,
      'HTTPRouteFilter',
      { namespace, name: 'filter' },
      { spec: { urlRewrite: { hostname: { type: 'Backend' } } } },
    );
  }
  addSecrets(draft);
  if (draft.random.chance(0.5)) {
    addGrant(draft, far, near);
  }
}

const SUPPLIES = new Set([
  'Service',
  'Backend',
  'HTTPRouteFilter',
  'Secret',
  'ConfigMap',
]);

/** What the others name, and what that names; nothing far away where nobody refers to it. */
export function withoutUnused(
  { manifests, namespaces }: Draft,
  subject: Manifest,
): Manifest[] {
  const [, far] = namespaces;
  const isFar = ({ kind, metadata }: Manifest) =>
    metadata.namespace === far ||
    (kind === 'Namespace' && metadata.name === far);
  const kept = new Set(
    manifests.filter(
      one => one === subject || !(SUPPLIES.has(one.kind) || isFar(one)),
    ),
  );
  let before = 0;
  while (kept.size > before) {
    before = kept.size;
    const text = JSON.stringify([...kept]);
    const goesFar = text.includes(`"namespace":"${far}"`);
    for (const one of manifests) {
      const isNamed =
        !SUPPLIES.has(one.kind) ||
        text.includes(`"name":"${one.metadata.name}"`);
      if (isNamed && (goesFar || !isFar(one))) {
        kept.add(one);
      }
    }
  }
  return manifests.filter(one => kept.has(one));
}
