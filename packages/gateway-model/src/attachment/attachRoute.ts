import { HTTPRoute, ParentReference } from '../resources';
import { GATEWAY_API_GROUP, refersToGateway } from '../resources/references';
import { shorten } from '../resources/read';
import { Snapshot } from '../snapshot';
import { servedHostnames } from './hostnames';
import { namedListeners, refusalOf } from './listenerRules';
import { DEFAULT_CONTROLLER_NAMES, gatewayIsOurs } from './ownership';
import {
  ListenerAttachment,
  NotAttachedReason,
  ParentAttachment,
} from './types';

function some(values: readonly string[], none: string, limit = 64): string {
  if (values.length === 0) {
    return none;
  }
  const shown = values.slice(0, 5).map(value => shorten(value, limit));
  return values.length > shown.length
    ? `${shown.join(', ')} and ${values.length - shown.length} more`
    : shown.join(', ');
}

function attachParent(
  snapshot: Snapshot,
  route: HTTPRoute,
  parentRef: ParentReference,
  controllerNames: readonly string[],
): ParentAttachment {
  const { namespace, name } = parentRef;
  const parent = `${shorten(namespace, 64)}/${shorten(name)}`;
  const notAttached = (
    reason: NotAttachedReason,
    message: string,
  ): ParentAttachment => ({ parentRef, listeners: [], reason, message });

  if (!refersToGateway(parentRef)) {
    return parentRef.group === GATEWAY_API_GROUP &&
      parentRef.kind === 'ListenerSet'
      ? notAttached(
          'ParentNotRead',
          `${parent} is a ListenerSet, whose listeners this portal does not read.`,
        )
      : notAttached(
          'NotOurs',
          `${parent} is a ${shorten(parentRef.kind)}, not a Gateway.`,
        );
  }
  const gateway = snapshot.gateway(namespace, name);
  if (!gateway) {
    const broken = snapshot.unreadableObject({
      group: parentRef.group,
      kind: parentRef.kind,
      namespace,
      name,
    });
    return broken
      ? notAttached(
          'ParentNotRead',
          `Gateway ${parent} exists but could not be understood: ${broken.path} ${broken.reason}.`,
        )
      : notAttached(
          'GatewayNotFound',
          `Gateway ${parent} does not exist in this cluster.`,
        );
  }
  const named = (attachment: ParentAttachment): ParentAttachment => ({
    ...attachment,
    gateway: { namespace, name },
  });
  if (!gatewayIsOurs(snapshot, gateway, controllerNames)) {
    return named(
      notAttached(
        'NotOurs',
        `Gateway ${parent} has class ${gateway.gatewayClassName}, which Envoy Gateway does not control.`,
      ),
    );
  }
  const listeners = namedListeners(gateway, parentRef);
  if (listeners.length === 0) {
    const wanted = [
      ...(parentRef.sectionName === undefined
        ? []
        : [`named ${shorten(parentRef.sectionName)}`]),
      ...(parentRef.port === undefined ? [] : [`on port ${parentRef.port}`]),
    ].join(' ');
    return named(
      notAttached(
        'NoMatchingParent',
        `Gateway ${parent} has no listener ${wanted}; it has ${some(
          gateway.listeners.map(one => `${one.name} (${one.port})`),
          'none',
        )}.`,
      ),
    );
  }
  const refusals: string[] = [];
  const attached: ListenerAttachment[] = [];
  const apart: string[] = [];
  for (const listener of listeners) {
    const refusal = refusalOf(snapshot, gateway, listener, route);
    if (refusal) {
      refusals.push(refusal);
      continue;
    }
    const hostnames = servedHostnames(
      route.hostnames,
      listener,
      gateway.listeners,
    );
    if (hostnames.length > 0) {
      attached.push({ listener, hostnames });
    } else {
      apart.push(`${listener.name} (${listener.hostname ?? '*'})`);
    }
  }
  if (attached.length > 0) {
    return named({ parentRef, listeners: attached });
  }
  if (apart.length === 0) {
    return named(
      notAttached(
        'NotAllowedByListeners',
        `Gateway ${parent} does not allow HTTPRoute ${
          route.metadata.namespace
        }/${route.metadata.name}: ${some(refusals, 'no listener', 400)}.`,
      ),
    );
  }
  return named(
    notAttached(
      'NoMatchingListenerHostname',
      `None of the hostnames ${some(
        route.hostnames,
        '*',
      )} is one of Gateway ${parent}: ${some(apart, 'none')}.`,
    ),
  );
}

/**
 * What each parentRef of a route comes to, in the order of `spec.parentRefs`: the listeners it attaches
 * to with the hostnames it serves there, or the reason why it attaches to none. This is the portal's own
 * reading of the specification; what the controller decided stands in the route's status.
 *
 * @public
 */
export function attachRoute(
  snapshot: Snapshot,
  route: HTTPRoute,
  controllerNames: readonly string[] = DEFAULT_CONTROLLER_NAMES,
): ParentAttachment[] {
  return route.parentRefs.map(parentRef =>
    attachParent(snapshot, route, parentRef, controllerNames),
  );
}
