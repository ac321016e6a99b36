import { refOfItem } from '../checks/check';
import {
  ListenerContext,
  MatchOutcome,
  RouteContext,
  RuleOutcome,
  Translation,
} from '../translation/types';
import { describeRef } from '../resources';
import { listenerRefOf } from './listenerRef';
import { ShadowedMatch } from './types';

interface Place {
  route: RouteContext;
  rule: RuleOutcome;
  match: MatchOutcome;
}

/** How a match is called at the start of a message; a rule without matches takes every request. */
function matchInWords(place: Place): string {
  const { index } = place.match;
  const rule = inWords(place);
  return index < 0
    ? rule.charAt(0).toUpperCase() + rule.slice(1)
    : `Match ${index} of ${rule}`;
}

/** How a rule is called in messages. */
function inWords({ route, rule }: Place): string {
  const name = rule.name ? `rule "${rule.name}"` : `rule ${rule.index}`;
  return `${name} of ${describeRef(refOfItem(route.item))}`;
}

function* servedMatches(
  routes: readonly RouteContext[],
): Generator<Place & { listener: ListenerContext; hostname: string }> {
  for (const route of routes) {
    const served = new Set<string>();
    for (const { listeners, rules } of route.parents) {
      for (const { listener, hostnames } of listeners) {
        if (!listener.ready || served.has(listener.key)) {
          continue;
        }
        served.add(listener.key);
        for (const rule of rules) {
          for (const match of rule.dropped ? [] : rule.matches) {
            for (const hostname of hostnames) {
              yield { route, rule, match, listener, hostname };
            }
          }
        }
      }
    }
  }
}

/**
 * Matches that get no request, because an equal match on the same listener and hostname comes first: that of
 * the older route, and within a route that of the earlier rule (Envoy Gateway sorts matches by how specific
 * they are, and leaves equals in the order it processed them).
 */
export function shadowedMatches(translation: Translation): ShadowedMatch[] {
  const first = new Map<string, Place>();
  const shadowed: ShadowedMatch[] = [];
  const http = translation.routes.filter(
    ({ kind }) => kind === 'HTTPRoute' || kind === 'GRPCRoute',
  );
  for (const { listener, hostname, ...place } of servedMatches(http)) {
    const key = `${listener.key}\n${hostname}\n${place.match.key}`;
    const before = first.get(key);
    if (!before) {
      first.set(key, place);
      continue;
    }
    shadowed.push({
      route: refOfItem(place.route.item),
      rule: place.rule.index,
      match: place.match.index,
      listener: listenerRefOf(listener),
      hostname,
      by: {
        route: refOfItem(before.route.item),
        rule: before.rule.index,
        match: before.match.index,
      },
      message: `${matchInWords(place)} gets no request for ${
        hostname === '*' ? 'any host' : hostname
      }: ${inWords(before)} has the same match and comes first.`,
    });
  }
  return shadowed;
}
