import { VersionRules } from '../versionRules';
import { displayName, isRejected, ListenerDraft, setCondition } from './draft';

function group<T>(
  items: readonly T[],
  keyOf: (item: T) => string | number,
): T[][] {
  const groups = new Map<string | number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) {
      known.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return [...groups.values()];
}

/**
 * A listener at fault itself takes nobody's place, since 1.8; upstream forgets what was wrong with one, though, when a
 * certificate that fails in part is told in its stead.
 */
function contenders(
  drafts: readonly ListenerDraft[],
  { conflictsOfSoundOnly }: VersionRules,
): readonly ListenerDraft[] {
  return conflictsOfSoundOnly
    ? drafts.filter(draft => draft.sound || !isRejected(draft))
    : drafts;
}

function setOf(draft: ListenerDraft): string {
  const { listenerSet } = draft;
  return listenerSet ? `${listenerSet.namespace}/${listenerSet.name}` : '';
}

type ConflictReason = 'ProtocolConflict' | 'HostnameConflict';

/** On listeners of a ListenerSet a conflict tells in all three conditions, as Gateway API asks. */
function setConflicted(
  draft: ListenerDraft,
  reason: ConflictReason,
  message: string,
): void {
  setCondition(draft, 'Conflicted', 'True', reason, message);
  if (draft.listenerSet) {
    setCondition(draft, 'Accepted', 'False', reason, message);
    setCondition(draft, 'Programmed', 'False', reason, message);
  }
  draft.protocolConflict ||= reason === 'ProtocolConflict';
}

function names(drafts: readonly ListenerDraft[]): string {
  return drafts.map(displayName).sort().join(', ');
}

/** HTTPS and TLS can share a port. */
function sharedProtocol(draft: ListenerDraft): string {
  return draft.protocol === 'HTTPS' ? 'TLS' : draft.protocol;
}

function distinct(
  drafts: readonly ListenerDraft[],
  valueOf: (draft: ListenerDraft) => string,
): Set<string> {
  return new Set(drafts.map(valueOf));
}

/**
 * Listeners on one port must share a protocol. A Gateway's own listeners win over those of ListenerSets; where
 * they disagree among themselves nobody wins, and the same goes for one ListenerSet. Among ListenerSets the
 * first wins. UDP is in nobody's way.
 */
function judgeProtocolsOnPort(onPort: readonly ListenerDraft[]): void {
  if (distinct(onPort, sharedProtocol).size <= 1) {
    return;
  }
  const message = `Listeners on one port must use compatible protocols; in conflict are ${names(
    onPort,
  )}`;
  const own = distinct(
    onPort.filter(draft => !draft.listenerSet),
    sharedProtocol,
  );
  const divided = new Set(
    own.size > 0
      ? []
      : group(onPort, setOf)
          .filter(ofSet => distinct(ofSet, sharedProtocol).size > 1)
          .map(([first]) => setOf(first)),
  );
  let [winner] = own;
  for (const draft of onPort) {
    if (own.size > 1 || divided.has(setOf(draft))) {
      setConflicted(draft, 'ProtocolConflict', message);
      continue;
    }
    winner ??= sharedProtocol(draft);
    if (sharedProtocol(draft) !== winner) {
      setConflicted(draft, 'ProtocolConflict', message);
    }
  }
}

function judgeProtocols(
  drafts: readonly ListenerDraft[],
  judgeOnPort: (onPort: readonly ListenerDraft[]) => void,
): void {
  const stream = drafts.filter(draft => draft.protocol !== 'UDP');
  group(stream, draft => draft.port).forEach(judgeOnPort);
}

/** Of the listeners with one port and hostname, the one that keeps it. */
function hostnameWinner(
  claimants: readonly ListenerDraft[],
): ListenerDraft | undefined {
  const own = claimants.filter(draft => !draft.listenerSet);
  if (own.length > 0) {
    return own.length === 1 ? own[0] : undefined;
  }
  return distinct(claimants, setOf).size === claimants.length
    ? claimants[0]
    : undefined;
}

