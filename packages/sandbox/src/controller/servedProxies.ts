import {
  attachedPolicies,
  attachRoute,
  backendExists,
  BackendReference,
  Gateway,
  gatewayIsOurs,
  HTTPRoute,
  HTTPRouteRule,
  Listener,
  policyEffects,
  Snapshot,
  translate,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { ServedProxy, ServedRule } from '../statistics';

/** When something was first seen, by its name; what is asked for with a new name is as old as now. */
export type SeenSince = (name: string) => number;

const ENDPOINTS_PER_BACKEND = 2;

/** Envoy Gateway's proxies listen unprivileged: low ports are moved up. */
function containerPort(port: number): number {
  return port < 1024 ? port + 10_000 : port;
}

function managerOf({ protocol, port }: Listener): string {
  return `${protocol === 'HTTPS' ? 'https' : 'http'}-${containerPort(port)}`;
}

/** Whether a Service has the port it is referred to by; other kinds of backend know their own. */
function hasPort(snapshot: Snapshot, ref: BackendReference): boolean {
  if (ref.kind !== 'Service') return true;
  const service = snapshot.service(ref.namespace, ref.name);
  return Boolean(service?.ports.some(({ port }) => port === ref.port));
}

/** The share of a rule's requests that finds a backend, by weight. */
function servedShare(snapshot: Snapshot, { backendRefs }: HTTPRouteRule) {
  const weights = (refs: typeof backendRefs) =>
    refs.reduce((total, { weight }) => total + weight, 0);
  const present = backendRefs.filter(
    ref => backendExists(snapshot, ref) && hasPort(snapshot, ref),
  );
  const all = weights(backendRefs);
  return {
    served: all > 0 ? weights(present) / all : 0,
    endpoints: present.length * ENDPOINTS_PER_BACKEND,
  };
}

/** What the policies in force mean for a rule's traffic. */
function policyTraffic(
  translation: Translation,
  route: HTTPRoute,
  index: number,
  gateway: Gateway,
): Pick<ServedRule, 'rateLimit' | 'authentication'> {
  const { namespace, name } = gateway.metadata;
  const context = translation.routes.find(
    ({ item }) => item.object === route.object,
  );
  const served = context?.parents
    .filter(
      parent =>
        parent.gateway.namespace === namespace && parent.gateway.name === name,
    )
    .flatMap(({ listeners }) => listeners)
    .find(({ hostnames }) => hostnames.length > 0);
  const effects =
    context && served
      ? attachedPolicies(translation, context, index, served.listener)
          .filter(({ inForce }) => inForce)
          .flatMap(({ policy }) => policyEffects(policy))
      : [];
  const limit = effects.find(({ type }) => type === 'rateLimit');
  const has = (type: string) => effects.some(effect => effect.type === type);
  let authentication: ServedRule['authentication'];
  if (has('apiKey')) authentication = 'apiKey';
  else if (has('jwt')) authentication = 'jwt';
  else if (has('basicAuth') || has('oidc')) authentication = 'other';
  return {
    rateLimit: limit?.type === 'rateLimit' ? limit.scope : undefined,
    authentication,
  };
}

function rulesOf(
  translation: Translation,
  cluster: string,
  gateway: Gateway,
  route: HTTPRoute,
  since: SeenSince,
): ServedRule[] {
  const { snapshot } = translation.world;
  const { namespace, name } = gateway.metadata;
  const listeners = attachRoute(snapshot, route)
    .filter(
      parent =>
        parent.gateway?.namespace === namespace && parent.gateway.name === name,
    )
    .flatMap(parent => parent.listeners.map(({ listener }) => listener));
  if (listeners.length === 0) return [];
  const { metadata } = route;
  return route.rules.map((rule, index): ServedRule => {
    const upstream = `httproute/${metadata.namespace}/${metadata.name}/rule/${index}`;
    const redirects = rule.filters.some(
      ({ type }) => type === 'RequestRedirect',
    );
    const share = redirects
      ? { served: 0, endpoints: 0 }
      : servedShare(snapshot, rule);
    return {
      cluster: upstream,
      seed: `${cluster}/${namespace}/${name}/${metadata.namespace}/${
        metadata.name
      }/${rule.name ?? index}`,
      since: since(
        `${namespace}/${name} ${metadata.uid} ${index} ${share.served}`,
      ),
      ...share,
      directClass: redirects ? '3' : '5',
      managers: [...new Set(listeners.map(managerOf))],
      ...policyTraffic(translation, route, index, gateway),
    };
  });
}

/** What each Gateway's proxy serves, by `namespace/name` of the Gateway. Routes that attach nowhere are nobody's. */
export function servedProxies(
  snapshot: Snapshot,
  options: { cluster: string; startedAt: SeenSince; since: SeenSince },
): Map<string, ServedProxy> {
  const { cluster, startedAt, since } = options;
  const translation = translate(snapshot);
  return new Map(
    snapshot.gateways
      .filter(gateway => gatewayIsOurs(snapshot, gateway))
      .map(gateway => {
        const { namespace, name, uid } = gateway.metadata;
        return [
          `${namespace}/${name}`,
          {
            startedAt: startedAt(`${namespace}/${name} ${uid}`),
            managers: [...new Set(gateway.listeners.map(managerOf))],
            certificates: gateway.listeners.flatMap(listener =>
              (listener.tls?.certificateRefs ?? []).map(certificate => ({
                name: `${certificate.namespace}/${certificate.name}`,
                address: `0.0.0.0_${containerPort(listener.port)}`,
              })),
            ),
            rules: snapshot
              .httpRoutesOf(namespace, name)
              .flatMap(route =>
                rulesOf(translation, cluster, gateway, route, since),
              ),
          },
        ];
      }),
  );
}
