import { ApiEntityObject } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  BuiltEntity,
  ClusterView,
  Copy,
  CopyState,
  EntityContext,
  gatewayCopy,
  gatewayEntity,
  nameRefusal,
  routeCopy,
  routeEntity,
} from '../entities';
import { WrittenEntity } from './writtenEntities';

/**
 * What becomes of an object's entity.
 *
 * - `write`: it is to be as built
 * - `keep`: it stays as it is in the catalog, because something it was made of cannot be read
 * - `wait`: there is none yet, and whether there is to be one cannot be told
 * - `refuse`: there can be none
 * - `remove`: no cluster has the object, and all of them are sure
 * - `none`: there is none, and none is to be
 */
export type Decision =
  | { type: 'write'; built: BuiltEntity }
  | { type: 'keep' | 'wait' | 'refuse'; reason: string }
  | { type: 'remove' }
  | { type: 'none' };

export interface DecisionInput {
  object: ApiEntityObject;
  /** What the catalog holds. */
  written: WrittenEntity | undefined;
  /** Every cluster, in the order of the inventory. */
  views: readonly ClusterView[];
  /** Whether a cluster that is not among `views` is known to be gone for good. */
  isGone: (cluster: string) => boolean;
  context: EntityContext;
}

function gather<T>(
  { written, views, isGone }: DecisionInput,
  copyIn: (view: ClusterView) => CopyState<T>,
): { copies: Array<Copy<T>> } | { keep: string } | { wait: string } {
  const copies: Array<Copy<T>> = [];
  let wait: string | undefined;
  for (const view of views) {
    const madeFromIt = written?.clusters.includes(view.name) ?? false;
    const found = copyIn(view);
    if (found.state === 'present') {
      if (found.gap && madeFromIt) {
        return { keep: found.gap };
      }
      copies.push(found.copy);
    } else if (found.state === 'unknown') {
      if (madeFromIt) {
        return { keep: found.reason };
      }
      wait = found.reason;
    }
  }
  const missing = written?.clusters.find(
    name => !views.some(view => view.name === name) && !isGone(name),
  );
  if (missing !== undefined) {
    return { keep: `cluster ${missing} is not known to the inventory (yet)` };
  }
  return wait !== undefined && copies.length === 0 ? { wait } : { copies };
}

function settle<T>(
  input: DecisionInput,
  copyIn: (view: ClusterView) => CopyState<T>,
  build: (copies: ReadonlyArray<Copy<T>>) => BuiltEntity,
): Decision {
  const { written } = input;
  const gathered = gather(input, copyIn);
  if ('keep' in gathered) {
    return { type: 'keep', reason: gathered.keep };
  }
  if ('copies' in gathered && gathered.copies.length > 0) {
    return { type: 'write', built: build(gathered.copies) };
  }
  if (written) {
    // Every cluster the entity was made from has been asked, and is sure.
    return { type: 'remove' };
  }
  return 'wait' in gathered
    ? { type: 'wait', reason: gathered.wait }
    : { type: 'none' };
}

/**
 * Decides what becomes of an object's entity. Nothing is removed, and nothing is written from less than
 * before, because something could not be read: one cluster that cannot tell, of those the entity was
 * made from, and it stays as it is.
 */
export function decide(input: DecisionInput): Decision {
  const { object, context, written } = input;
  const { controllerNames } = context;
  const refusal = nameRefusal(object);
  if (refusal && !written) {
    return { type: 'refuse', reason: refusal };
  }
  return object.kind === 'Gateway'
    ? settle(
        input,
        view => gatewayCopy(view, object, controllerNames),
        copies => gatewayEntity(copies, context, written?.remembered),
      )
    : settle(
        input,
        view => routeCopy(view, object, controllerNames),
        copies => routeEntity(copies, context, written?.remembered),
      );
}
