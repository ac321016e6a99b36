import {
  EffectiveKind,
  GatewayContext,
  Item,
  RouteContext,
  World,
} from '../types';
import { wholeTargets } from './candidates';
import {
  preparedPolicy,
  PreparedPolicy,
  Target,
  TargetKind,
} from './preparedPolicy';
import { VersionRules, versionRules } from '../versionRules';
import { Scope } from './scopes';
import {
  hasEntryNamed,
  hasRuleNamed,
  ownListeners,
  Targetable,
} from './targetable';

/** Why a policy has no place where it wants one. */
export interface Refusal {
  readonly reason: 'TargetNotFound' | 'Conflicted';
  readonly message: string;
}

interface AttachmentBase {
  readonly policy: PreparedPolicy;
  readonly scope: Scope;
  readonly sectionName: string | undefined;
  readonly refusal: Refusal | undefined;
}

export interface RouteAttachment extends AttachmentBase {
  readonly to: 'route';
  readonly route: RouteContext;
}

/** To a Gateway, a ListenerSet, or a listener of one. */
export interface ListenersAttachment extends AttachmentBase {
  readonly to: 'listeners';
  readonly gateway: GatewayContext;
  readonly listenerSet: Item | undefined;
}

/** A policy at one place it is attached to, or wants to be. */
export type Attachment = RouteAttachment | ListenersAttachment;

export interface Claims {
  readonly rules: VersionRules;
  /** Who holds a scope, by its key. */
  readonly holders: ReadonlyMap<string, Attachment>;
  /** Who came too late for a scope, by its key. */
  readonly losers: ReadonlyMap<string, readonly Attachment[]>;
  /** Of each policy, in the order Envoy Gateway comes to them. */
  readonly byPolicy: ReadonlyMap<Item, readonly Attachment[]>;
  /** Names of the rules of a route that are held, by the key of the route's scope. */
  readonly heldRules: ReadonlyMap<string, readonly string[]>;
}

/**
 * The most specific scopes come first. Selectors select whole objects alone, so that no section is found by
 * one.
 */
type Pass = readonly [kind: TargetKind, sections: boolean];

const PASSES: readonly Pass[] = [
  ['route', true],
  ['route', false],
  ['ListenerSet', true],
  ['ListenerSet', false],
  ['Gateway', true],
  ['Gateway', false],
];

function targetsOf(
  world: World,
  targetable: Targetable,
  policy: PreparedPolicy,
  [kind, sections]: Pass,
): readonly Target[] {
  if (sections) {
    return policy.sections[kind];
  }
  const candidates = {
    route: targetable.routes,
    ListenerSet: targetable.listenerSets,
    Gateway: targetable.gateways,
  }[kind];
  return wholeTargets(world, policy, kind, candidates);
}

function notFound(target: Target, part: string): Refusal {
  return {
    reason: 'TargetNotFound',
    message: `${target.kind} ${target.namespace}/${target.name} has no ${part} named "${target.sectionName}"`,
  };
}

type Place =
  | { readonly to: 'route'; readonly route: RouteContext }
  | {
      readonly to: 'listeners';
      readonly gateway: GatewayContext;
      readonly listenerSet: Item | undefined;
    };

/** Where a target is; `undefined` for what is none of Envoy Gateway's, of which it says nothing. */
function placeOf(targetable: Targetable, target: Target): Place | undefined {
  const { key } = target.scope.whole ?? target.scope;
  if (target.kind === 'ListenerSet') {
    const set = targetable.listenerSet.get(key);
    return (
      set?.gateway && {
        to: 'listeners',
        gateway: set.gateway,
        listenerSet: set.item,
      }
    );
  }
  if (target.kind === 'Gateway') {
    const gateway = targetable.gateway.get(key);
    return gateway && { to: 'listeners', gateway, listenerSet: undefined };
  }
  const route = targetable.route.get(key);
  return route && { to: 'route', route };
}

/** A section that is not there. */
function missingSection(
  rules: VersionRules,
  target: Target,
  place: Place,
): Refusal | undefined {
  const { sectionName } = target;
  if (sectionName === undefined) {
    return undefined;
  }
  if (place.to === 'route') {
    return hasRuleNamed(place.route, sectionName)
      ? undefined
      : notFound(target, 'rule');
  }
  const { gateway, listenerSet } = place;
  const there = listenerSet
    ? hasEntryNamed(listenerSet, sectionName)
    : ownListeners(gateway, rules).some(({ name }) => name === sectionName);
  return there ? undefined : notFound(target, 'listener');
}

function conflict(holder: PreparedPolicy, scope: Scope): Refusal {
  const { kind, namespace, name } = holder.item;
  return {
    reason: 'Conflicted',
    message: `${kind} ${namespace}/${name} is attached to ${scope.label} already`,
  };
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V) {
  const known = lists.get(key);
  if (known) {
    known.push(value);
  } else {
    lists.set(key, [value]);
  }
}

/** Whether the version merges policies of the kind at all. */
function asMerged(
  { mergesExtensionPolicies, mergesSecurityPolicies }: VersionRules,
  kind: EffectiveKind,
  policy: PreparedPolicy,
): PreparedPolicy {
  const merges =
    kind === 'EnvoyExtensionPolicy'
      ? mergesExtensionPolicies
      : kind !== 'SecurityPolicy' || mergesSecurityPolicies;
  return merges || policy.mergeType === undefined
    ? policy
    : { ...policy, mergeType: undefined };
}

/** Settles which policy of a kind holds which scope: the first one there, in the order of the policies. */
export function settleClaims(
  world: World,
  targetable: Targetable,
  kind: EffectiveKind,
): Claims {
  const rules = versionRules(world.settings);
  const policies = world
    .items('gateway.envoyproxy.io', kind)
    .map(preparedPolicy)
    .map(policy => asMerged(rules, kind, policy));
  const holders = new Map<string, Attachment>();
  const losers = new Map<string, Attachment[]>();
  const byPolicy = new Map<Item, Attachment[]>();
  const heldRules = new Map<string, string[]>();
  for (const pass of PASSES) {
    for (const policy of policies) {
      for (const target of targetsOf(world, targetable, policy, pass)) {
        const place = placeOf(targetable, target);
        if (!place) {
          continue;
        }
        const { scope } = target;
        const holder = holders.get(scope.key);
        const refusal =
          missingSection(rules, target, place) ??
          (holder && conflict(holder.policy, scope));
        const attachment: Attachment = {
          ...place,
          policy,
          scope,
          sectionName: target.sectionName,
          refusal,
        };
        if (refusal?.reason === 'Conflicted') {
          append(losers, scope.key, attachment);
        }
        if (!refusal) {
          holders.set(scope.key, attachment);
          if (scope.kind === 'RouteRule' && scope.whole) {
            append(heldRules, scope.whole.key, target.sectionName ?? '');
          }
        }
        append(byPolicy, policy.item, attachment);
      }
    }
  }
  return { rules, holders, losers, byPolicy, heldRules };
}
