import { JsonObject, listAt, numberAt, objectAt, stringAt } from '../../json';
import { isJsonObject } from '../../json';
import {
  GatewayContext,
  Item,
  ListenerContext,
  PredictedCondition,
  Unknown,
} from '../types';

/** What the certificates of a listener would come to if the presumption were wrong. */
export type CertificateDoubt =
  | 'InvalidCertificateRef'
  | 'PartiallyInvalidCertificateRef';

/** What stage after stage finds out about one listener, before it is settled. */
export interface ListenerDraft {
  readonly gateway: GatewayContext;
  readonly listenerSet?: Item;
  readonly ownerNamespace: string;
  readonly spec: JsonObject;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** As the spec has it: an empty one is there. */
  readonly hostname?: string;
  /** By type: of one type there is only one, the last set. */
  readonly conditions: Map<string, PredictedCondition>;
  supportedKinds: ListenerContext['supportedKinds'];
  /** Whether it is sound by itself. */
  sound: boolean;
  protocolConflict: boolean;
  /** Names its certificates are for, where they could be read. */
  certificateNames: readonly string[];
  servesSds: boolean;
  /** What its certificates depend on beyond the snapshot. */
  unknown?: Unknown;
  /** What they might be instead: the worst first. */
  doubts: readonly CertificateDoubt[];
  /** Set when it would serve, or not, were it otherwise. */
  readinessUnknown?: Unknown;
}

/** Listeners of a Gateway or ListenerSet; entries that are no objects cannot exist in a cluster. */
export function listenerSpecs(owner: Item): readonly JsonObject[] {
  return listAt(owner.spec, 'listeners').filter(isJsonObject);
}

export function draftListener(
  gateway: GatewayContext,
  spec: JsonObject,
  listenerSet?: Item,
): ListenerDraft {
  return {
    gateway,
    listenerSet,
    ownerNamespace: (listenerSet ?? gateway).namespace,
    spec,
    name: stringAt(spec, 'name') ?? '',
    port: numberAt(spec, 'port') ?? 0,
    protocol: stringAt(spec, 'protocol') ?? '',
    hostname: stringAt(spec, 'hostname'),
    conditions: new Map(),
    supportedKinds: [],
    sound: true,
    protocolConflict: false,
    certificateNames: [],
    servesSds: false,
    doubts: [],
  };
}

/** `Invalid` goes by another name on the listeners of a ListenerSet, though not of an XListenerSet. */
function reasonFor(draft: ListenerDraft, reason: string): string {
  return draft.listenerSet?.kind === 'ListenerSet' && reason === 'Invalid'
    ? 'ListenersNotValid'
    : reason;
}

export function setCondition(
  draft: ListenerDraft,
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
  unknown?: Unknown,
): void {
  draft.conditions.set(type, {
    type,
    status,
    reason: reasonFor(draft, reason),
    message,
    ...(unknown && { unknown }),
  });
}

/** A listener that is itself at fault. */
export function setInvalid(draft: ListenerDraft, message: string): void {
  setCondition(draft, 'Programmed', 'False', 'Invalid', message);
  draft.sound = false;
}

/** Whether what is found so far keeps the listener from serving at all. */
export function isRejected(draft: ListenerDraft): boolean {
  for (const { type, status, reason } of draft.conditions.values()) {
    if (
      status === 'False' &&
      (type === 'Programmed' ||
        type === 'Accepted' ||
        (type === 'ResolvedRefs' &&
          reason !== 'PartiallyInvalidCertificateRef'))
    ) {
      return true;
    }
  }
  return false;
}

/** A listener's name as conflicts tell it, with the Gateway or ListenerSet it belongs to. */
export function displayName(draft: ListenerDraft): string {
  const { namespace, name } = draft.listenerSet ?? draft.gateway;
  return `${namespace}/${name}/${draft.name}`;
}

export function tlsModeOf(draft: ListenerDraft): string | undefined {
  return stringAt(objectAt(draft.spec, 'tls'), 'mode');
}

function irName(draft: ListenerDraft): string {
  const { gateway, listenerSet, name } = draft;
  const owner = `${gateway.namespace}/${gateway.name}`;
  return listenerSet
    ? `${owner}/${listenerSet.namespace}/${listenerSet.name}/${name}`
    : `${owner}/${name}`;
}

/** The listener as all later stages see it. `occurrence` tells equally named ones apart. */
export function settle(
  draft: ListenerDraft,
  occurrence: number,
): ListenerContext {
  const { gateway, listenerSet, hostname, conditions } = draft;
  const mode = tlsModeOf(draft);
  const owner = listenerSet ?? gateway;
  const key = `${listenerSet?.kind ?? 'Gateway'}/${owner.namespace}/${
    owner.name
  }/${draft.name}`;
  const ready = conditions.get('Programmed')?.status === 'True';
  const unknown = draft.readinessUnknown ?? (ready ? draft.unknown : undefined);
  return {
    key: occurrence === 0 ? key : `${key}#${occurrence}`,
    name: draft.name,
    gateway,
    ...(listenerSet && { listenerSet }),
    ownerNamespace: draft.ownerNamespace,
    spec: draft.spec,
    port: draft.port,
    protocol: draft.protocol,
    ...(hostname !== undefined && { hostname }),
    ...((mode === 'Terminate' || mode === 'Passthrough') && { tlsMode: mode }),
    supportedKinds: draft.supportedKinds,
    ready,
    ...(unknown && { unknown }),
    conditions: [...conditions.values()],
    irName: irName(draft),
  };
}
