import { VersionRules, versionRules } from '../versionRules';
import { Item, GatewayContext, ListenerContext, World } from '../types';
import { AncestorRef, ancestorOf } from './ancestors';
import { wholeTargets } from './candidates';
import { Refusal } from './claims';
import { preparedPolicy, PreparedPolicy, Target } from './preparedPolicy';
import { objectKey, scopeOf } from './scopes';
import { hasEntryNamed, listenersOfSet, Targetable } from './targetable';

/** What a ClientTrafficPolicy is attached to. */
export type ClientScope = 'listener' | 'listenerSet' | 'gateway';

/** A ClientTrafficPolicy at one place it is attached to, or wants to be. */
export interface ClientAttachment {
  readonly policy: Item;
  readonly scope: ClientScope;
  readonly ancestor: AncestorRef;
  readonly gateway: GatewayContext;
  readonly refusal: Refusal | undefined;
  /** The listeners it is put onto. */
  readonly listeners: readonly ListenerContext[];
  /** Names of the listeners that are others' already. */
  readonly lost: readonly string[];
}

export interface ClientClaims {
  readonly rules: VersionRules;
  readonly byPolicy: ReadonlyMap<Item, readonly ClientAttachment[]>;
  /** What is in force, by the listener's key. */
  readonly onListener: ReadonlyMap<string, ClientAttachment>;
  /** Who holds a ListenerSet or a Gateway as a whole, by its ancestorRef's key. */
  readonly wholes: ReadonlyMap<string, ClientAttachment>;
}

/** Whether a policy cannot be put onto a listener, as others share its port. */
export type Overlaps = (
  listener: ListenerContext,
  scope: ClientScope,
) => boolean;

interface Found {
  readonly gateway: GatewayContext;
  readonly listenerSet: Item | undefined;
  readonly missing: boolean;
}

/** Upstream takes every kind but ListenerSet for a Gateway here, and all its listeners for its own. */
function find(targetable: Targetable, target: Target): Found | undefined {
  const { sectionName } = target;
  if (target.kind === 'ListenerSet') {
    const { key } = target.scope.whole ?? target.scope;
    const set = targetable.listenerSet.get(key);
    return (
      set?.gateway && {
        gateway: set.gateway,
        listenerSet: set.item,
        missing:
          sectionName !== undefined && !hasEntryNamed(set.item, sectionName),
      }
    );
  }
  const gateway = targetable.gateway.get(
    scopeOf({ ...target, kind: 'Gateway' }).key,
  );
  return (
    gateway && {
      gateway,
      listenerSet: undefined,
      missing:
        sectionName !== undefined &&
        !gateway.listeners.some(({ name }) => name === sectionName),
    }
  );
}

/** Listeners as upstream tells them apart within a Gateway; before 1.9 by their names alone. */
function sectionKey(
  { rules }: Pick<Settling, 'rules'>,
  name: string,
  listenerSet: Item | undefined,
): string {
  return listenerSet && rules.policiesOnListenerSets
    ? `${listenerSet.namespace}/${listenerSet.name}/${name}`
    : name;
}

export function wholeKey({ kind, namespace, name }: AncestorRef): string {
  return objectKey({ kind, namespace: namespace ?? '', name });
}

interface Settling {
  readonly rules: VersionRules;
  readonly targetable: Targetable;
  readonly overlaps: Overlaps;
  /** Sections held, by Gateway: section keys. */
  readonly sections: Map<GatewayContext, Set<string>>;
  readonly wholes: Map<string, ClientAttachment>;
  readonly onListener: Map<string, ClientAttachment>;
}

function conflict(what: string): Refusal {
  return {
    reason: 'Conflicted',
    message: `Another ClientTrafficPolicy is attached to ${what} already`,
  };
}

function sectionsOf({ sections }: Settling, gateway: GatewayContext) {
  let known = sections.get(gateway);
  if (!known) {
    known = new Set();
    sections.set(gateway, known);
  }
  return known;
}

function putOnto(
  settling: Settling,
  attachment: ClientAttachment,
): readonly ListenerContext[] {
  const put = attachment.listeners.filter(
    listener => !settling.overlaps(listener, attachment.scope),
  );
  put.forEach(listener => settling.onListener.set(listener.key, attachment));
  return put;
}

