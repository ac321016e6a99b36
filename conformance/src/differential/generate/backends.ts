import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { add, Draft, ENVOY_GATEWAY, GATEWAY_API, Named } from './draft';

/** Ports every Service has; the routes also ask for one that none has. */
const PORTS = [
  { name: 'http', port: 8080, protocol: 'TCP' },
  { name: 'https', port: 8443, protocol: 'TCP' },
  { name: 'dns', port: 53, protocol: 'UDP' },
];

function serviceSpec(random: Random): JsonObject {
  if (random.chance(0.08)) {
    return {
      type: 'ExternalName',
      externalName: 'away.example.com',
      ports: [PORTS[0]],
    };
  }
  const appProtocol = random.pick([
    undefined,
    undefined,
    undefined,
    'kubernetes.io/h2c',
    'kubernetes.io/ws',
    'kubernetes.io/wss',
    'grpc',
  ]);
  return {
    ...(random.chance(0.15) && { clusterIP: 'None' }),
    ports: random
      .some(PORTS, 2, 3)
      .map(port =>
        port.name === 'http' && appProtocol ? { ...port, appProtocol } : port,
      ),
  };
}

function addEndpoints(draft: Draft, at: Named): void {
  const { random } = draft;
  if (random.chance(0.1)) {
    return;
  }
  add(
    draft,
    'discovery.k8s.io/v1',
    'EndpointSlice',
    { namespace: at.namespace, name: `${at.name}-1` },
    {
      addressType: random.chance(0.05) ? 'FQDN' : 'IPv4',
      ports: PORTS,
      endpoints: random.chance(0.1)
        ? []
        : [
            {
              addresses: ['198.18.0.7'],
              conditions: { ready: !random.chance(0.15) },
            },
          ],
    },
    { 'kubernetes.io/service-name': at.name },
  );
}

export function addServices(draft: Draft): void {
  const { random, namespaces } = draft;
  for (const namespace of namespaces) {
    for (const name of random.some(['s0', 's1', 's2'], 1, 3)) {
      const at = { namespace, name };
      add(draft, 'v1', 'Service', at, { spec: serviceSpec(random) });
      addEndpoints(draft, at);
      draft.services.push(at);
    }
  }
}

function endpointsOf(random: Random): JsonObject[] {
  const fqdn = {
    fqdn: { hostname: 'api.example.net', port: 8080 },
  };
  const ip = {
    ip: {
      address: random.pick(['198.18.0.9', '127.0.0.1', '10.1.2.3']),
      port: 8080,
    },
  };
  const unix = { unix: { path: '/var/run/backend.sock' } };
  return random.pick<JsonObject[]>([
    [fqdn],
    [ip],
    [unix],
    [ip, unix],
    [{ fqdn: { hostname: 'localhost', port: 80 } }],
    [{ ...ip, hostname: 'named.example.net' }, ip],
    [{ ...fqdn, zone: 'a' }],
    [{ ip: { address: '2001:db8::7', port: 8080 } }],
    [fqdn, { fqdn: { hostname: 'b.example.net', port: 9090 } }],
  ]);
}

function backendTls(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { wellKnownCACertificates: 'System' },
    { wellKnownCACertificates: 'System', sni: 'api.example.net' },
    { insecureSkipVerify: true },
    {
      sni: 'api.example.net',
      caCertificateRefs: [
        {
          group: '',
          kind: random.pick(['ConfigMap', 'Secret', 'Service']),
          name: random.pick(['ca', 'missing', 'empty']),
        },
      ],
    },
    {
      wellKnownCACertificates: 'System',
      clientCertificateRef: { name: random.pick(['cert', 'missing']) },
    },
  ]);
}

function backendSpec(random: Random): JsonObject {
  if (random.chance(0.15)) {
    return {
      type: 'DynamicResolver',
      ...(random.chance(0.5) && {
        tls: { wellKnownCACertificates: 'System' },
      }),
    };
  }
  return {
    endpoints: endpointsOf(random),
    ...(random.chance(0.3) && { tls: backendTls(random) }),
    ...(random.chance(0.15) && { fallback: true }),
    ...(random.chance(0.2) && {
      appProtocols: [
        `gateway.envoyproxy.io/${random.pick(['h2c', 'ws', 'wss'])}`,
      ],
    }),
  };
}

export function addBackends(draft: Draft): void {
  const { random, namespaces } = draft;
  for (const name of random.some(['b0', 'b1', 'b2'], 0, 3)) {
    const at = { namespace: random.pick(namespaces), name };
    add(draft, `${ENVOY_GATEWAY}/v1alpha1`, 'Backend', at, {
      spec: backendSpec(random),
    });
    draft.backends.push(at);
  }
}

function caRefs(random: Random): JsonObject {
  return random.chance(0.4)
    ? { wellKnownCACertificates: 'System' }
    : {
        caCertificateRefs: [
          {
            group: '',
            kind: random.pick(['ConfigMap', 'ConfigMap', 'Secret', 'Service']),
            name: random.pick(['ca', 'ca', 'missing', 'empty']),
          },
        ],
      };
}

export function addBackendTlsPolicies(draft: Draft): void {
  const { random, services, backends } = draft;
  const count = random.int(3);
  for (let index = 0; index < count; index += 1) {
    const backend =
      backends.length > 0 && random.chance(0.3)
        ? random.pick(backends)
        : undefined;
    const target = backend ?? random.pick(services);
    const sectionName = random.pick(
      backend
        ? [undefined, '8080', '443']
        : [undefined, 'http', 'https', 'nope'],
    );
    add(
      draft,
      `${GATEWAY_API}/v1`,
      'BackendTLSPolicy',
      { namespace: target.namespace, name: `btls-${index}` },
      {
        spec: {
          targetRefs: [
            {
              group: backend ? ENVOY_GATEWAY : '',
              kind: backend ? 'Backend' : 'Service',
              name: target.name,
              ...(sectionName && { sectionName }),
            },
            ...(random.chance(0.2) && target.name !== 's0'
              ? [{ group: '', kind: 'Service', name: 's0' }]
              : []),
          ],
          validation: {
            ...caRefs(random),
            hostname: 'api.example.net',
            ...(random.chance(0.2) && {
              subjectAltNames: [
                { type: 'Hostname', hostname: 'api.example.net' },
              ],
            }),
          },
        },
      },
    );
  }
}
