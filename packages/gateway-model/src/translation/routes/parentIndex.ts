import { JsonObject, numberAt, stringAt } from '../../json';
import { ParentReference } from '../../resources';
import { kindKey, refKey } from '../../resources/objectRef';
import {
  GATEWAY_API_GROUP,
  refersToGateway,
  refersToListenerSet,
} from '../../resources/references';
import { GatewayContext, ListenerContext, ListenerStage } from '../types';

/** What a parentRef of ours names: a Gateway, with the listeners that may be meant. */
export interface NamedParent {
  readonly gateway: GatewayContext;
  /** All of the Gateway or of the ListenerSet, before `sectionName` and `port` choose. */
  readonly listeners: readonly ListenerContext[];
}

interface ParentIndex {
  readonly gateways: ReadonlyMap<string, NamedParent>;
  readonly listenerSets: ReadonlyMap<string, NamedParent>;
}

/** A ListenerSet under either of the kind's names. */
function setKeyOf(ref: {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
}): string {
  return `${kindKey(ref)}\n${refKey(ref)}`;
}

function build(stage: ListenerStage): ParentIndex {
  const gateways = new Map<string, NamedParent>();
  const sets = new Map<
    string,
    { gateway: GatewayContext; listeners: ListenerContext[] }
  >();
  for (const gateway of stage.gateways) {
    const key = refKey(gateway);
    if (!gateway.accepted || gateways.has(key)) {
      continue;
    }
    const own: ListenerContext[] = [];
    for (const listener of gateway.listeners) {
      const { listenerSet } = listener;
      if (!listenerSet) {
        own.push(listener);
        continue;
      }
      const setKey = setKeyOf(listenerSet);
      const known = sets.get(setKey);
      if (known) {
        known.listeners.push(listener);
      } else {
        sets.set(setKey, { gateway, listeners: [listener] });
      }
    }
    gateways.set(key, { gateway, listeners: own });
  }
  return { gateways, listenerSets: sets };
}

const INDEXES = new WeakMap<ListenerStage, ParentIndex>();

/** A parentRef with its defaults, as Envoy Gateway applies them. */
export function readParentRef(
  raw: JsonObject,
  routeNamespace: string,
): ParentReference {
  const ref: ParentReference = {
    group: stringAt(raw, 'group') ?? GATEWAY_API_GROUP,
    kind: stringAt(raw, 'kind') ?? 'Gateway',
    namespace: stringAt(raw, 'namespace') ?? routeNamespace,
    name: stringAt(raw, 'name') ?? '',
  };
  const sectionName = stringAt(raw, 'sectionName');
  if (sectionName !== undefined) {
    ref.sectionName = sectionName;
  }
  const port = numberAt(raw, 'port');
  if (port !== undefined) {
    ref.port = port;
  }
  return ref;
}

/**
 * The parent a reference names, if it is an accepted Gateway of ours or a ListenerSet attached to one. A
 * ListenerSet without listeners is none: no listener leads to it (upstream `GetReferencedListeners`).
 */
export function namedParent(
  stage: ListenerStage,
  ref: ParentReference,
): NamedParent | undefined {
  let index = INDEXES.get(stage);
  if (!index) {
    index = build(stage);
    INDEXES.set(stage, index);
  }
  if (refersToGateway(ref)) {
    return index.gateways.get(refKey(ref));
  }
  return refersToListenerSet(ref)
    ? index.listenerSets.get(setKeyOf(ref))
    : undefined;
}

/**
 * Equal for parentRefs Envoy Gateway keeps one status entry for: it compares ports only under a
 * `sectionName` (upstream `IsParentRefEqual`).
 */
export function statusKey(ref: ParentReference): string {
  const parent = `${ref.group}\n${ref.kind}\n${refKey(ref)}`;
  return ref.sectionName === undefined
    ? parent
    : `${parent}\n${ref.sectionName}\n${ref.port ?? ''}`;
}
