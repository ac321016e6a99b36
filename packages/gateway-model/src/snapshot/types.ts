import {
  Gateway,
  GatewayClass,
  HTTPRoute,
  KubernetesObject,
  Namespace,
  ObjectRef,
  Policy,
  PolicyKind,
  ReferenceGrant,
  Service,
  UnreadableObject,
} from '../resources';

/**
 * One step from a snapshot to the next. `object` is raw, as the API server sent it.
 *
 * @public
 */
export type SnapshotChange =
  | { type: 'upsert'; object: unknown }
  | { type: 'delete'; ref: ObjectRef };

/**
 * The order of a snapshot's lists: `age` is what Envoy Gateway goes by in a cluster (creation, then namespace,
 * then name); `given` keeps the order of the input, as `egctl x translate` does.
 *
 * @public
 */
export type SnapshotOrder = 'age' | 'given';

/**
 * A cluster's state at one moment: immutable, indexed, plain. `apply` gives the next one and shares
 * every kind that did not change. Lists are ordered by age, then namespace, then name, which is the
 * order Envoy Gateway settles claims in (upstream `internal/gatewayapi/resource/resource.go`).
 *
 * @public
 */
export interface Snapshot {
  readonly gatewayClasses: readonly GatewayClass[];
  readonly gateways: readonly Gateway[];
  readonly httpRoutes: readonly HTTPRoute[];
  readonly referenceGrants: readonly ReferenceGrant[];
  readonly services: readonly Service[];
  readonly namespaces: readonly Namespace[];
  /** Objects that exist and could not be understood. */
  readonly unreadable: readonly UnreadableObject[];
  policies(kind: PolicyKind): readonly Policy[];
  /** Every readable object of a kind, as it came, in order. */
  objects(group: string, kind: string): readonly KubernetesObject[];
  gatewayClass(name: string): GatewayClass | undefined;
  gateway(namespace: string, name: string): Gateway | undefined;
  httpRoute(namespace: string, name: string): HTTPRoute | undefined;
  service(namespace: string, name: string): Service | undefined;
  policy(kind: PolicyKind, namespace: string, name: string): Policy | undefined;
  namespace(name: string): Namespace | undefined;
  /** Any object by reference, also of kinds without a reading of their own (Envoy Gateway's Backend). */
  object(ref: ObjectRef): KubernetesObject | undefined;
  /**
   * Why an object that exists could not be understood. An object is gone only when neither this nor
   * `object` knows it.
   */
  unreadableObject(ref: ObjectRef): UnreadableObject | undefined;
  /** Routes that name this Gateway as a parent, whether they attach or not. */
  httpRoutesOf(namespace: string, name: string): readonly HTTPRoute[];
  apply(changes: Iterable<SnapshotChange>): Snapshot;
}
