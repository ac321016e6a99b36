/**
 * The metadata of a Kubernetes object, as far as this product reads it.
 *
 * @public
 */
export interface ObjectMeta {
  name: string;
  /** Absent on cluster-scoped kinds. */
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  /** Counts changes of `spec`; conditions name the one they judged in `observedGeneration`. */
  generation?: number;
  /** RFC 3339. Decides age, and so precedence between equals. */
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/**
 * A Kubernetes object of any kind. Fields this product does not know are kept as they came.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/**
 * Names one object of one cluster. `namespace` is `undefined` for cluster-scoped kinds.
 *
 * @public
 */
export interface ObjectRef {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * An object that exists and that this product cannot understand. It is lost to attachment and policy,
 * but never to the reader: where it is and why are told.
 *
 * @public
 */
export interface UnreadableObject {
  ref: ObjectRef;
  /** The field that could not be understood, e.g. `spec.rules[2].matches[0].path.value`. */
  path: string;
  reason: string;
  metadata?: ObjectMeta;
}

/**
 * A condition of Kubernetes' `metav1.Condition`.
 *
 * @public
 */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
}

/** @public */
export interface ParentReference {
  /** Defaulted to `gateway.networking.k8s.io`. */
  group: string;
  /** Defaulted to `Gateway`. */
  kind: string;
  /** Defaulted to the route's own namespace. */
  namespace: string;
  name: string;
  sectionName?: string;
  port?: number;
}

/** @public */
export interface RouteParentStatus {
  parentRef: ParentReference;
  controllerName: string;
  conditions: Condition[];
}

/** @public */
export interface BackendReference {
  /** Defaulted to the core group, `''`. */
  group: string;
  /** Defaulted to `Service`. */
  kind: string;
  /** Defaulted to the route's own namespace. */
  namespace: string;
  name: string;
  port?: number;
  /** Defaulted to 1. */
  weight: number;
}

/** @public */
export interface HTTPHeaderMatch {
  type: 'Exact' | 'RegularExpression';
  name: string;
  value: string;
}

/** @public */
export interface HTTPRouteMatch {
  /** Defaulted to `PathPrefix` `/`. */
  path: { type: 'Exact' | 'PathPrefix' | 'RegularExpression'; value: string };
  /** Absent means any method. */
  method?: string;
  headers: HTTPHeaderMatch[];
  queryParams: HTTPHeaderMatch[];
}

/** @public */
export interface HTTPRouteRule {
  name?: string;
  /** Never empty: a rule without matches is defaulted to `PathPrefix` `/`. */
  matches: HTTPRouteMatch[];
  /** Filters as they came, one key per filter type. */
  filters: Array<{ type: string; [field: string]: unknown }>;
  backendRefs: BackendReference[];
  timeouts?: { request?: string; backendRequest?: string };
  retry?: Record<string, unknown>;
}

/**
 * An HTTPRoute with the API server's defaults applied. `object` is what came from the cluster.
 *
 * @public
 */
export interface HTTPRoute {
  kind: 'HTTPRoute';
  metadata: ObjectMeta & { namespace: string };
  hostnames: string[];
  parentRefs: ParentReference[];
  rules: HTTPRouteRule[];
  parents: RouteParentStatus[];
  object: KubernetesObject;
}

/** @public */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{
    key: string;
    operator: string;
    values?: string[];
  }>;
}

/** @public */
export interface Listener {
  name: string;
  /** Absent or empty means every host. */
  hostname?: string;
  port: number;
  protocol: string;
  tls?: {
    mode?: string;
    certificateRefs: Array<{ namespace: string; name: string; kind: string }>;
  };
  allowedRoutes: {
    namespaces: { from: 'All' | 'Same' | 'Selector'; selector?: LabelSelector };
    /** Empty means the kinds of the protocol. */
    kinds: Array<{ group: string; kind: string }>;
  };
}

/** @public */
export interface ListenerStatus {
  name: string;
  attachedRoutes?: number;
  conditions: Condition[];
}

/** @public */
export interface Gateway {
  kind: 'Gateway';
  metadata: ObjectMeta & { namespace: string };
  gatewayClassName: string;
  listeners: Listener[];
  status: {
    addresses: Array<{ type?: string; value: string }>;
    conditions: Condition[];
    listeners: ListenerStatus[];
  };
  object: KubernetesObject;
}

/** @public */
export interface GatewayClass {
  kind: 'GatewayClass';
  metadata: ObjectMeta;
  controllerName: string;
  conditions: Condition[];
  object: KubernetesObject;
}

/**
 * The kinds of policy that attach to Gateways and routes.
 *
 * @public
 */
export type PolicyKind =
  | 'SecurityPolicy'
  | 'BackendTrafficPolicy'
  | 'ClientTrafficPolicy'
  | 'EnvoyExtensionPolicy';

/** @public */
export interface PolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  sectionName?: string;
}

/** @public */
export interface PolicyTargetSelector {
  group: string;
  kind: string;
  namespaces: { from: 'Same' | 'All' | 'Selector'; selector?: LabelSelector };
  selector: LabelSelector;
}

/** @public */
export interface PolicyAncestorStatus {
  ancestorRef: ParentReference;
  controllerName: string;
  conditions: Condition[];
}

/** @public */
export interface Policy {
  kind: PolicyKind;
  metadata: ObjectMeta & { namespace: string };
  targetRefs: PolicyTargetRef[];
  targetSelectors: PolicyTargetSelector[];
  mergeType?: string;
  spec: Record<string, unknown>;
  ancestors: PolicyAncestorStatus[];
  object: KubernetesObject;
}

/** @public */
export interface Service {
  kind: 'Service';
  metadata: ObjectMeta & { namespace: string };
  /** As `spec.type` says; absent means `ClusterIP`. */
  type?: string;
  ports: Array<{
    name?: string;
    port: number;
    /** Absent means TCP. */
    protocol?: string;
    appProtocol?: string;
  }>;
  object: KubernetesObject;
}

/** @public */
export interface Namespace {
  kind: 'Namespace';
  metadata: ObjectMeta;
  object: KubernetesObject;
}

/** @public */
export interface ReferenceGrant {
  kind: 'ReferenceGrant';
  metadata: ObjectMeta & { namespace: string };
  from: Array<{ group: string; kind: string; namespace: string }>;
  to: Array<{ group: string; kind: string; name?: string }>;
  object: KubernetesObject;
}

/**
 * A kind whose meaning this product reads; the others are kept as {@link KubernetesObject}s.
 *
 * @public
 */
export type Resource =
  | HTTPRoute
  | Gateway
  | GatewayClass
  | Policy
  | Service
  | Namespace
  | ReferenceGrant;
