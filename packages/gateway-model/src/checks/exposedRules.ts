import {
  RouteContext,
  RouteListenerContext,
  RouteParentContext,
  RuleOutcome,
  Translation,
} from '../translation/types';

/** A rule of a route as one listener serves it. */
export interface ExposedRule {
  route: RouteContext;
  parent: RouteParentContext;
  listener: RouteListenerContext['listener'];
  hostnames: readonly string[];
  rule: RuleOutcome;
}

/** Every rule that requests can reach, once for each listener. A listener that is not ready serves none. */
export function* exposedRules(
  translation: Translation,
): Generator<ExposedRule> {
  for (const route of translation.routes) {
    const served = new Set<string>();
    for (const parent of route.parents) {
      for (const { listener, hostnames } of parent.listeners) {
        if (
          !listener.ready ||
          hostnames.length === 0 ||
          served.has(listener.key)
        ) {
          continue;
        }
        served.add(listener.key);
        for (const rule of parent.rules) {
          if (!rule.dropped) {
            yield { route, parent, listener, hostnames, rule };
          }
        }
      }
    }
  }
}

/** Rules that forward requests, as against those Envoy answers by itself. */
export function* forwardingRules(
  translation: Translation,
): Generator<ExposedRule> {
  for (const exposed of exposedRules(translation)) {
    if (!exposed.rule.answers) {
      yield exposed;
    }
  }
}

/** Whether requests of the route are HTTP, so that Envoy can read them. */
export function speaksHttp({ route }: ExposedRule): boolean {
  return route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute';
}

/** The path of a rule in its route. */
export function rulePath(rule: RuleOutcome): string {
  return `spec.rules[${rule.index}]`;
}

/** A rule in words: its name where it has one. */
export function ruleInWords(rule: RuleOutcome): string {
  return rule.name ? `rule "${rule.name}"` : `rule ${rule.index}`;
}

/** One finding for a rule, whatever number of listeners it is found on: lists them by key. */
export function byRule(
  exposed: Iterable<ExposedRule>,
): Map<string, { first: ExposedRule; listeners: string[] }> {
  const groups = new Map<string, { first: ExposedRule; listeners: string[] }>();
  for (const one of exposed) {
    const { kind, item } = one.route;
    const key = `${kind}\n${item.namespace}\n${item.name}\n${one.rule.index}`;
    const name = listenerInWords(one);
    const known = groups.get(key);
    if (known) {
      known.listeners.push(name);
    } else {
      groups.set(key, { first: one, listeners: [name] });
    }
  }
  return groups;
}

function listenerInWords({ listener }: ExposedRule): string {
  const { gateway, listenerSet } = listener;
  const owner = listenerSet
    ? `${listenerSet.kind} ${listenerSet.namespace}/${listenerSet.name}`
    : `Gateway ${gateway.namespace}/${gateway.name}`;
  return `listener ${listener.name} of ${owner}`;
}

const SHOWN = 3;

/** A few names, and how many more there are. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
