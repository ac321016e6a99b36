import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import {
  Draft,
  ENVOY_GATEWAY,
  GatewayDraft,
  GATEWAY_API,
  inNamespace,
} from './draft';

/** Protocols whose listeners take a kind of route, so that most references lead somewhere. */
const SUITED: Record<string, string[]> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
};

function suits(gateway: GatewayDraft, kind: string): boolean {
  return gateway.listeners.some(({ protocol }) =>
    SUITED[kind]?.includes(protocol),
  );
}

function parentRef(
  draft: Draft,
  kind: string,
  gateway: GatewayDraft,
  namespace: string,
): JsonObject {
  const { random } = draft;
  const suited = gateway.listeners.filter(({ protocol }) =>
    SUITED[kind]?.includes(protocol),
  );
  const listener =
    suited.length > 0 && random.chance(0.85)
      ? random.pick(suited)
      : random.pick(gateway.listeners);
  const section = random.chance(0.45)
    ? { sectionName: random.chance(0.07) ? 'nope' : listener.name }
    : {};
  const port = random.chance(0.1)
    ? { port: random.chance(0.15) ? 12345 : listener.port }
    : {};
  return {
    ...(gateway.kind === 'ListenerSet' || random.chance(0.2)
      ? { group: GATEWAY_API, kind: gateway.kind }
      : {}),
    name: random.chance(0.03) ? 'missing' : gateway.name,
    ...inNamespace(draft, gateway.namespace, namespace),
    ...section,
    ...port,
  };
}

/** References to Gateways and ListenerSets; no two to the same one, which the CRD allows with sections only. */
export function parentRefs(
  draft: Draft,
  kind: string,
  namespace: string,
): JsonObject[] {
  const { random, gateways } = draft;
  const suited = gateways.filter(gateway => suits(gateway, kind));
  const from = suited.length > 0 && random.chance(0.9) ? suited : gateways;
  return random
    .some(from, 1, 2)
    .map(gateway => parentRef(draft, kind, gateway, namespace));
}

/** A reference to a Service or Backend: mostly one that is there. */
export function backendRef(draft: Draft, namespace: string): JsonObject {
  const { random, services, backends } = draft;
  if (backends.length > 0 && random.chance(0.2)) {
    const backend = random.pick(backends);
    return {
      group: ENVOY_GATEWAY,
      kind: 'Backend',
      name: random.chance(0.1) ? 'missing' : backend.name,
      ...inNamespace(draft, backend.namespace, namespace),
    };
  }
  const near = services.filter(service => service.namespace === namespace);
  const service =
    near.length > 0 && random.chance(0.8)
      ? random.pick(near)
      : random.pick(services);
  return {
    ...(random.chance(0.03) && { group: '', kind: 'Secret' }),
    ...(random.chance(0.02) && { group: 'example.com', kind: 'Service' }),
    name: random.chance(0.06) ? 'missing' : service.name,
    ...inNamespace(draft, service.namespace, namespace),
    port: random.pick([8080, 8080, 8080, 8080, 8443, 9999, 53]),
  };
}

export function weighted(draft: Draft, ref: JsonObject): JsonObject {
  const { random } = draft;
  return random.chance(0.25)
    ? { ...ref, weight: random.pick([0, 1, 5, 100]) }
    : ref;
}

/** References of a rule; `least` where the CRD asks for some. */
export function backendRefs(
  draft: Draft,
  namespace: string,
  least: number,
): JsonObject[] {
  const count = least + draft.random.pick([0, 1, 1, 1, 2]);
  return Array.from({ length: Math.max(least, Math.min(count, 2)) }, () =>
    weighted(draft, backendRef(draft, namespace)),
  );
}
