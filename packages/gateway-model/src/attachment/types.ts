import { Listener, ParentReference } from '../resources';

/**
 * Why a parentRef of a route attaches to no listener, in Gateway API's own reasons
 * (`Accepted=False`), or `GatewayNotFound` where no object bears the name, `ParentNotRead` where the
 * parent may well accept the route but this product cannot read it, or `ParentNotAccepted` where Envoy
 * Gateway refuses the parent itself.
 *
 * @public
 */
export type NotAttachedReason =
  | 'GatewayNotFound'
  | 'ParentNotRead'
  | 'ParentNotAccepted'
  | 'NotOurs'
  | 'NoMatchingParent'
  | 'NotAllowedByListeners'
  | 'NoMatchingListenerHostname';

/** @public */
export interface ListenerAttachment {
  listener: Listener;
  /** The ListenerSet that owns the listener; absent when the Gateway does. */
  listenerSet?: { namespace: string; name: string };
  /** Hostnames the route serves on this listener; `*` stands for every host. Never empty. */
  hostnames: string[];
}

/**
 * What one parentRef of a route comes to.
 *
 * @public
 */
export interface ParentAttachment {
  parentRef: ParentReference;
  gateway?: { namespace: string; name: string };
  /** Empty when the route does not attach by this parentRef; `reason` tells why. */
  listeners: ListenerAttachment[];
  reason?: NotAttachedReason;
  /** A sentence naming the objects and fields concerned. Present with `reason`. */
  message?: string;
}
