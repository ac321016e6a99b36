import { JsonObject, objectAt, stringAt } from '../../json';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { selectsLabels } from '../labelSelector';
import { Item, ListenerContext, RouteKind, Unknown, World } from '../types';

/** What listeners go by when they let a route in. */
export interface RouteOrigin {
  readonly kind: RouteKind;
  readonly namespace: string;
  /** Labels of the namespace. */
  readonly labels: Readonly<Record<string, string>> | 'unread' | 'missing';
}

/** Whether a listener takes a route, and if not, why, in words that follow "Listener x …". */
export type Permission =
  | { readonly allowed: true; readonly unknown?: Unknown }
  | { readonly allowed: false; readonly why: string };

/** What a listener says of the routes it takes, read once. */
interface AllowedRoutes {
  readonly kinds: ReadonlySet<string>;
  readonly from: string;
  readonly selector?: JsonObject;
}

const ALLOWED: Permission = { allowed: true };

const READ = new WeakMap<ListenerContext, AllowedRoutes>();

function allowedRoutes(listener: ListenerContext): AllowedRoutes {
  let read = READ.get(listener);
  if (!read) {
    const namespaces = objectAt(listener.spec, 'allowedRoutes', 'namespaces');
    const kinds = listener.supportedKinds.filter(
      ({ group }) => group === '' || group === GATEWAY_API_GROUP,
    );
    read = {
      kinds: new Set(kinds.map(({ kind }) => kind)),
      from: stringAt(namespaces, 'from') ?? 'Same',
      selector: objectAt(namespaces, 'selector'),
    };
    READ.set(listener, read);
  }
  return read;
}

export function originOf(
  world: World,
  kind: RouteKind,
  { namespace }: Item,
): RouteOrigin {
  const labels =
    world.namespaceLabels(namespace) ??
    (world.settings.unread.has('/Namespace') ? 'unread' : 'missing');
  return { kind, namespace, labels };
}

function selectorPermission(
  listener: ListenerContext,
  selector: JsonObject | undefined,
  { namespace, labels }: RouteOrigin,
): Permission {
  if (typeof labels === 'string') {
    const message = `Whether listener ${listener.name} takes routes from namespace ${namespace} depends on its labels.`;
    const ref = { group: '', kind: 'Namespace', name: namespace };
    return { allowed: true, unknown: { reason: 'NotRead', message, ref } };
  }
  return selectsLabels(selector, labels)
    ? ALLOWED
    : {
        allowed: false,
        why: `takes routes from namespaces its selector matches, and ${namespace} is none of them`,
      };
}

/**
 * Upstream `AllowsKind` and `AllowsNamespace`. Only a selector needs the labels of a namespace; where Namespaces
 * are not read, the rest is still decided.
 */
export function permissionOf(
  listener: ListenerContext,
  origin: RouteOrigin,
): Permission {
  const { kinds, from, selector } = allowedRoutes(listener);
  const { kind, namespace, labels } = origin;
  if (!kinds.has(kind)) {
    return { allowed: false, why: `takes no ${kind}s` };
  }
  if (labels === 'missing') {
    return {
      allowed: false,
      why: `takes no routes from namespace ${namespace}, which does not exist`,
    };
  }
  switch (from) {
    case 'All':
      return ALLOWED;
    case 'Selector':
      return selectorPermission(listener, selector, origin);
    default: {
      // Of an XListenerSet, its Gateway's namespace counts as its own.
      const own =
        listener.listenerSet?.kind === 'XListenerSet'
          ? listener.gateway.namespace
          : listener.ownerNamespace;
      return namespace === own
        ? ALLOWED
        : {
            allowed: false,
            why: `takes routes from its own namespace ${own} only`,
          };
    }
  }
}
