import { JsonObject } from '../../json';
import { Unknown } from './conditions';
import { GatewayContext, ListenerContext } from './listeners';
import { RouteContext } from './routes';
import { Item } from './world';

/**
 * What is asked of a policy's content.
 *
 * @public
 */
export interface ContentInput {
  readonly kind:
    | 'SecurityPolicy'
    | 'BackendTrafficPolicy'
    | 'ClientTrafficPolicy'
    | 'EnvoyExtensionPolicy';
  /** The spec in force: the policy's own, or the merged one. */
  readonly spec: JsonObject;
  /** The policy judged; a merged spec keeps its name and namespace. */
  readonly policy: Item;
  /** The policy merged under it, if any. */
  readonly parent?: Item;
  /**
   * The policy that gave the value at a path of the spec (e.g. `oidc`, `extAuth`): references in it resolve
   * from that policy's namespace.
   */
  readonly owner: (...path: string[]) => Item;
  readonly gateway: GatewayContext;
  /**
   * The listeners in question: those whose own properties count. Empty when only what holds on every listener
   * is asked for.
   */
  readonly listeners: readonly ListenerContext[];
  /** Spec of the ClientTrafficPolicy translated onto a listener (a SecurityPolicy's GeoIP rules need it). */
  readonly clientTraffic: (listener: ListenerContext) => JsonObject | undefined;
  /** The route targeted; absent for policies on Gateways, listeners and ListenerSets. */
  readonly route?: RouteContext;
  /** Of a ClientTrafficPolicy only: what else it is judged by. */
  readonly client?: ClientContentInput;
  /** Asked by the way: Envoy Gateway does not come to translate it there, and so calls no services for it. */
  readonly idle?: boolean;
}

/**
 * What a ClientTrafficPolicy's content is judged by, beyond the listeners it is put onto.
 *
 * @public
 */
export interface ClientContentInput {
  /** What its target covers: listeners without TLS on one port can only be configured together. */
  readonly scope: 'listener' | 'listenerSet' | 'gateway';
  /** Every Gateway: with `mergeGateways`, others share the port. */
  readonly gateways: readonly GatewayContext[];
  /** All routes: a default host for HTTP/1.0 may come from theirs. */
  readonly routes: readonly RouteContext[];
}

/** @public */
export interface ContentProblem {
  /** The reason of the `Accepted=False` condition: `Invalid`, mostly. */
  readonly reason: string;
  readonly message: string;
  /** The field at fault, from `spec` on. */
  readonly path: string;
  /**
   * `validation`: found before the policy is applied at all, so that a less specific one applies in its place.
   * `translation`: it keeps its place and the routes answer 500.
   */
  readonly phase: 'validation' | 'translation';
  /** Envoy Gateway lets requests pass despite this problem (`failOpen`). */
  readonly failOpen?: boolean;
  /** Set where the problem is presumed: it only comes up on listeners whose readiness is. */
  readonly unknown?: Unknown;
}

/** @public */
export interface ContentOutcome {
  readonly problems: readonly ContentProblem[];
  /** What it depends on beyond this snapshot: the problems hold, others may join them. */
  readonly unknown?: Unknown;
  /** Values of the `Warning` condition, as reason and message. */
  readonly warnings: readonly {
    reason: string;
    message: string;
    /** Set where the warning is presumed. */
    unknown?: Unknown;
  }[];
}
