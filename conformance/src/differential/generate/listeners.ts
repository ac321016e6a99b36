import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { Draft, GATEWAY_API } from './draft';

const HOSTS = [
  '*.example.com',
  'a.example.com',
  'b.example.com',
  '*.a.example.com',
  'x.test',
];

const ROUTE_KINDS = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

/** Hostnames of routes: some meet the listeners', some do not. */
export const ROUTE_HOSTS = [
  'a.example.com',
  'b.example.com',
  '*.example.com',
  'c.a.example.com',
  'x.test',
  'other.test',
];

function namespacesFrom(draft: Draft): JsonObject | undefined {
  const { random } = draft;
  const from = random.chance(0.7)
    ? 'All'
    : random.pick([undefined, 'Same', 'Selector']);
  if (!from) {
    return undefined;
  }
  if (from !== 'Selector') {
    return { from };
  }
  const selector = random.pick<JsonObject>([
    { matchLabels: { team: 'red' } },
    { matchLabels: { case: draft.id } },
    {
      matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['blue'] }],
    },
    { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'team', operator: 'Sometimes' }] },
    { matchExpressions: [{ key: 'team', operator: 'In' }] },
  ]);
  return random.chance(0.1) ? { from } : { from, selector };
}

function kindsAllowed(random: Random): JsonObject[] | undefined {
  if (random.chance(0.88)) {
    return undefined;
  }
  return random.some(ROUTE_KINDS, 1, 3).map(kind => ({
    kind: random.chance(0.06) ? 'FooRoute' : kind,
    ...(random.chance(0.5) && {
      group: random.chance(0.1) ? 'example.com' : GATEWAY_API,
    }),
  }));
}

function certificateRefs(draft: Draft, ownNamespace: string): JsonObject[] {
  const { random, namespaces } = draft;
  return random
    .some(
      [
        'cert',
        'single',
        'rsa',
        random.pick(['cert', 'missing', 'expired', 'mismatched', 'opaque']),
      ],
      1,
      random.chance(0.8) ? 1 : 2,
    )
    .map(name => {
      const namespace = random.chance(0.2)
        ? random.pick(namespaces)
        : ownNamespace;
      return {
        name,
        ...(namespace !== ownNamespace && { namespace }),
        ...(random.chance(0.05) && { group: 'example.com', kind: 'Secret' }),
        ...(random.chance(0.05) && { kind: 'ConfigMap' }),
      };
    });
}

function tlsOf(
  draft: Draft,
  protocol: string,
  namespace: string,
): JsonObject | undefined {
  const { random } = draft;
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    return undefined;
  }
  const mode =
    protocol === 'HTTPS'
      ? random.pick([undefined, 'Terminate'])
      : random.pick(['Passthrough', 'Terminate']);
  return {
    ...(mode && { mode }),
    ...(mode !== 'Passthrough' && {
      certificateRefs: certificateRefs(draft, namespace),
    }),
  };
}

/** Ports that listeners share on purpose: half of the conflicts there are come of it. */
const PORTS: Record<string, number[]> = {
  HTTP: [80, 80, 8080, 443],
  HTTPS: [443, 443, 8443, 80],
  TLS: [6443, 443],
  TCP: [9000, 6443, 80],
  UDP: [53, 5353, 80],
  'example.com/odd': [7000],
};

const PROTOCOLS = [
  'HTTP',
  'HTTP',
  'HTTP',
  'HTTP',
  'HTTPS',
  'HTTPS',
  'TLS',
  'TCP',
  'UDP',
];

/** One listener; the protocols of ListenerSets and Gateways are the same. */
export function listenerOf(
  draft: Draft,
  name: string,
  namespace: string,
): JsonObject & { name: string; port: number; protocol: string } {
  const { random } = draft;
  const protocol = random.chance(0.03)
    ? 'example.com/odd'
    : random.pick(PROTOCOLS);
  const hostname =
    protocol === 'TCP' || protocol === 'UDP' || random.chance(0.55)
      ? undefined
      : random.pick(HOSTS);
  const tls = tlsOf(draft, protocol, namespace);
  const namespaces = namespacesFrom(draft);
  const kinds = kindsAllowed(random);
  return {
    name,
    protocol,
    port: random.pick(PORTS[protocol]),
    ...(hostname && { hostname }),
    ...(tls && { tls }),
    ...((namespaces || kinds) && {
      allowedRoutes: {
        ...(namespaces && { namespaces }),
        ...(kinds && { kinds }),
      },
    }),
  };
}

/** What the CRD lets be together: names once, and port, protocol and hostname once. */
export function admissible<
  L extends {
    name: string;
    port: number;
    protocol: string;
    hostname?: unknown;
  },
>(listeners: readonly L[]): L[] {
  const seen = new Set<string>();
  return listeners.filter(({ port, protocol, hostname }) => {
    const key = `${port} ${protocol} ${hostname ?? ''}`;
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}
