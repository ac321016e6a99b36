import { attachRoute, ListenerAttachment } from '../attachment';
import { DEFAULT_CONTROLLER_NAMES } from '../attachment/ownership';
import { Gateway, HTTPRoute } from '../resources';
import { compact } from '../resources/read';
import { Snapshot } from '../snapshot';
import { Exposure } from './types';
import { safeUrl } from './url';

/**
 * The most exposures that are told of one route. A route within the API server's limits can multiply
 * listeners, hostnames and matches into millions; no reader is served by more than these.
 *
 * @public
 */
export const MAX_EXPOSURES = 10_000;

function* listenerExposures(
  route: HTTPRoute,
  gateway: Gateway,
  { listener, hostnames }: ListenerAttachment,
): Generator<Exposure> {
  const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http';
  const { namespace, name } = gateway.metadata;
  const addresses = gateway.status.addresses.map(({ value }) => value);
  const certificateRefs = (listener.tls?.certificateRefs ?? []).map(ref => ({
    namespace: ref.namespace,
    name: ref.name,
  }));
  for (const host of hostnames) {
    for (const [rule, { matches }] of route.rules.entries()) {
      for (const [match, { path, method }] of matches.entries()) {
        yield compact({
          scheme,
          host,
          port: listener.port,
          path: path.value,
          pathType: path.type,
          method,
          gateway: { namespace, name },
          listener: listener.name,
          rule,
          match,
          url:
            path.type === 'RegularExpression'
              ? undefined
              : safeUrl(scheme, host, listener.port, path.value),
          addresses,
          certificateRefs,
        });
      }
    }
  }
}

/**
 * Where each match of a route answers, by its parents' listeners, once those accept it: ordered by
 * parentRef, listener, hostname, rule and match. A listener that several parentRefs reach counts once.
 * At most {@link MAX_EXPOSURES}.
 *
 * @public
 */
export function routeExposures(
  snapshot: Snapshot,
  route: HTTPRoute,
  controllerNames: readonly string[] = DEFAULT_CONTROLLER_NAMES,
): Exposure[] {
  const exposures: Exposure[] = [];
  const seen = new Set<unknown>();
  for (const parent of attachRoute(snapshot, route, controllerNames)) {
    const gateway =
      parent.gateway &&
      snapshot.gateway(parent.gateway.namespace, parent.gateway.name);
    for (const attachment of gateway ? parent.listeners : []) {
      if (!gateway || seen.has(attachment.listener)) {
        continue;
      }
      seen.add(attachment.listener);
      for (const exposure of listenerExposures(route, gateway, attachment)) {
        if (exposures.length >= MAX_EXPOSURES) {
          return exposures;
        }
        exposures.push(exposure);
      }
    }
  }
  return exposures;
}
