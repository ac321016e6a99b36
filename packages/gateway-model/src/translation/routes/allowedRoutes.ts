import { objectAt, stringAt } from '../../json';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { ListenerContext, RouteKind, Unknown, World } from '../types';
import { selectsLabels } from '../labelSelector';

/** Whether a listener takes a route, and if not, why, in words that follow "listener x …". */
export type Permission =
  | { allowed: true; unknown?: Unknown }
  | { allowed: false; why: string };

const ALLOWED: Permission = { allowed: true };

function takesKind(listener: ListenerContext, kind: RouteKind): boolean {
  return listener.supportedKinds.some(
    one =>
      one.kind === kind &&
      (one.group === '' || one.group === GATEWAY_API_GROUP),
  );
}

/** Only a selector needs the Namespace's labels; where Namespaces are not read, the rest is still decided. */
function namespacePermission(
  world: World,
  listener: ListenerContext,
  namespace: string,
): Permission {
  const namespaces = objectAt(listener.spec, 'allowedRoutes', 'namespaces');
  const from = stringAt(namespaces, 'from');
  const unread = world.settings.unread.has('/Namespace');
  const labels = world.namespaceLabels(namespace);
  if (!labels && !unread) {
    return {
      allowed: false,
      why: `takes no routes from namespace ${namespace}, which does not exist`,
    };
  }
  if (from === 'All') {
    return ALLOWED;
  }
  if (from === 'Selector') {
    if (!labels) {
      return {
        allowed: true,
        unknown: {
          reason: 'NotRead',
          message: `Whether listener ${listener.name} takes routes from namespace ${namespace} depends on its labels.`,
          ref: { group: '', kind: 'Namespace', name: namespace },
        },
      };
    }
    return selectsLabels(objectAt(namespaces, 'selector'), labels)
      ? ALLOWED
      : {
          allowed: false,
          why: `takes routes from namespaces its selector matches, and ${namespace} is none of them`,
        };
  }
  return namespace === listener.ownerNamespace
    ? ALLOWED
    : {
        allowed: false,
        why: `takes routes from its own namespace ${listener.ownerNamespace} only`,
      };
}

/** Upstream `AllowsKind` and `AllowsNamespace`. */
export function permissionOf(
  world: World,
  listener: ListenerContext,
  kind: RouteKind,
  namespace: string,
): Permission {
  if (!takesKind(listener, kind)) {
    return { allowed: false, why: `takes no ${kind}s` };
  }
  return namespacePermission(world, listener, namespace);
}
