import { JsonObject } from '../../json';
import { ObjectRef } from '../../resources';
import { AncestorStatuses } from './ancestors';
import { Unknown } from './conditions';
import { ContentProblem } from './content';
import { ListenerContext } from './listeners';
import { RouteContext } from './routes';
import { Item } from './world';

/** @public */
export type EffectiveKind =
  | 'SecurityPolicy'
  | 'BackendTrafficPolicy'
  | 'ClientTrafficPolicy'
  | 'EnvoyExtensionPolicy';

/** Where a policy is attached, least specific first. @public */
export type EffectiveLevel =
  | 'gateway'
  | 'listenerSet'
  | 'listener'
  | 'route'
  | 'rule';

/** One value in force, and where it came from. @public */
export interface EffectiveValue {
  /** From `spec` on, e.g. `['timeout', 'http', 'requestTimeout']`; list positions are numbers. */
  path: Array<string | number>;
  value: unknown;
  /** The object that gave the value, and its field there. `HTTPRoute` where the route's own value wins. */
  source: ObjectRef & { path: string };
  /** Values that would hold if this one were not there, nearest first, and why they lost. */
  overridden: Array<{
    source: ObjectRef & { path: string };
    value: unknown;
    why: string;
  }>;
}

/** A policy on the way to a rule that is not in force there. @public */
export interface ReplacedPolicy {
  policy: ObjectRef;
  level: EffectiveLevel;
  by: ObjectRef;
  /** One sentence. */
  why: string;
}

/** @public */
export interface EffectivePolicy {
  readonly kind: EffectiveKind;
  /** The most specific policy; its name is the one Envoy Gateway reports. */
  readonly winner: Item;
  readonly level: EffectiveLevel;
  readonly mergeType?: 'StrategicMerge' | 'JSONMerge';
  readonly mergedWith?: Item;
  /** Where the policy it is merged with is attached. */
  readonly mergedLevel?: EffectiveLevel;
  /** What is in force, without targets and `mergeType`. */
  readonly spec: JsonObject;
  /**
   * TCP, TLS and UDP routes take each field from the most specific policy that has it: by field, which one. Where
   * `mergedWith` is set, the winner's are the merged policy's.
   */
  readonly fieldSources?: ReadonlyMap<string, Item>;
  readonly replaced: readonly ReplacedPolicy[];
  /** Why requests to this rule are answered with an error instead: the policy's translation failed. */
  readonly failure?: {
    message: string;
    path: string;
    /**
     * Where it is not `path` alone: of every problem on this listener's Gateway. The parts they lie in are not in
     * force.
     */
    paths?: readonly string[];
    answers?: number;
  };
  /**
   * What a less specific policy comes to, whose features Envoy Gateway adds beside the failed one, as the failed one
   * left their place empty (BackendTrafficPolicy, EnvoyExtensionPolicy). The error answer stays.
   */
  readonly filledBy?: EffectivePolicy;
  readonly unknown?: Unknown;
}

/**
 * A policy of a route or a rule that Envoy Gateway comes to translate for one listener.
 *
 * @public
 */
export interface AppliedPolicy {
  readonly policy: Item;
  readonly route: RouteContext;
  /** The rule it is for; absent where it is for all. */
  readonly sectionName?: string;
  /** Lets the route in; not served, perhaps. */
  readonly listener: ListenerContext;
  /** What is translated: its own, or the merged one. */
  readonly spec: JsonObject;
  readonly mergedWith?: Item;
  readonly problems: readonly ContentProblem[];
}

/** @public */
export interface PolicyStage {
  /** Of all four kinds and EnvoyPatchPolicy. Objects Envoy Gateway writes nothing to are absent. */
  readonly statuses: readonly AncestorStatuses[];
  /** Policies of routes and rules (not ClientTrafficPolicy): what is in force on one rule of a route on one listener. */
  effective(
    kind: Exclude<EffectiveKind, 'ClientTrafficPolicy'>,
    listener: ListenerContext,
    route: RouteContext,
    ruleIndex: number,
  ): EffectivePolicy | undefined;
  clientTraffic(listener: ListenerContext): EffectivePolicy | undefined;
  /** Every policy of a kind that targets a route or a rule and has its place there. */
  appliedToRoutes(
    kind: Exclude<EffectiveKind, 'ClientTrafficPolicy'>,
  ): Iterable<AppliedPolicy>;
}
