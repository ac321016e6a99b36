import { add, Draft, GATEWAY_API } from './draft';

export function addNamespaces(draft: Draft): void {
  for (const name of draft.namespaces) {
    draft.manifests.push({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { case: draft.id, team: draft.random.pick(['red', 'blue']) },
      },
    });
  }
}

const ROUTE_KINDS = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

const ENVOY_KINDS = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'EnvoyExtensionPolicy',
];

/** Grants between the namespaces, each for a few pairs of kinds. */
export function addGrants(draft: Draft): void {
  const { random, namespaces } = draft;
  const count = random.int(3);
  for (let index = 0; index < count; index += 1) {
    const namespace = random.pick(namespaces);
    const froms = [
      ...random
        .some([...ROUTE_KINDS, 'Gateway', 'ListenerSet'], 1, 4)
        .map(kind => ({ group: GATEWAY_API, kind })),
      ...random
        .some(ENVOY_KINDS, 0, 3)
        .map(kind => ({ group: 'gateway.envoyproxy.io', kind })),
    ];
    const tos = random.some(
      [
        { group: '', kind: 'Service' },
        { group: '', kind: 'Secret' },
        { group: '', kind: 'ConfigMap' },
        { group: 'gateway.envoyproxy.io', kind: 'Backend' },
        { group: GATEWAY_API, kind: 'Gateway' },
        { group: GATEWAY_API, kind: 'HTTPRoute' },
        { group: '', kind: 'Service', name: 's0' },
      ],
      1,
      4,
    );
    add(
      draft,
      `${GATEWAY_API}/v1beta1`,
      'ReferenceGrant',
      { namespace, name: `grant-${index}` },
      {
        spec: {
          from: froms.map(from => ({
            ...from,
            namespace: random.pick(namespaces),
          })),
          to: tos,
        },
      },
    );
  }
}