function settleSection(
  settling: Settling,
  policy: Item,
  target: Target,
  sectionName: string,
): ClientAttachment | undefined {
  const found = find(settling.targetable, target);
  if (!found) {
    return undefined;
  }
  const { gateway, listenerSet, missing } = found;
  const attachment: ClientAttachment = {
    policy,
    scope: 'listener',
    ancestor: listenerSet
      ? ancestorOf(listenerSet.kind, listenerSet, sectionName)
      : ancestorOf('Gateway', gateway, sectionName),
    gateway,
    refusal: undefined,
    listeners: [],
    lost: [],
  };
  const what = `${target.kind} ${target.namespace}/${target.name}`;
  if (missing) {
    const message = `${what} has no listener named "${sectionName}"`;
    return { ...attachment, refusal: { reason: 'TargetNotFound', message } };
  }
  const held = sectionsOf(settling, gateway);
  const key = sectionKey(settling, sectionName, listenerSet);
  if (held.has(key)) {
    const refusal = conflict(`listener ${sectionName} of ${what}`);
    return { ...attachment, refusal };
  }
  held.add(key);
  const listener = (
    listenerSet ? listenersOfSet(gateway, listenerSet) : gateway.listeners
  ).find(({ name }) => name === sectionName);
  const put = { ...attachment, listeners: listener ? [listener] : [] };
  putOnto(settling, put);
  return put;
}

/** A listener's bare name; those of ListenerSets are told apart by more. */
function bareName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function settleWhole(
  settling: Settling,
  policy: Item,
  target: Target,
): ClientAttachment | undefined {
  const found = find(settling.targetable, target);
  if (!found) {
    return undefined;
  }
  const { gateway, listenerSet } = found;
  const base = {
    policy,
    gateway,
    scope: listenerSet ? ('listenerSet' as const) : ('gateway' as const),
    ancestor: listenerSet
      ? ancestorOf(listenerSet.kind, listenerSet)
      : ancestorOf('Gateway', gateway),
  };
  const key = wholeKey(base.ancestor);
  if (settling.wholes.has(key)) {
    const refusal = conflict(
      `${target.kind} ${target.namespace}/${target.name}`,
    );
    return { ...base, refusal, listeners: [], lost: [] };
  }
  const held = sectionsOf(settling, gateway);
  const ofSet = listenerSet && sectionKey(settling, '', listenerSet);
  const attachment: ClientAttachment = {
    ...base,
    refusal: undefined,
    listeners: (listenerSet
      ? listenersOfSet(gateway, listenerSet)
      : gateway.listeners
    ).filter(one => !held.has(sectionKey(settling, one.name, one.listenerSet))),
    lost: [...held]
      .filter(one => ofSet === undefined || one.startsWith(ofSet))
      .map(bareName)
      .sort(),
  };
  settling.wholes.set(key, attachment);
  const put = putOnto(settling, attachment);
  if (listenerSet) {
    put.forEach(one => held.add(sectionKey(settling, one.name, listenerSet)));
  }
  return attachment;
}

/**
 * Settles which ClientTrafficPolicy is put onto which listener: first those for single listeners, then those for
 * ListenerSets, then those for Gateways, which take what is left.
 */
export function settleClientClaims(
  world: World,
  targetable: Targetable,
  overlaps: Overlaps,
): ClientClaims {
  const policies = world
    .items('gateway.envoyproxy.io', 'ClientTrafficPolicy')
    .map(preparedPolicy);
  const byPolicy = new Map<Item, ClientAttachment[]>();
  const rules = versionRules(world.settings);
  const settling: Settling = {
    rules,
    targetable,
    overlaps,
    sections: new Map(),
    wholes: new Map(),
    onListener: new Map(),
  };
  const add = (
    { item }: PreparedPolicy,
    attachment: ClientAttachment | undefined,
  ) => {
    if (attachment) {
      byPolicy.set(item, [...(byPolicy.get(item) ?? []), attachment]);
    }
  };

  for (const policy of policies) {
    const { route, ListenerSet, Gateway } = policy.sections;
    for (const target of [...ListenerSet, ...Gateway, ...route]) {
      if (target.sectionName !== undefined) {
        add(
          policy,
          settleSection(settling, policy.item, target, target.sectionName),
        );
      }
    }
  }
  const passes = [
    ['ListenerSet', targetable.listenerSets],
    ['Gateway', targetable.gateways],
  ] as const;
  for (const [kind, candidates] of passes) {
    for (const policy of policies) {
      for (const target of wholeTargets(world, policy, kind, candidates)) {
        add(policy, settleWhole(settling, policy.item, target));
      }
    }
  }
  const { onListener, wholes } = settling;
  return { rules, byPolicy, onListener, wholes };
}
