import {
  attachRoute,
  Gateway,
  HTTPRoute,
  Listener,
} from '@envoy-gateway-portal/gateway-model';
import { stringify } from 'yaml';
import { namesGateway } from './claim';
import { Copy } from './copies';
import { plainText } from './text';

/** Readers look for the shape of a Gateway here; the route inventory is elsewhere. */
const MAX_LISTENERS = 64;
const MAX_ROUTES = 100;
const MAX_HOSTS = 16;
const MAX_TEXT = 253;

interface AttachedRoutes {
  /** Routes by listener name, each with the hosts it serves there. */
  byListener: Map<string, Array<{ route: string; hosts: string[] }>>;
  /** Whether more routes name the Gateway than were looked at. */
  more: boolean;
}

function text(value: string): string {
  return plainText(value, MAX_TEXT) ?? '';
}

function isBefore(a: HTTPRoute, b: HTTPRoute): boolean {
  const { namespace, name } = a.metadata;
  return namespace === b.metadata.namespace
    ? name < b.metadata.name
    : namespace < b.metadata.namespace;
}

/**
 * The first routes by name that name the Gateway as a parent. One pass over the routes, without sorting
 * them: a Gateway may have ten thousand, and each of them may change.
 */
function firstRoutes({ view, object: gateway }: Copy<Gateway>): {
  routes: HTTPRoute[];
  more: boolean;
} {
  const { namespace, name } = gateway.metadata;
  const first: HTTPRoute[] = [];
  let more = false;
  for (const route of view.snapshot.httpRoutes) {
    const namesIt = route.parentRefs.some(
      ref =>
        ref.name === name && ref.namespace === namespace && namesGateway(ref),
    );
    if (!namesIt) {
      continue;
    }
    const isFull = first.length === MAX_ROUTES;
    more ||= isFull;
    if (isFull && !isBefore(route, first[MAX_ROUTES - 1])) {
      continue;
    }
    let position = first.length;
    while (position > 0 && isBefore(route, first[position - 1])) {
      position--;
    }
    first.splice(position, 0, route);
    first.splice(MAX_ROUTES);
  }
  return { routes: first, more };
}

/** Those of the first routes that attach, by listener. */
function attachedRoutes(
  copy: Copy<Gateway>,
  controllerNames: readonly string[],
): AttachedRoutes {
  const { namespace, name } = copy.object.metadata;
  const { routes, more } = firstRoutes(copy);
  const byListener: AttachedRoutes['byListener'] = new Map();
  for (const route of routes) {
    const attached = new Map<string, string[]>();
    for (const parent of attachRoute(
      copy.view.snapshot,
      route,
      controllerNames,
    )) {
      const isHere =
        parent.gateway?.namespace === namespace && parent.gateway.name === name;
      for (const { listener, hostnames } of isHere ? parent.listeners : []) {
        attached.set(listener.name, hostnames);
      }
    }
    for (const [listener, hostnames] of attached) {
      const known = byListener.get(listener) ?? [];
      known.push({
        route: text(`${route.metadata.namespace}/${route.metadata.name}`),
        hosts: hostnames.slice(0, MAX_HOSTS).map(text),
      });
      byListener.set(listener, known);
    }
  }
  return { byListener, more };
}

function describeListener(
  listener: Listener,
  { byListener }: AttachedRoutes,
): Record<string, unknown> {
  return {
    name: text(listener.name),
    protocol: text(listener.protocol),
    port: listener.port,
    host: listener.hostname ? text(listener.hostname) : '*',
    ...(listener.tls?.mode ? { tls: text(listener.tls.mode) } : {}),
    allowsRoutesFrom: listener.allowedRoutes.namespaces.from,
    routes: byListener.get(listener.name) ?? [],
  };
}

/**
 * What a Gateway exposes, as YAML: its listeners in every cluster, their hosts, and the routes that
 * attach. Written from specifications alone, so that status, counters and time change nothing in it.
 */
export function gatewayDefinition(
  copies: ReadonlyArray<Copy<Gateway>>,
  controllerNames: readonly string[],
): string {
  const clusters = copies.map(copy => {
    const attached = attachedRoutes(copy, controllerNames);
    return {
      cluster: copy.view.name,
      gatewayClass: text(copy.object.gatewayClassName),
      listeners: copy.object.listeners
        .slice(0, MAX_LISTENERS)
        .map(listener => describeListener(listener, attached)),
      ...(attached.more ? { moreRoutes: true } : {}),
    };
  });
  const { namespace, name } = copies[0].object.metadata;
  return stringify(
    { gateway: text(`${namespace}/${name}`), clusters },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}