/** Listeners on one port must differ in hostname, if they can tell hostnames apart. */
function judgeHostnames(drafts: readonly ListenerDraft[]): void {
  const layer7 = drafts.filter(
    draft =>
      !draft.protocolConflict &&
      draft.protocol !== 'TCP' &&
      draft.protocol !== 'UDP',
  );
  for (const claimants of group(
    layer7,
    draft => `${draft.port}/${draft.hostname ?? ''}`,
  )) {
    if (claimants.length > 1) {
      const winner = hostnameWinner(claimants);
      const message = `Listeners on one port must have different hostnames; in conflict are ${names(
        claimants,
      )}`;
      for (const draft of claimants) {
        if (draft !== winner) {
          setConflicted(draft, 'HostnameConflict', message);
        }
      }
    }
  }
}

/** Before 1.9 a conflict told of itself alone. */
function setOldConflict(
  drafts: readonly ListenerDraft[],
  reason: ConflictReason,
): void {
  const message = `In conflict are the listeners ${names(drafts)}`;
  for (const draft of drafts) {
    setCondition(draft, 'Conflicted', 'True', reason, message);
  }
}

/** Before 1.9 a single listener of the Gateway won, else the first one; of several of its own, none. */
function judgeOldProtocolsOnPort(onPort: readonly ListenerDraft[]): void {
  if (distinct(onPort, sharedProtocol).size <= 1) {
    return;
  }
  const own = onPort.filter(draft => !draft.listenerSet);
  const winner = sharedProtocol(own[0] ?? onPort[0]);
  setOldConflict(
    onPort.filter(draft => own.length > 1 || sharedProtocol(draft) !== winner),
    'ProtocolConflict',
  );
}

/** Before 1.9 nobody won among listeners that go by hostnames, whoever they belonged to. */
function judgeOldHostnames(drafts: readonly ListenerDraft[]): void {
  const layer7 = drafts.filter(
    draft => draft.protocol !== 'TCP' && draft.protocol !== 'UDP',
  );
  for (const onPort of group(layer7, draft => draft.port)) {
    if (distinct(onPort, sharedProtocol).size > 1) {
      setOldConflict(onPort, 'ProtocolConflict');
    }
    group(onPort, draft => draft.hostname ?? '')
      .filter(({ length }) => length > 1)
      .forEach(claimants => setOldConflict(claimants, 'HostnameConflict'));
  }
}

/** A port has one TCP listener and one UDP listener at most: the first. */
function judgeLayer4(
  drafts: readonly ListenerDraft[],
  protocol: 'TCP' | 'UDP',
): void {
  const layer4 = drafts.filter(draft => draft.protocol === protocol);
  for (const [, ...others] of group(layer4, draft => draft.port)) {
    for (const draft of others) {
      setCondition(
        draft,
        'Conflicted',
        'True',
        'ProtocolConflict',
        `A port can have only one ${protocol} listener`,
      );
    }
  }
}

/** Gateways that share proxies share ports: of equal listeners the first stays. */
function judgeMerged(drafts: readonly ListenerDraft[]): void {
  const taken = new Set<string>();
  for (const draft of drafts) {
    const key = `${draft.protocol}:${draft.hostname ?? ''}:${draft.port}`;
    if (taken.has(key)) {
      setCondition(
        draft,
        'Conflicted',
        'True',
        'HostnameConflict',
        'Listeners of merged Gateways must differ in port, protocol or hostname',
      );
    }
    taken.add(key);
  }
}

/** Finds listeners in each other's way: within each Gateway, and across all of a class that merges them. */
export function judgeConflicts(
  gateways: readonly (readonly ListenerDraft[])[],
  merged: boolean,
  rules: VersionRules,
): void {
  const { conflictsOfSoundOnly, conflictsRefuseListenerSets: isNew } = rules;
  const inEach = (judge: (drafts: readonly ListenerDraft[]) => void) =>
    gateways.forEach(drafts => judge(contenders(drafts, rules)));
  const amongAll = (judge: (drafts: readonly ListenerDraft[]) => void) =>
    judge(merged ? contenders(gateways.flat(), rules) : []);
  if (conflictsOfSoundOnly) {
    const judgeOnPort = isNew ? judgeProtocolsOnPort : judgeOldProtocolsOnPort;
    inEach(drafts => judgeProtocols(drafts, judgeOnPort));
    amongAll(drafts => judgeProtocols(drafts, judgeOnPort));
  }
  inEach(isNew ? judgeHostnames : judgeOldHostnames);
  inEach(drafts => judgeLayer4(drafts, 'TCP'));
  inEach(drafts => judgeLayer4(drafts, 'UDP'));
  amongAll(judgeMerged);
}
