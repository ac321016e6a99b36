import { AppliedPolicy, ListenerContext } from '../types';
import { Claims, RouteAttachment } from './claims';
import { Judge } from './judgements';

function listenersOf({ route }: RouteAttachment): readonly ListenerContext[] {
  const listeners = route.parents.flatMap(parent =>
    parent.listeners.map(({ listener }) => listener),
  );
  return [...new Set(listeners)];
}

/**
 * The policies of routes and rules that Envoy Gateway comes to translate, once for each listener that lets the
 * route in, whether that is served or not.
 */
export function* appliedToRoutes(
  { holders }: Claims,
  judge: Judge,
): Generator<AppliedPolicy> {
  for (const attachment of holders.values()) {
    if (attachment.to !== 'route') {
      continue;
    }
    const { on } = judge(attachment);
    for (const listener of listenersOf(attachment)) {
      const found = on.get(listener.key);
      if (found) {
        yield {
          policy: attachment.policy.item,
          route: attachment.route,
          ...(attachment.sectionName !== undefined && {
            sectionName: attachment.sectionName,
          }),
          listener,
          spec: found.spec,
          ...(found.merged && { mergedWith: found.merged.parent }),
          problems: found.problems,
        };
      }
    }
  }
}
