import { Listener } from '../resources';

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
export function intersectHostnames(
  listener: string,
  route: string,
): string | undefined {
  if (listener === route) {
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

/**
 * The hostnames a route serves on a listener, sorted; empty when they have none in common. A hostname
 * that another listener of the same port names belongs to that listener alone.
 */
export function servedHostnames(
  routeHostnames: readonly string[],
  listener: Listener,
  listeners: readonly Listener[],
): string[] {
  if (routeHostnames.length === 0) {
    return [listener.hostname ?? '*'];
  }
  const served = new Set<string>();
  for (const hostname of routeHostnames) {
    const common = listener.hostname
      ? intersectHostnames(listener.hostname, hostname)
      : hostname;
    if (common !== undefined) {
      served.add(common);
    }
  }
  for (const other of listeners) {
    if (other !== listener && other.port === listener.port && other.hostname) {
      served.delete(other.hostname);
    }
  }
  return [...served].sort();
}
