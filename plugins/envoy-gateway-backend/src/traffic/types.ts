import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { Tally } from './figures/tally';
import { TrafficWindow } from './figures/trafficWindow';

/**
 * A route whose traffic is asked for.
 *
 * @public
 */
export interface TrafficRoute {
  namespace: string;
  name: string;
  /** Positions of its rules, and how many backends each has. */
  rules: Array<{ index: number; backends: number }>;
  /** The Gateways it attaches to: their proxies count its requests. */
  gateways: Array<{ namespace: string; name: string; className: string }>;
}

/**
 * What is asked of a traffic source.
 *
 * @public
 */
export interface TrafficQuery {
  cluster: InventoryCluster;
  routes: TrafficRoute[];
  window: TrafficWindow;
  signal: AbortSignal;
}

/**
 * What was counted for one rule.
 *
 * @public
 */
export interface RuleTally {
  namespace: string;
  name: string;
  index: number;
  /** Over the whole window. */
  window: Tally;
  /** Per step of the window, in the order of `stepEnds`. */
  steps: Tally[];
}

/**
 * Why there are no figures, or not all of them, and what to do about it.
 *
 * @public
 */
export interface TrafficProblem {
  reason: string;
  message: string;
  remedy: string;
}

/**
 * What a traffic source answers.
 *
 * @public
 */
export interface TrafficReading {
  rules: RuleTally[];
  /** True when the proxies say their statistics are generated. */
  generated: boolean;
  /** How much of the window the figures cover. */
  coveredSeconds?: number;
  problem?: TrafficProblem;
}

/**
 * A place traffic figures of a cluster can be read from.
 *
 * @public
 */
export interface TrafficSource {
  /** Shown to people beside the figures. */
  readonly title: string;
  /** Whether this is the source to ask for a cluster. */
  handles(cluster: InventoryCluster): boolean;
  /** Reads the figures. A source that throws costs its own cluster's figures, with the message shown. */
  read(query: TrafficQuery): Promise<TrafficReading>;
}
