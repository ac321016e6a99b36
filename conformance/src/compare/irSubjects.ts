import {
  ListenerContext,
  MatchOutcome,
  RouteContext,
  RuleOutcome,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';

/** A route the model expects in the proxies' configuration. */
export interface Subject {
  route: RouteContext;
  rule: RuleOutcome;
  match: MatchOutcome | undefined;
  hostname: string;
}

function underscored(host: string): string {
  return host.split('.').join('_');
}

/** Names of the routes one rule becomes, as Envoy Gateway makes them. */
function nameOf({ route, rule, match, hostname }: Subject): string {
  const { kind, item } = route;
  const base = `${kind.toLowerCase()}/${item.namespace}/${item.name}`;
  if (!isLayer7(route)) {
    return base;
  }
  const preflight = match?.preflight ? '/cors-preflight' : '';
  return `${base}/rule/${rule.index}/match/${
    match?.index ?? -1
  }${preflight}/${underscored(hostname)}`;
}

function isLayer7({ kind }: RouteContext): boolean {
  return kind === 'HTTPRoute' || kind === 'GRPCRoute';
}

/** Envoy cannot resolve the host of a connection whose TLS it ends: Envoy Gateway serves no such route. */
function resolvesTerminated(
  translation: Translation,
  listener: ListenerContext,
  rule: RuleOutcome,
): boolean {
  return (
    listener.tlsMode === 'Terminate' &&
    rule.backends.some(({ ref, problem }) => {
      const found = translation.world.lookup(ref);
      // One that has a problem is passed over before it is known for what it is.
      return (
        !problem &&
        typeof found === 'object' &&
        found.kind === 'Backend' &&
        stringAt(found.spec, 'type') === 'DynamicResolver'
      );
    })
  );
}

function subjectsOf(
  translation: Translation,
  listener: ListenerContext,
  route: RouteContext,
  rules: readonly RuleOutcome[],
  hostnames: readonly string[],
): Subject[] {
  const kept = rules.filter(({ dropped }) => !dropped);
  if (!isLayer7(route)) {
    const [rule] = kept;
    const unserved =
      route.kind === 'TLSRoute' &&
      rule &&
      resolvesTerminated(translation, listener, rule);
    return rule && hostnames.length > 0 && !unserved
      ? [{ route, rule, match: rule.matches[0], hostname: hostnames[0] }]
      : [];
  }
  return hostnames.flatMap(hostname =>
    kept.flatMap(rule =>
      rule.matches.map(match => ({ route, rule, match, hostname })),
    ),
  );
}

/** Envoy Gateway takes the routes off a TCP listener whose ClientTrafficPolicy it cannot apply. */
function closed(translation: Translation, listener: ListenerContext): boolean {
  return (
    (listener.protocol === 'TCP' || listener.protocol === 'TLS') &&
    translation.policies.clientTraffic(listener)?.failure !== undefined
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
        for (const subject of taken || closed(translation, listener)
          ? []
          : subjectsOf(translation, listener, route, rules, hostnames)) {
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
