import { JsonObject } from '../json';
import { ObjectMeta, ObjectRef, ParentReference } from '../resources';
import { Snapshot } from '../snapshot';
import type { GatewayStatuses } from './listeners';

/** @public */
export type RouteKind =
  | 'HTTPRoute'
  | 'GRPCRoute'
  | 'TLSRoute'
  | 'TCPRoute'
  | 'UDPRoute';

/**
 * Why the portal cannot know something Envoy Gateway knows.
 *
 * - `SecretBytes`: it depends on the content of a Secret (a private key, credentials)
 * - `ConfigMapBytes`: on the content of a ConfigMap that was not given
 * - `NotRead`: on a kind of object that this snapshot does not hold at all (see {@link TranslationSettings.unread})
 * - `ExternalFetch`: on something fetched from elsewhere (OIDC discovery, a Wasm image, a JWKS)
 * - `Infrastructure`: on proxies, addresses or health that only the running system has
 *
 * @public
 */
export type UnknownReason =
  | 'SecretBytes'
  | 'ConfigMapBytes'
  | 'NotRead'
  | 'ExternalFetch'
  | 'Infrastructure';

/** @public */
export interface Unknown {
  reason: UnknownReason;
  /** One sentence: what it depends on. */
  message: string;
  /** The object whose content decides, where there is one. */
  ref?: ObjectRef;
}

/**
 * A condition Envoy Gateway will write. With `unknown`, it is what stands as long as the unknown thing is
 * in order: a presumption, to be shown as one.
 *
 * @public
 */
export interface PredictedCondition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  /** In this product's own words; the facts are Envoy Gateway's. */
  message: string;
  /** The field at fault, from the object's root, where one is. */
  path?: string;
  unknown?: Unknown;
}

/** What a certificate's public part says; read by a caller that can parse X.509. @public */
export interface CertificateFacts {
  /** Subject alternative names, and the common name where there are none. */
  dnsNames: string[];
  /** `dnsNames` holds the common name, for want of alternative names. */
  commonNameOnly?: boolean;
  /** RFC 3339. */
  notBefore: string;
  /** RFC 3339. */
  notAfter: string;
  /** `RSA`, `ECDSA` or another name of a public key algorithm. */
  publicKeyAlgorithm: string;
}

/**
 * A version of Envoy Gateway whose decisions can be foretold.
 *
 * @public
 */
export type EnvoyGatewayVersion = '1.7' | '1.8' | '1.9';

/**
 * How the Envoy Gateway whose decisions are foretold is set up, and what is known to the snapshot.
 *
 * @public
 */
export interface TranslationSettings {
  /** Whose rules hold; those of 1.9 where nobody has said. */
  version?: EnvoyGatewayVersion;
  controllerName: string;
  /** The namespace Envoy Gateway runs in. */
  controllerNamespace: string;
  /** `extensionApis.enableBackend`. */
  backendEnabled: boolean;
  /** `extensionApis.enableEnvoyPatchPolicy`. */
  envoyPatchPolicyEnabled: boolean;
  /** `extensionApis.enableLua`, off by default since 1.9; absent where nobody has said. */
  luaEnabled?: boolean;
  /** `extensionApis.enableSDSSecretRef`. */
  sdsSecretRefEnabled: boolean;
  /** Whether a global rate limit service is configured. */
  globalRateLimitEnabled: boolean;
  /** Kinds of an extension server's own resources (`group/kind`), usable as filters and backends. */
  extensionKinds?: ReadonlySet<string>;
  /** Whether Envoy Gateway routes to Services instead of their endpoints everywhere. */
  endpointRoutingDisabled: boolean;
  gatewayNamespaceMode: boolean;
  /** Standalone mode: proxies run on the host. */
  runningOnHost: boolean;
  /** `envoyProxy`: the spec of an EnvoyProxy that holds where neither class nor Gateway says otherwise. */
  envoyProxyDefaults?: JsonObject;
  /**
   * Foretell the translator alone, as `egctl x translate` runs it: without what Envoy Gateway's provider finds
   * before it (an EnvoyProxy that does not exist) or adds after it (a Gateway's `Accepted` and `Programmed`).
   */
  translatorOnly?: boolean;
  /**
   * Kinds this snapshot does not hold (`group/kind`, the core group empty: `/Secret`). References to them
   * are neither found nor missing: they are unknown.
   */
  unread: ReadonlySet<string>;
  /** RFC 3339; decides whether certificates have expired. Without it, expiry is not judged. */
  now?: string;
  /** Reads the public part of a certificate chain (PEM); `undefined` when it cannot be read. */
  readCertificates?: (pem: string) => readonly CertificateFacts[] | undefined;
}

/**
 * Any object as the translation reads it: raw, and to be read with the functions of `json/` alone, since it
 * may hold anything. `namespace` is empty for cluster-scoped kinds.
 *
 * @public
 */
export interface Item {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly metadata: ObjectMeta;
  readonly spec: JsonObject;
  readonly object: JsonObject;
}

/**
 * A reference looked up: there, certainly not there, or of a kind this snapshot does not hold.
 *
 * @public
 */
export type Lookup = Item | 'missing' | 'unread';

/**
 * The snapshot as the stages of the translation see it.
 *
 * @public
 */
