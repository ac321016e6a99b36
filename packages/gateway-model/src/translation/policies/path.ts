import { stringAt } from '../../json';
import { EffectiveLevel, ListenerContext, RouteContext } from '../types';
import { Attachment, Claims } from './claims';
import { scopesAbove } from './judgements';
import { Scope, scopeOf, ScopeKind } from './scopes';

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

/** The policies of a kind on the way to a rule, the most specific first. */
export function holdersOnPath(
  claims: Claims,
  listener: ListenerContext,
  route: RouteContext,
  ruleIndex: number,
): readonly Holder[] {
  const own = {
    kind: route.kind,
    namespace: route.item.namespace,
    name: route.item.name,
  };
  const name = ruleName(route, ruleIndex);
  const scopes: readonly Scope[] = [
    ...(name === undefined ? [] : [scopeOf(own, name)]),
    scopeOf(own),
    ...scopesAbove(listener),
  ];
  return scopes.flatMap(scope => {
    const attachment = claims.holders.get(scope.key);
    return attachment ? [{ level: LEVELS[scope.kind], attachment }] : [];
  });
}
