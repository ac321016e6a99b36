import { isJsonObject, JsonObject, stringAt } from '../../json';
import { ParentReference } from '../../resources';
import { shorten } from '../../resources/read';
import {
  Item,
  ListenerContext,
  ListenerStage,
  PredictedCondition,
  RouteKind,
  RouteListenerContext,
  RouteParentContext,
  Unknown,
  World,
} from '../types';
import { versionRules } from '../versionRules';
import { originOf, permissionOf, RouteOrigin } from './allowedRoutes';
import { servedHostnames } from './hostnames';
import { parentRefsOf } from './limits';
import {
  NamedParent,
  namedParent,
  readParentRef,
  statusKey,
} from './parentIndex';
import { shareAttachment } from './sharedStatuses';

/** A parent before the route's rules are judged under it. */
export interface AttachedParent
  extends Omit<RouteParentContext, 'conditions' | 'rules'> {
  /** The `Accepted` condition as attachment alone has it. */
  readonly accepted: PredictedCondition;
}

function refused(reason: string, message: string): PredictedCondition {
  return { type: 'Accepted', status: 'False', reason, message };
}

export const ACCEPTED: PredictedCondition = {
  type: 'Accepted',
  status: 'True',
  reason: 'Accepted',
  message: 'The route is accepted.',
};

const SHOWN = 5;

/** Names come from a cluster and may be many and long; a message shall not. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map(name => shorten(name, 64));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function describeSection(
  { kind, name, sectionName, port }: ParentReference,
  listeners: readonly ListenerContext[],
): string {
  const there = listeners.map(one => `${one.name} (${one.port})`);
  const section =
    sectionName === undefined ? '' : ` named ${shorten(sectionName)}`;
  const onPort = port === undefined ? '' : ` on port ${port}`;
  return `${kind} ${shorten(name)} has no listener${section}${onPort}; it has ${
    some(there) || 'none'
  }.`;
}

function describeHostnames(
  hostnames: readonly string[],
  listeners: readonly ListenerContext[],
): string {
  const served = listeners.map(
    ({ name, hostname }) => `${name} (${hostname || '*'})`,
  );
  return `None of the route's hostnames ${some(
    hostnames,
  )} is left to it on listeners ${some(served)}.`;
}

/** Before 1.9 a route needed a listener that serves; of an HTTPRoute, hostnames are told first. */
function noneReady(
  listeners: readonly ListenerContext[],
): PredictedCondition | undefined {
  return listeners.some(({ ready }) => ready)
    ? undefined
    : refused(
        'NoReadyListeners',
        `None of the listeners ${some(
          listeners.map(({ name }) => name),
        )} is ready.`,
      );
}

function attach(
  world: World,
  kind: RouteKind,
  origin: RouteOrigin,
  hostnames: readonly string[],
  parentRef: ParentReference,
  named: NamedParent,
): {
  listeners: readonly RouteListenerContext[];
  accepted: PredictedCondition;
} {
  const selected = named.listeners.filter(
    listener =>
      (parentRef.sectionName === undefined ||
        listener.name === parentRef.sectionName) &&
      (parentRef.port === undefined || listener.port === parentRef.port),
  );
  if (selected.length === 0) {
    return {
      listeners: [],
      accepted: refused(
        'NoMatchingParent',
        describeSection(parentRef, named.listeners),
      ),
    };
  }
  const allowed: ListenerContext[] = [];
  const refusals: string[] = [];
  let certain = false;
  let unknown: Unknown | undefined;
  for (const listener of selected) {
    const permission = permissionOf(listener, origin);
    if (permission.allowed) {
      allowed.push(listener);
      certain = certain || !permission.unknown;
      unknown = unknown ?? permission.unknown;
    } else {
      refusals.push(`Listener ${listener.name} ${permission.why}.`);
    }
  }
  if (allowed.length === 0) {
    return {
      listeners: [],
      accepted: refused(
        'NotAllowedByListeners',
        refusals.slice(0, SHOWN).join(' '),
      ),
    };
  }
  const listeners = allowed.map(listener => ({
    listener,
    hostnames: servedHostnames(hostnames, listener),
  }));
  const rules = versionRules(world.settings);
  const unready = rules.acceptedWithoutReadyListener
    ? undefined
    : noneReady(allowed);
  if (unready && (kind !== 'HTTPRoute' || !rules.servesRefusedRoutes)) {
    return {
      listeners: allowed.map(listener => ({ listener, hostnames: [] })),
      accepted: unready,
    };
  }
  if (listeners.every(one => one.hostnames.length === 0)) {
    return {
      listeners,
      accepted: refused(
        'NoMatchingListenerHostname',
        describeHostnames(hostnames, allowed),
      ),
    };
  }
  if (unready) {
    return { listeners, accepted: unready };
  }
  return {
    listeners,
    accepted: certain || !unknown ? ACCEPTED : { ...ACCEPTED, unknown },
  };
}

/**
 * A ListenerSet is known by its group, too. The API server fills it in; where the translator is alone, nobody does
 * (upstream `isRefToListenerSet`).
 */
function lacksGroup({ settings }: World, raw: JsonObject): boolean {
  return (
    settings.translatorOnly === true &&
    stringAt(raw, 'kind') === 'ListenerSet' &&
    stringAt(raw, 'group') === undefined
  );
}

/**
 * Where a route of any kind attaches: one entry per parentRef that names an accepted Gateway of ours or one
 * of its ListenerSets, in spec order. Empty when Envoy Gateway does not look at the route at all.
 */
export function attachParents(
  world: World,
  stage: ListenerStage,
  item: Item,
  kind: RouteKind,
  hostnames: readonly string[],
): readonly AttachedParent[] {
  const parents: AttachedParent[] = [];
  const statuses = new Map<string, number>();
  const origin = originOf(world, kind, item);
  for (const raw of parentRefsOf(item)) {
    if (!isJsonObject(raw) || lacksGroup(world, raw)) {
      continue;
    }
    const parentRef = readParentRef(raw, item.namespace);
    const named = namedParent(stage, parentRef);
    if (!named) {
      continue;
    }
    const key = statusKey(parentRef);
    const sharesStatusWith = statuses.get(key);
    if (sharesStatusWith === undefined) {
      statuses.set(key, parents.length);
    }
    parents.push({
      parentRef,
      rawParentRef: raw,
      gateway: named.gateway,
      ...attach(world, kind, origin, hostnames, parentRef, named),
      ...(sharesStatusWith !== undefined && { sharesStatusWith }),
    });
  }
  return shareAttachment(parents, ACCEPTED);
}
