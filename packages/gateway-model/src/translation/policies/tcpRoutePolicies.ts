import { stringAt } from '../../json';
import { ListenerContext, RouteContext } from '../types';
import { Claims, RouteAttachment } from './claims';
import { Holder } from './path';

/** The SecurityPolicies of TCPRoutes that reach what a listener serves, the first to be applied first. */
export type TcpRoutePolicies = (
  listener: ListenerContext,
  route: RouteContext,
) => readonly Holder[];

function byListener(
  claims: Claims,
): ReadonlyMap<string, readonly RouteAttachment[]> {
  const found = new Map<string, RouteAttachment[]>();
  // The holders come in the order in which upstream applies them.
  for (const holder of claims.holders.values()) {
    if (holder.to !== 'route' || holder.route.kind !== 'TCPRoute') {
      continue;
    }
    const keys = holder.route.parents.flatMap(({ listeners }) =>
      listeners.map(({ listener }) => listener.key),
    );
    for (const key of new Set(keys)) {
      const known = found.get(key);
      if (known) {
        known.push(holder);
      } else {
        found.set(key, [holder]);
      }
    }
  }
  return found;
}

/** Envoy Gateway names what it serves after the first rule; of TLSRoutes it keeps no name. */
function servedRule({ kind, item }: RouteContext): string {
  return kind === 'TCPRoute'
    ? stringAt(item.spec, 'rules', 0, 'name') ?? ''
    : '';
}

/**
 * Several TCPRoutes may be attached to a listener that serves one of them alone, or TLSRoutes in their place. The
 * SecurityPolicy of each is applied to all that the listener serves (upstream `translateSecurityPolicyForRoute`).
 */
export function createTcpRoutePolicies(claims: Claims): TcpRoutePolicies {
  let attachments: ReadonlyMap<string, readonly RouteAttachment[]> | undefined;
  return (listener, route) => {
    attachments ??= byListener(claims);
    return (attachments.get(listener.key) ?? [])
      .filter(
        ({ sectionName }) =>
          sectionName === undefined || sectionName === servedRule(route),
      )
      .map(attachment => ({
        level: attachment.sectionName === undefined ? 'route' : 'rule',
        attachment,
      }));
  };
}
