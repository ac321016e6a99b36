import { attachRoute } from '../../attachment';
import { Condition, Gateway, GatewayClass } from '../../resources';
import { Snapshot } from '../../snapshot';
import { findCondition } from '../verdict';
import { Pen, write } from './conditions';
import { predictListeners } from './listener';
import { supportedKinds } from './listenerFindings';

export function predictGatewayClass(
  { metadata, conditions }: GatewayClass,
  now: string,
): Record<string, unknown> {
  return {
    conditions: [
      write(
        { now, generation: metadata.generation },
        conditions,
        'Accepted',
        'True',
        'Accepted',
        'Valid GatewayClass',
      ),
    ],
  };
}

function accepted(
  gateway: Gateway,
  listeners: ReadonlyArray<readonly Condition[]>,
  pen: Pen,
): Condition {
  const refused = gateway.listeners
    .filter(
      (_, index) =>
        findCondition(listeners[index], 'Accepted')?.status !== 'True',
    )
    .map(({ name }) => name)
    .sort();
  const before = gateway.status.conditions;
  if (refused.length === 0) {
    return write(
      pen,
      before,
      'Accepted',
      'True',
      'Accepted',
      'The Gateway has been scheduled by Envoy Gateway',
    );
  }
  return refused.length < gateway.listeners.length
    ? write(
        pen,
        before,
        'Accepted',
        'True',
        'ListenersNotValid',
        `Listeners not valid: ${refused.join(', ')}`,
      )
    : write(
        pen,
        before,
        'Accepted',
        'False',
        'ListenersNotValid',
        `No listeners are valid: ${refused.join(', ')}`,
      );
}

function programmed(gateway: Gateway, assigned: boolean, pen: Pen): Condition {
  const before = gateway.status.conditions;
  return assigned
    ? write(
        pen,
        before,
        'Programmed',
        'True',
        'Programmed',
        'Address assigned to the Gateway, 1/1 envoy replicas available',
      )
    : write(
        pen,
        before,
        'Programmed',
        'False',
        'AddressNotAssigned',
        'No addresses have been assigned to the Gateway',
      );
}

/** How many routes serve at least one hostname on each listener. */
function attachedRoutes(
  snapshot: Snapshot,
  gateway: Gateway,
  controllerNames: readonly string[],
): Map<string, number> {
  const { namespace, name } = gateway.metadata;
  const counts = new Map<string, number>();
  for (const route of snapshot.httpRoutesOf(namespace, name)) {
    for (const parent of attachRoute(snapshot, route, controllerNames)) {
      const here =
        parent.gateway?.namespace === namespace && parent.gateway.name === name;
      for (const { listener } of here ? parent.listeners : []) {
        counts.set(listener.name, (counts.get(listener.name) ?? 0) + 1);
      }
    }
  }
  return counts;
}

export function predictGateway(
  snapshot: Snapshot,
  gateway: Gateway,
  now: string,
  controllerNames: readonly string[],
): Record<string, unknown> {
  const pen: Pen = { now, generation: gateway.metadata.generation };
  const listeners = predictListeners(snapshot, gateway, pen);
  const attached = attachedRoutes(snapshot, gateway, controllerNames);
  const { addresses } = gateway.status;
  return {
    ...(addresses.length > 0 && { addresses }),
    conditions: [
      accepted(gateway, listeners, pen),
      programmed(gateway, addresses.length > 0, pen),
    ],
    listeners: gateway.listeners.map((listener, index) => ({
      name: listener.name,
      supportedKinds: supportedKinds(listener),
      attachedRoutes: attached.get(listener.name) ?? 0,
      conditions: listeners[index],
    })),
  };
}
