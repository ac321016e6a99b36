import { booleanAt, JsonObject, stringAt } from '../../../json';
import { ListenerContext, RouteContext } from '../../types';
import { Problem } from '../problem';

const HTTP_KINDS: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute']);

type HostsByListener = ReadonlyMap<string, readonly string[]>;

/** Whole lists of routes are shared while they last, so the index of one is made once. */
const INDEXES = new WeakMap<readonly RouteContext[], HostsByListener>();

/** Hosts of the routes in Envoy's configuration of each listener: one per match and host, as there. */
function hostsByListener(routes: readonly RouteContext[]): HostsByListener {
  const known = INDEXES.get(routes);
  if (known) {
    return known;
  }
  const index = new Map<string, string[]>();
  for (const route of routes) {
    if (!HTTP_KINDS.has(route.kind)) {
      continue;
    }
    for (const parent of route.parents) {
      const matches = parent.rules.reduce(
        (sum, rule) => sum + (rule.dropped ? 0 : rule.matches.length),
        0,
      );
      for (const { listener, hostnames } of parent.listeners) {
        const hosts = index.get(listener.key) ?? [];
        index.set(listener.key, hosts);
        for (const host of hostnames) {
          // More than one is as good as many: only whether there is exactly one counts.
          for (let copy = 0; copy < Math.min(matches, 2); copy += 1) {
            hosts.push(host);
          }
        }
      }
    }
  }
  INDEXES.set(routes, index);
  return index;
}

const isWildcard = (host: string) => host === '' || host.includes('*');

/** The host of HTTP/1.0 requests that name none, or why there is none to take. */
export function defaultHost(
  listener: ListenerContext,
  routes: readonly RouteContext[],
): { host: string } | { problem: 'none' | 'several' } {
  // An empty hostname is one to Envoy Gateway here, though it means every host elsewhere.
  const own = stringAt(listener.spec, 'hostname') ?? '*';
  if (!own.includes('*')) {
    return { host: own };
  }
  const hosts = (hostsByListener(routes).get(listener.key) ?? []).filter(
    host => !isWildcard(host),
  );
  if (hosts.length === 1) {
    return { host: hosts[0] };
  }
  return { problem: hosts.length === 0 ? 'none' : 'several' };
}

export function http1Problems(
  spec: JsonObject,
  listener: ListenerContext,
  routes: readonly RouteContext[],
): Problem[] {
  const path = 'http1.http10.useDefaultHost';
  if (!booleanAt(spec, 'http1', 'http10', 'useDefaultHost')) {
    return [];
  }
  const found = defaultHost(listener, routes);
  if ('host' in found) {
    return [];
  }
  return [
    {
      path,
      message:
        found.problem === 'none'
          ? `${path}: listener ${listener.name} and its routes have only wildcard hostnames, so there is no default host`
          : `${path}: listener ${listener.name} has only wildcard hostnames, and its routes more than one to choose from`,
    },
  ];
}
