import {
  EffectivePolicy,
  ListenerContext,
  MatchOutcome,
  RouteContext,
  RuleOutcome,
  Translation,
} from '@envoy-gateway-portal/gateway-model';

type JsonObject = Record<string, unknown>;

/** What Envoy Gateway's intermediate representation holds of one route: as it came, with what it is part of. */
export interface IrRoute {
  layer: 'http' | 'tcp' | 'udp';
  /** The item of `routes` of an HTTP or TCP listener, or a UDP listener's `route`. */
  route: JsonObject;
  listener: JsonObject;
  /** The whole of what one set of proxies gets (`backendClusters`, `globalResources`). */
  xds: JsonObject;
}

/** One listener of the intermediate representation. */
export interface IrListener {
  layer: 'http' | 'tcp' | 'udp';
  listener: JsonObject;
  xds: JsonObject;
}

/** What the model says of the same route. */
export interface RouteSubject {
  translation: Translation;
  listener: ListenerContext;
  route: RouteContext;
  ruleIndex: number;
  /** What becomes of the rule. */
  rule: RuleOutcome;
  /** Of the rule's matches, the one the route is for; TCP, TLS and UDP routes' says nothing. */
  match?: MatchOutcome;
  /** In force for the kind that is projected. */
  policy?: EffectivePolicy;
}

/** What the model says of the same listener. */
export interface ListenerSubject {
  translation: Translation;
  listener: ListenerContext;
  policy?: EffectivePolicy;
}

/**
 * How an effective policy shows in Envoy Gateway's intermediate representation. Both sides are brought to one
 * form and compared for deep equality (absent and `undefined` are equal): `observed` picks what the policy decides
 * out of the representation and leaves out generated names and secret bytes; `expected` says the same
 * from the effective policy. A pair where both are empty is not counted. Neither may throw.
 */
export interface Projection<Observed, Subject> {
  observed(ir: Observed): JsonObject;
  expected(subject: Subject): JsonObject;
}

export type RouteProjection = Projection<IrRoute, RouteSubject>;
export type ListenerProjection = Projection<IrListener, ListenerSubject>;
