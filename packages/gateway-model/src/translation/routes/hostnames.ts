import { GatewayContext, ListenerContext } from '../types';

/**
 * Whether `hostname` falls under `wildcard` (`*.example.com`). By Gateway API's rules a wildcard stands
 * for one label or more, so `*.com` covers `a.b.com`, and covers `*.example.com`, but not itself.
 */
function covers(wildcard: string, hostname: string): boolean {
  const suffix = wildcard.slice(1);
  if (!hostname.startsWith('*')) {
    return hostname.length > suffix.length && hostname.endsWith(suffix);
  }
  const narrower = hostname.slice(1);
  return (
    narrower.length > suffix.length &&
    narrower.endsWith(suffix) &&
    narrower.startsWith('.')
  );
}

/** The hostname both patterns have in common: the more specific of the two, if they meet. */
function inCommon(listener: string, route: string): string | undefined {
  if (listener === '' || listener === route) {
    return route;
  }
  if (listener.startsWith('*') && covers(listener, route)) {
    return route;
  }
  if (route.startsWith('*') && covers(route, listener)) {
    return listener;
  }
  return undefined;
}

/** How many listeners of a Gateway name a hostname, by port. */
type NamedHostnames = ReadonlyMap<number, ReadonlyMap<string, number>>;

const NAMED = new WeakMap<GatewayContext, NamedHostnames>();

function namedHostnames(gateway: GatewayContext): NamedHostnames {
  let named = NAMED.get(gateway);
  if (!named) {
    const ports = new Map<number, Map<string, number>>();
    for (const { port, hostname } of gateway.listeners) {
      if (hostname) {
        const onPort = ports.get(port) ?? new Map<string, number>();
        onPort.set(hostname, (onPort.get(hostname) ?? 0) + 1);
        ports.set(port, onPort);
      }
    }
    named = ports;
    NAMED.set(gateway, named);
  }
  return named;
}

const NONE: readonly string[] = [];

/** The hostname a route serves by one of its own, unless another listener has it for itself. */
function servedBy(
  hostname: string,
  listener: ListenerContext,
): string | undefined {
  const own = listener.hostname ?? '';
  const common = inCommon(own, hostname);
  if (common === undefined) {
    return undefined;
  }
  const onPort = namedHostnames(listener.gateway).get(listener.port);
  const named = onPort?.get(common) ?? 0;
  return named <= (common === own ? 1 : 0) ? common : undefined;
}

/**
 * The hostnames a route serves on a listener, sorted; empty when they have none in common. A hostname that
 * another listener of the same Gateway and port names belongs to that listener alone, whatever its protocol
 * and state (upstream `computeHosts`).
 */
export function servedHostnames(
  routeHostnames: readonly string[],
  listener: ListenerContext,
): readonly string[] {
  if (routeHostnames.length === 0) {
    return [listener.hostname || '*'];
  }
  if (routeHostnames.length === 1) {
    const served = servedBy(routeHostnames[0], listener);
    return served === undefined ? NONE : [served];
  }
  const served = new Set<string>();
  for (const hostname of routeHostnames) {
    const common = servedBy(hostname, listener);
    if (common !== undefined) {
      served.add(common);
    }
  }
  return served.size === 0 ? NONE : [...served].sort();
}
