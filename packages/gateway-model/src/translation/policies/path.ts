import { stringAt } from '../../json';
import { EffectiveLevel, ListenerContext, RouteContext } from '../types';
import { VersionRules } from '../versionRules';
import { Attachment, Claims } from './claims';
import { Scope, scopeOf, scopeOfItem, ScopeKind } from './scopes';

/** A policy on the way from a Gateway to a rule. */
export interface Holder {
  readonly level: EffectiveLevel;
  readonly attachment: Attachment;
}

const LEVELS: Readonly<Record<ScopeKind, EffectiveLevel>> = {
  Gateway: 'gateway',
  GatewayListener: 'listener',
  ListenerSet: 'listenerSet',
  ListenerSetListener: 'listener',
  Route: 'route',
  RouteRule: 'rule',
};

const ABOVE = new WeakMap<ListenerContext, readonly Scope[]>();

/**
 * Scopes a listener inherits from, nearest first. A ListenerSet's listeners pass the Gateway's own by; before 1.9
 * they counted as such.
 */
export function scopesAbove(
  listener: ListenerContext,
  { policiesOnListenerSets }: VersionRules,
): readonly Scope[] {
  let scopes = ABOVE.get(listener);
  if (!scopes) {
    const { gateway, listenerSet, name } = listener;
    const whole = scopeOfItem(gateway.item);
    scopes =
      listenerSet && policiesOnListenerSets
        ? [scopeOf(listenerSet, name), scopeOfItem(listenerSet), whole]
        : [scopeOf(gateway.item, name), whole];
    ABOVE.set(listener, scopes);
  }
  return scopes;
}

/**
 * The name a policy finds a rule by. Envoy Gateway keeps none of TLSRoutes' rules, and of TCP and UDP routes that
 * of the first alone.
 */
function ruleName(
  { kind, item }: RouteContext,
  ruleIndex: number,
): string | undefined {
  switch (kind) {
    case 'TLSRoute':
      return undefined;
    case 'TCPRoute':
    case 'UDPRoute':
      return stringAt(item.spec, 'rules', 0, 'name');
    default:
      return stringAt(item.spec, 'rules', ruleIndex, 'name');
  }
}

function holderOf(claims: Claims, scope: Scope): Holder[] {
  const attachment = claims.holders.get(scope.key);
  return attachment ? [{ level: LEVELS[scope.kind], attachment }] : [];
}

/** The policies of a kind that a listener's routes inherit, nearest first. */
export function inheritedHolders(
  claims: Claims,
  listener: ListenerContext,
): readonly Holder[] {
  return scopesAbove(listener, claims.rules).flatMap(scope =>
    holderOf(claims, scope),
  );
}

/** The policies of a kind attached to a rule and to its route. */
export function ownHolders(
  claims: Claims,
  route: RouteContext,
  ruleIndex: number,
): readonly Holder[] {
  const scope = scopeOfItem(route.item);
  const whole = holderOf(claims, scope);
  if (!claims.heldRules.has(scope.key)) {
    return whole;
  }
  const name = ruleName(route, ruleIndex);
  return name === undefined
    ? whole
    : [...holderOf(claims, scopeOf(route.item, name)), ...whole];
}
