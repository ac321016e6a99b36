import {
  attachRoute,
  Gateway,
  HTTPRoute,
  Listener,
} from '@envoy-gateway-portal/gateway-model';
import { stringify } from 'yaml';
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
  /** Whether there are more routes than are listed. */
  more: boolean;
}

function text(value: string): string {
  return plainText(value, MAX_TEXT) ?? '';
}

function byName(a: HTTPRoute, b: HTTPRoute): number {
  const one = `${a.metadata.namespace}/${a.metadata.name}`;
  const other = `${b.metadata.namespace}/${b.metadata.name}`;
  return one < other ? -1 : Number(one > other);
}

/**
 * The first routes by name that attach. Stops at the limit: on a Gateway with thousands of routes one
 * more of them changes nothing here, and costs nothing.
 */
function attachedRoutes(
  { view, object: gateway }: Copy<Gateway>,
  controllerNames: readonly string[],
): AttachedRoutes {
  const { namespace, name } = gateway.metadata;
  const result: AttachedRoutes = { byListener: new Map(), more: false };
  let listed = 0;
  const routes = [...view.snapshot.httpRoutesOf(namespace, name)].sort(byName);
  for (const route of routes) {
    if (listed >= MAX_ROUTES) {
      result.more = true;
      break;
    }
    const attached = new Map<string, string[]>();
    for (const parent of attachRoute(view.snapshot, route, controllerNames)) {
      const isHere =
        parent.gateway?.namespace === namespace && parent.gateway.name === name;
      for (const { listener, hostnames } of isHere ? parent.listeners : []) {
        attached.set(listener.name, hostnames);
      }
    }
    for (const [listener, hostnames] of attached) {
      const known = result.byListener.get(listener) ?? [];
      known.push({
        route: text(`${route.metadata.namespace}/${route.metadata.name}`),
        hosts: hostnames.slice(0, MAX_HOSTS).map(text),
      });
      result.byListener.set(listener, known);
    }
    listed += attached.size > 0 ? 1 : 0;
  }
  return result;
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
