import { JsonObject } from '../../json';
import { ObjectRef, ParentReference } from '../../resources';
import { PredictedCondition, Unknown } from './conditions';
import { GatewayContext, ListenerContext } from './listeners';
import { Item } from './world';

/** @public */
export type RouteKind =
  | 'HTTPRoute'
  | 'GRPCRoute'
  | 'TLSRoute'
  | 'TCPRoute'
  | 'UDPRoute';

/** @public */
export interface RouteContext {
  readonly item: Item;
  readonly kind: RouteKind;
  readonly hostnames: readonly string[];
  /** One entry per parentRef that names one of our Gateways (or its ListenerSets), in spec order. */
  readonly parents: readonly RouteParentContext[];
}

/** @public */
export interface RouteParentContext {
  /** As in the spec, with defaults applied. */
  readonly parentRef: ParentReference;
  /** As in the spec, as it came: what status repeats. */
  readonly rawParentRef: JsonObject;
  readonly gateway: GatewayContext;
  /** Listeners named by the parentRef that allow the route, whether hostnames intersect or not. */
  readonly listeners: readonly RouteListenerContext[];
  readonly conditions: readonly PredictedCondition[];
  readonly rules: readonly RuleOutcome[];
  /**
   * Position of an earlier parentRef that Envoy Gateway takes for the same one: the two have one entry in
   * status, whose conditions stand on both.
   */
  readonly sharesStatusWith?: number;
}

/** @public */
export interface RouteListenerContext {
  readonly listener: ListenerContext;
  /** Hostnames served there (`*` for all); empty when none intersects: then it is not attached there. */
  readonly hostnames: readonly string[];
}

/**
 * How Envoy answers by itself instead of forwarding: 500 (bad filter or no valid backend), 503 (no endpoint), or
 * the route's own direct response or redirect.
 *
 * @public
 */
export interface RuleAnswer {
  readonly status: number;
  readonly why:
    | 'InvalidFilter'
    | 'InvalidBackend'
    | 'NoEndpoints'
    | 'DirectResponse'
    | 'Redirect';
  readonly unknown?: Unknown;
}

/**
 * What becomes of one rule under one parentRef.
 *
 * @public
 */
export interface RuleOutcome {
  readonly index: number;
  readonly name?: string;
  /** The position of the filter whose CORS the rule has. */
  readonly corsFilter?: number;
  /** Envoy Gateway leaves the rule out; why. */
  readonly dropped?: { reason: string; message: string };
  /** Set where Envoy answers requests by itself instead of forwarding them. */
  readonly answers?: RuleAnswer;
  /** One per route of Envoy's configuration this rule becomes, in order. TLS, TCP and UDP routes have one. */
  readonly matches: readonly MatchOutcome[];
  /** Names of the clusters' destinations, where the rule forwards. */
  readonly backends: readonly BackendOutcome[];
}

/** @public */
export interface MatchOutcome {
  /** -1 where the rule has no matches: it takes every request. */
  readonly index: number;
  /** Envoy's own form of the match; equal keys on one listener and hostname overlap. */
  readonly key: string;
  readonly path?: {
    type: 'Exact' | 'PathPrefix' | 'RegularExpression';
    value: string;
  };
  readonly method?: string;
  /**
   * Set on the route Envoy Gateway adds for the CORS preflight requests of the match before it, which has the
   * same index. The rule's own redirect or direct response does not count there.
   */
  readonly preflight?: { readonly answers?: RuleAnswer };
}

/** @public */
export interface BackendOutcome {
  readonly index: number;
  readonly ref: ObjectRef & { port?: number };
  readonly weight: number;
  readonly problem?: RouteProblem;
  readonly unknown?: Unknown;
}

/**
 * A problem of a route as Envoy Gateway collects them, by condition type.
 *
 * @public
 */
export interface RouteProblem {
  /** `Accepted`, `ResolvedRefs` (the default) or `BackendsAvailable`. */
  readonly type: 'Accepted' | 'ResolvedRefs' | 'BackendsAvailable';
  readonly reason: string;
  readonly message: string;
  readonly unknown?: Unknown;
}
