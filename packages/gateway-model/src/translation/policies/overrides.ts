import { refersToListenerSet } from '../../resources/references';
import { Attachment, Claims, RouteAttachment } from './claims';
import { createScopeGraph, ScopeGraph } from './scopeGraph';
import { Scope, scopeOf, scopeOfItem } from './scopes';
import { Targetable } from './targetable';

type Parent = RouteAttachment['route']['parents'][number];

/** What a parentRef of a route names: an object, or a listener of one. */
export function parentScope({ parentRef }: Parent): Scope {
  return scopeOf(parentRef, parentRef.sectionName);
}

function addRoute(
  graph: ScopeGraph,
  targetable: Targetable,
  { route }: RouteAttachment,
): void {
  const own = scopeOfItem(route.item);
  for (const parent of route.parents) {
    const scope = parentScope(parent);
    if (refersToListenerSet(parent.parentRef)) {
      const whole = scope.whole ?? scope;
      const set = targetable.listenerSet.get(whole.key);
      if (!set) {
        continue;
      }
      graph.register(whole, set.gatewayScope);
    }
    graph.add(scope, own);
  }
}

function addListeners(graph: ScopeGraph, attachment: Attachment): void {
  if (attachment.to === 'route' || attachment.refusal) {
    return;
  }
  const { gateway, listenerSet, scope } = attachment;
  const above = scopeOfItem(gateway.item);
  if (scope.whole) {
    if (listenerSet) {
      graph.register(scope.whole, above);
    }
    graph.add(scope.whole, scope);
  } else if (listenerSet) {
    graph.add(above, scope);
  }
}

/**
 * Which policies of a kind displace others. A route's policy does so even when it was refused its place: so
 * Envoy Gateway records it.
 */
export function overridesOf(
  claims: Claims,
  targetable: Targetable,
): ScopeGraph {
  const graph = createScopeGraph();
  for (const attachments of claims.byPolicy.values()) {
    for (const attachment of attachments) {
      if (attachment.to === 'route') {
        addRoute(graph, targetable, attachment);
      } else {
        addListeners(graph, attachment);
      }
    }
  }
  return graph;
}
