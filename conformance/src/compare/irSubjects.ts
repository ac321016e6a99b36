import {
  ListenerContext,
  MatchOutcome,
  RouteContext,
  RuleOutcome,
  Translation,
} from '@envoy-gateway-portal/gateway-model';

/** A route the model expects in the proxies' configuration. */
export interface Subject {
  route: RouteContext;
  rule: RuleOutcome;
  matchIndex: number;
  hostname: string;
}

const NO_MATCH = -1;

function underscored(host: string): string {
  return host.split('.').join('_');
}

function matchIndexes(matches: readonly MatchOutcome[]): number[] {
  return matches.length > 0 ? matches.map(({ index }) => index) : [NO_MATCH];
}

/** Names of the routes one rule becomes, as Envoy Gateway makes them. */
function nameOf(subject: Subject): string {
  const { route, rule, matchIndex, hostname } = subject;
  const { kind, item } = route;
  const base = `${kind.toLowerCase()}/${item.namespace}/${item.name}`;
  return kind === 'HTTPRoute' || kind === 'GRPCRoute'
    ? `${base}/rule/${rule.index}/match/${matchIndex}/${underscored(hostname)}`
    : base;
}

function subjectsOf(
  route: RouteContext,
  rules: readonly RuleOutcome[],
  hostnames: readonly string[],
): Subject[] {
  const layer7 = route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute';
  if (!layer7) {
    const rule = rules.find(({ dropped }) => !dropped);
    return rule && hostnames.length > 0
      ? [{ route, rule, matchIndex: 0, hostname: hostnames[0] }]
      : [];
  }
  return hostnames.flatMap(hostname =>
    rules
      .filter(({ dropped }) => !dropped)
      .flatMap(rule =>
        matchIndexes(rule.matches).map(matchIndex => ({
          route,
          rule,
          matchIndex,
          hostname,
        })),
      ),
  );
}

/** What the model expects on each listener, by name. */
export function expectedRoutes(
  translation: Translation,
): Map<ListenerContext, Map<string, Subject>> {
  const byListener = new Map<ListenerContext, Map<string, Subject>>();
  for (const route of translation.routes) {
    for (const { listeners, rules } of route.parents) {
      for (const { listener, hostnames } of listeners) {
        let routes = byListener.get(listener);
        if (!routes) {
          routes = new Map();
          byListener.set(listener, routes);
        }
        // Connections of a TCP or UDP listener all go to the oldest route.
        const taken =
          (route.kind === 'TCPRoute' || route.kind === 'UDPRoute') &&
          routes.size > 0;
        for (const subject of taken
          ? []
          : subjectsOf(route, rules, hostnames)) {
          const name = nameOf(subject);
          if (!routes.has(name)) {
            routes.set(name, subject);
          }
        }
      }
    }
  }
  return byListener;
}
