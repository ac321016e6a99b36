import {
  Gateway,
  HTTPRoute,
  Listener,
  matchesLabels,
  ParentReference,
} from '../resources';
import { shorten } from '../resources/read';
import { GATEWAY_API_GROUP } from '../resources/references';
import { Snapshot } from '../snapshot';

const HTTP_PROTOCOLS = ['HTTP', 'HTTPS'];

/** Whether a listener takes HTTPRoutes at all: by its protocol, and by its own list of kinds. */
export function allowsHTTPRoutes(listener: Listener): boolean {
  const { kinds } = listener.allowedRoutes;
  return (
    HTTP_PROTOCOLS.includes(listener.protocol) &&
    (kinds.length === 0 ||
      kinds.some(
        ({ group, kind }) =>
          group === GATEWAY_API_GROUP && kind === 'HTTPRoute',
      ))
  );
}

/**
 * Whether a listener takes routes of a namespace. A namespace that no object stands for is not allowed,
 * as in Envoy Gateway; but where not one Namespace could be read, what does not depend on labels is
 * decided without them.
 */
export function allowsNamespace(
  snapshot: Snapshot,
  gateway: Gateway,
  listener: Listener,
  namespace: string,
): boolean {
  const { from, selector } = listener.allowedRoutes.namespaces;
  const object = snapshot.namespace(namespace);
  if (object === undefined && snapshot.namespaces.length > 0) {
    return false;
  }
  switch (from) {
    case 'All':
      return true;
    case 'Selector':
      return (
        object !== undefined &&
        selector !== undefined &&
        matchesLabels(selector, object.metadata.labels)
      );
    default:
      return namespace === gateway.metadata.namespace;
  }
}

/** The listeners a parentRef names: all of the Gateway, or those of its section and port. */
export function namedListeners(
  gateway: Gateway,
  { sectionName, port }: ParentReference,
): Listener[] {
  return gateway.listeners.filter(
    listener =>
      (sectionName === undefined || listener.name === sectionName) &&
      (port === undefined || listener.port === port),
  );
}

/** Which namespaces a listener takes routes from, in words. */
function wordsOfNamespaces(gateway: Gateway, listener: Listener): string {
  switch (listener.allowedRoutes.namespaces.from) {
    case 'All':
      return 'any namespace that exists';
    case 'Selector':
      return 'namespaces its selector matches';
    default:
      return `its own namespace ${gateway.metadata.namespace}`;
  }
}

/** Why a listener refuses a route before hostnames are looked at. */
export function refusalOf(
  snapshot: Snapshot,
  gateway: Gateway,
  listener: Listener,
  route: HTTPRoute,
): string | undefined {
  const name = shorten(listener.name);
  if (!HTTP_PROTOCOLS.includes(listener.protocol)) {
    return `listener ${name} speaks ${shorten(
      listener.protocol,
    )}, which takes no HTTPRoutes`;
  }
  if (!allowsHTTPRoutes(listener)) {
    return `listener ${name} does not list HTTPRoute in allowedRoutes.kinds`;
  }
  const { namespace } = route.metadata;
  if (!allowsNamespace(snapshot, gateway, listener, namespace)) {
    return `listener ${name} takes routes only from ${wordsOfNamespaces(
      gateway,
      listener,
    )}, not from ${namespace}`;
  }
  return undefined;
}
