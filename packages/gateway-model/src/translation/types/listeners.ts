import { JsonObject } from '../../json';
import { AncestorStatuses } from './ancestors';
import { PredictedCondition, Unknown } from './conditions';
import { Item } from './world';

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