export interface World {
  readonly snapshot: Snapshot;
  readonly settings: TranslationSettings;
  /** All readable objects of a kind, in the order Envoy Gateway processes them. */
  items(group: string, kind: string): readonly Item[];
  lookup(ref: {
    group: string;
    kind: string;
    namespace?: string;
    name: string;
  }): Lookup;
  /** Labels of a Namespace; `undefined` when there is no such object. */
  namespaceLabels(name: string): Record<string, string> | undefined;
  /**
   * EndpointSlices of a Service (`kubernetes.io/service-name`) or ServiceImport
   * (`multicluster.kubernetes.io/service-name`), in order.
   */
  endpointSlices(
    kind: 'Service' | 'ServiceImport',
    namespace: string,
    name: string,
  ): readonly Item[] | 'unread';
  /** Whether a reference across namespaces is permitted by a ReferenceGrant. Within one it always is. */
  permits(
    from: { group: string; kind: string; namespace: string },
    to: { group: string; kind: string; namespace: string; name: string },
  ): boolean;
}

// ---------------------------------------------------------------- gateways and listeners

/** @public */
export interface GatewayContext {
  readonly item: Item;
  readonly namespace: string;
  readonly name: string;
  readonly className: string;
  /**
   * The EnvoyProxy in force (the Gateway's own over the class's over none, merged where `mergeType` says
   * so), with the object it came from.
   */
  readonly envoyProxy?: { readonly item: Item; readonly spec: JsonObject };
  /** Whether the class's EnvoyProxy merges Gateways into one set of proxies. */
  readonly mergeGateways: boolean;
  /** `namespace/name`, or the class's name with `mergeGateways`: Gateways with one key share proxies. */
  readonly irKey: string;
  /** False when its parameters are invalid: nothing is translated for it but its own status. */
  readonly accepted: boolean;
  /** Set when `accepted` is presumed. */
  readonly unknown?: Unknown;
  /** Own listeners first, then those of its ListenerSets in order. */
  readonly listeners: readonly ListenerContext[];
  /** Conditions known without routes; `judgeGateways` adds the rest. */
  readonly conditions: readonly PredictedCondition[];
}

/** @public */
export interface ListenerContext {
  /** Key: the owner and the listener's name; unique in a snapshot. */
  readonly key: string;
  readonly name: string;
  readonly gateway: GatewayContext;
  /** Present when the listener belongs to a ListenerSet. */
  readonly listenerSet?: Item;
  /** Namespace of the Gateway or ListenerSet that owns it. */
  readonly ownerNamespace: string;
  readonly spec: JsonObject;
  readonly port: number;
  readonly protocol: string;
  /** Absent or empty means every host. */
  readonly hostname?: string;
  readonly tlsMode?: 'Terminate' | 'Passthrough';
  /** Kinds it takes, as its status will say: `group/kind`. */
  readonly supportedKinds: readonly { group: string; kind: string }[];
  /**
   * Whether Envoy Gateway gives it a place in the proxies' configuration. A listener that is not ready still
   * counts attached routes.
   */
  readonly ready: boolean;
  /** Set when `ready` is presumed. */
  readonly unknown?: Unknown;
  readonly conditions: readonly PredictedCondition[];
  /** What Envoy Gateway calls it in its intermediate representation: `ns/gateway/listener`, or `ns/gateway/setNs/set/listener`. */
  readonly irName: string;
}

/** @public */
export interface ListenerSetContext {
  readonly item: Item;
  /** Undefined when its parent is not one of ours: then Envoy Gateway writes nothing. */
  readonly gateway?: GatewayContext;
  readonly conditions: readonly PredictedCondition[];
  readonly listeners: readonly ListenerContext[];
}

/**
 * What the first stage gives: every Gateway of our class, accepted or not.
 *
 * @public
 */
export interface ListenerStage {
  readonly gateways: readonly GatewayContext[];
  readonly listenerSets: readonly ListenerSetContext[];
  readonly gatewayClasses: readonly {
    item: Item;
    conditions: readonly PredictedCondition[];
  }[];
  /** EnvoyProxy statuses: ancestors are GatewayClasses and Gateways. */
  readonly envoyProxies: readonly AncestorStatuses[];
}

// ---------------------------------------------------------------- routes

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

// ---------------------------------------------------------------- statuses with ancestors

/** @public */
export interface AncestorStatus {
  readonly ancestorRef: {
    group: string;
    kind: string;
    namespace?: string;
    name: string;
    sectionName?: string;
    /** Where a BackendTLSPolicy's ancestor is a route's parentRef, which may have one. */
    port?: number;
  };
  readonly conditions: readonly PredictedCondition[];
}

/** @public */
export interface AncestorStatuses {
  readonly item: Item;
  readonly ancestors: readonly AncestorStatus[];
  /** Why there may be further ancestors: listeners on which something unknown is not in order. */
  readonly mayBeMore?: Unknown;
}

// ---------------------------------------------------------------- policies

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

/**
 * What Envoy Gateway makes of a snapshot.
 *
 * @public
 */
export interface Translation {
  readonly world: World;
  readonly listeners: ListenerStage;
  /** Statuses of Gateways and ListenerSets. */
  readonly statuses: GatewayStatuses;
  readonly routes: readonly RouteContext[];
  readonly backends: BackendStage;
  readonly policies: PolicyStage;
}
