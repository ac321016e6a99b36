import { JsonObject } from '../../json';
import { ObjectRef, ParentReference } from '../../resources';
import { AncestorStatuses } from './ancestors';
import { PredictedCondition, Unknown } from './conditions';
import { GatewayContext } from './listeners';
import { RouteContext, RouteKind, RouteProblem } from './routes';
import { Item } from './world';

/**
 * What a reference from a rule to a backend comes to.
 *
 * @public
 */
export interface BackendRefInput {
  readonly route: Item;
  readonly routeKind: RouteKind;
  /** The raw backendRef, of a rule or of a RequestMirror filter. */
  readonly backendRef: JsonObject;
  /** Of a RequestMirror filter. */
  readonly mirror?: boolean;
  /** Absent where no listener allows the route: then neither EnvoyProxy nor policies count. */
  readonly gateway?: GatewayContext;
  readonly ruleIndex: number;
  /** Absent for mirrors, which follow the route's policy, never the rule's. */
  readonly ruleName?: string;
  /** The listeners the route names under this parentRef: decide a BackendTrafficPolicy's `routingType`. */
  readonly parentRef: ParentReference;
  /** What is wrong with the content of the backendRef's own filters, where somebody judged them. */
  readonly filtersProblem?: string;
}

/** @public */
export interface BackendRefOutcome {
  readonly ref: ObjectRef & { port?: number };
  readonly weight: number;
  /** At most one problem, as Envoy Gateway reports the first it meets. */
  readonly problem?: RouteProblem;
  readonly unknown?: Unknown;
  /** Valid, and of a Backend of type `DynamicResolver`. */
  readonly dynamicResolver: boolean;
  /** Envoy has somewhere to send its share to: its weight counts as valid. */
  readonly usable: boolean;
}

/**
 * A reference from a policy or EnvoyProxy to a service it calls (ext_authz, ext_proc, a JWKS, telemetry).
 *
 * @public
 */
export interface ServiceRefInput {
  /**
   * Who refers: decides which ReferenceGrant is needed. With its name, it becomes an ancestor of the
   * BackendTLSPolicies of the services it calls. An `EnvoyProxy` refers to where telemetry goes.
   */
  readonly from: {
    group: string;
    kind: string;
    namespace: string;
    name?: string;
  };
  readonly backendRef: JsonObject;
  readonly protocol: 'HTTP' | 'GRPC' | 'TCP';
  readonly gateway: GatewayContext;
}

/**
 * All the backendRefs of one call (of one `extAuth`, one `extProc`, one JWKS), which must fit together.
 *
 * @public
 */
export type ServiceRefsInput = Omit<ServiceRefInput, 'backendRef'> & {
  readonly backendRefs: readonly unknown[];
};

/** @public */
export interface ServiceRefOutcome {
  readonly problem?: { reason: string; message: string };
  readonly unknown?: Unknown;
}

/**
 * Everything about backends, shared by routes and policies.
 *
 * @public
 */
export interface BackendStage {
  /** Conditions of Backends (status.conditions). */
  readonly backends: readonly {
    item: Item;
    conditions: readonly PredictedCondition[];
    /** Whether anything refers to it: to others, Envoy Gateway writes no status. */
    used: boolean;
  }[];
  judgeBackendRef(input: BackendRefInput): BackendRefOutcome;
  judgeServiceRef(input: ServiceRefInput): ServiceRefOutcome;
  /** As `judgeServiceRef`, of a whole list: there must be one, and FQDNs and IP addresses do not mix. */
  judgeServiceRefs(input: ServiceRefsInput): ServiceRefOutcome;
  /**
   * Statuses of BackendTLSPolicies, once the routes that use their backends are known and the policies that
   * call services have been judged.
   */
  backendTlsPolicies(
    routes: readonly RouteContext[],
  ): readonly AncestorStatuses[];
}
