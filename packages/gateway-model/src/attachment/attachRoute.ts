import { Gateway, HTTPRoute, Listener, ParentReference } from '../resources';
import { readListener } from '../resources/gateway';
import { shorten } from '../resources/read';
import { refersToGateway, refersToListenerSet } from '../resources/references';
import { Snapshot } from '../snapshot';
import { listenerStage } from '../translation/listenerStage';
import { AttachedParent, attachParents } from '../translation/routes';
import { DEFAULT_TRANSLATION_SETTINGS } from '../translation/settings';
import { ListenerContext, ListenerStage, World } from '../translation/types';
import { createWorld, itemOf } from '../translation/world';
import { DEFAULT_CONTROLLER_NAMES, gatewayIsOurs } from './ownership';
import {
  ListenerAttachment,
  NotAttachedReason,
  ParentAttachment,
} from './types';

interface Judged {
  world: World;
  stage: ListenerStage;
}

/** Snapshots never change, so their listeners are judged once for each controller. */
const JUDGED = new WeakMap<Snapshot, Map<string, Judged>>();

function judged(snapshot: Snapshot, controllerName: string): Judged {
  let byName = JUDGED.get(snapshot);
  if (!byName) {
    byName = new Map();
    JUDGED.set(snapshot, byName);
  }
  let found = byName.get(controllerName);
  if (!found) {
    const world = createWorld(snapshot, {
      ...DEFAULT_TRANSLATION_SETTINGS,
      controllerName,
    });
    found = { world, stage: listenerStage(world) };
    byName.set(controllerName, found);
  }
  return found;
}

/** A context is judged once and read by many. */
const LISTENERS = new WeakMap<ListenerContext, Listener>();

function listenerOf(context: ListenerContext): Listener {
  let listener = LISTENERS.get(context);
  if (!listener) {
    listener = readListener(context.spec, context.ownerNamespace);
    LISTENERS.set(context, listener);
  }
  return listener;
}

function attachedListeners({
  listeners,
}: AttachedParent): ListenerAttachment[] {
  return listeners
    .filter(({ hostnames }) => hostnames.length > 0)
    .map(({ listener, hostnames }) => ({
      listener: listenerOf(listener),
      ...(listener.listenerSet && {
        listenerSet: {
          namespace: listener.listenerSet.namespace,
          name: listener.listenerSet.name,
        },
      }),
      hostnames: [...hostnames].sort(),
    }));
}

/** The Gateway a parentRef leads to: itself, or the one of the ListenerSet it names. */
function gatewayOf(
  snapshot: Snapshot,
  parentRef: ParentReference,
): { gateway?: Gateway; namespace: string; name: string } {
  const { namespace, name } = parentRef;
  if (refersToGateway(parentRef)) {
    return { gateway: snapshot.gateway(namespace, name), namespace, name };
  }
  const set = snapshot.object(parentRef);
  const spec = set && itemOf(set).spec.parentRef;
  const ref = (typeof spec === 'object' && spec !== null ? spec : {}) as {
    namespace?: unknown;
    name?: unknown;
  };
  const parent = {
    namespace: typeof ref.namespace === 'string' ? ref.namespace : namespace,
    name: typeof ref.name === 'string' ? ref.name : '',
  };
  return {
    gateway: snapshot.gateway(parent.namespace, parent.name),
    ...parent,
  };
}

/** Why Envoy Gateway does not look at a parentRef at all. */
function notLookedAt(
  snapshot: Snapshot,
  parentRef: ParentReference,
  controllerNames: readonly string[],
): ParentAttachment {
  const { group, kind, namespace, name } = parentRef;
  const parent = `${shorten(namespace, 64)}/${shorten(name)}`;
  const refused = (reason: NotAttachedReason, message: string) => ({
    parentRef,
    listeners: [],
    reason,
    message,
  });
  if (!refersToGateway(parentRef) && !refersToListenerSet(parentRef)) {
    return refused(
      'NotOurs',
      `${parent} is a ${shorten(kind)}, not a Gateway.`,
    );
  }
  const broken = snapshot.unreadableObject({ group, kind, namespace, name });
  if (broken) {
    return refused(
      'ParentNotRead',
      `${kind} ${parent} exists but could not be understood: ${broken.path} ${broken.reason}.`,
    );
  }
  if (!snapshot.object({ group, kind, namespace, name })) {
    return refused(
      'GatewayNotFound',
      `${kind} ${parent} does not exist in this cluster.`,
    );
  }
  const { gateway, ...named } = gatewayOf(snapshot, parentRef);
  if (!gateway) {
    return refused(
      'GatewayNotFound',
      `Gateway ${shorten(named.namespace, 64)}/${shorten(
        named.name,
      )} of ${kind} ${parent} does not exist in this cluster.`,
    );
  }
  return gatewayIsOurs(snapshot, gateway, controllerNames)
    ? {
        ...refused(
          'ParentNotAccepted',
          `Envoy Gateway does not accept ${kind} ${parent}, so it looks at none of its routes.`,
        ),
        gateway: named,
      }
    : {
        ...refused(
          'NotOurs',
          `${kind} ${parent} has class ${gateway.gatewayClassName}, which Envoy Gateway does not control.`,
        ),
        gateway: named,
      };
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
  const attached = new Map<unknown, AttachedParent>();
  for (const controllerName of controllerNames) {
    const { world, stage } = judged(snapshot, controllerName);
    const item = itemOf(route.object);
    for (const parent of attachParents(
      world,
      stage,
      item,
      'HTTPRoute',
      route.hostnames,
    )) {
      attached.set(parent.rawParentRef, parent);
    }
  }
  const raw = route.object.spec as { parentRefs?: unknown[] };
  return route.parentRefs.map((parentRef, index): ParentAttachment => {
    const parent = attached.get(raw.parentRefs?.[index]);
    if (!parent) {
      return notLookedAt(snapshot, parentRef, controllerNames);
    }
    const { namespace, name } = parent.gateway;
    const gateway = { namespace, name };
    const listeners = attachedListeners(parent);
    const { reason, message } = parent.accepted;
    return listeners.length > 0
      ? { parentRef, gateway, listeners }
      : {
          parentRef,
          gateway,
          listeners,
          reason: reason as NotAttachedReason,
          message,
        };
  });
}
