import { PredictedCondition, Unknown } from './conditions';
import { Item } from './world';

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
