import {
  AncestorStatuses,
  Item,
  ListenerContext,
  PredictedCondition,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import {
  Condition,
  distinct,
  ObjectStatus,
  referenceKey,
  StatusPart,
} from './status';

function conditionsOf(conditions: readonly PredictedCondition[]): Condition[] {
  return conditions.map(({ type, status, reason, unknown }) => ({
    type,
    status,
    reason,
    unknown,
  }));
}

function statusOf(item: Item, parts: StatusPart[]): ObjectStatus {
  return {
    kind: item.kind,
    name: `${item.namespace}/${item.name}`,
    parts: distinct(parts),
  };
}

/** Routes count once for each parentRef by which a listener serves them. */
function countAttached(translation: Translation): Map<string, number> {
  const counts = new Map<string, number>();
  for (const route of translation.routes) {
    for (const parent of route.parents) {
      for (const { listener, hostnames } of parent.listeners) {
        if (hostnames.length > 0) {
          counts.set(listener.key, (counts.get(listener.key) ?? 0) + 1);
        }
      }
    }
  }
  return counts;
}

function listenerPart(
  row: string,
  listener: ListenerContext,
  attached: Map<string, number>,
): StatusPart {
  return {
    row,
    key: listener.name,
    conditions: conditionsOf(listener.conditions),
    facts: {
      supportedKinds: listener.supportedKinds.map(({ kind }) => kind).sort(),
      attachedRoutes: attached.get(listener.key) ?? 0,
    },
  };
}

function ancestorsOf({ item, ancestors }: AncestorStatuses): ObjectStatus {
  return statusOf(
    item,
    ancestors.map(({ ancestorRef, conditions }) => ({
      row: item.kind,
      key: referenceKey(ancestorRef, item.namespace),
      conditions: conditionsOf(conditions),
    })),
  );
}

/** The statuses the model foretells, in the form of {@link observedStatuses}. */
export function predictedStatuses(translation: Translation): ObjectStatus[] {
  const { listeners, routes, backends, policies } = translation;
  const attached = countAttached(translation);
  const own = (item: Item, conditions: readonly PredictedCondition[]) => ({
    row: item.kind,
    key: '',
    conditions: conditionsOf(conditions),
  });
  return [
    ...listeners.gatewayClasses.map(({ item, conditions }) =>
      statusOf(item, [own(item, conditions)]),
    ),
    ...listeners.gateways.map(gateway =>
      statusOf(gateway.item, [
        own(gateway.item, gateway.conditions),
        ...(gateway.accepted ? gateway.listeners : [])
          .filter(({ listenerSet }) => !listenerSet)
          .map(one => listenerPart('Gateway listener', one, attached)),
      ]),
    ),
    ...listeners.listenerSets
      .filter(({ gateway }) => gateway)
      .map(({ item, conditions, listeners: ofSet }) =>
        statusOf(item, [
          own(item, conditions),
          ...ofSet.map(one =>
            listenerPart('ListenerSet listener', one, attached),
          ),
        ]),
      ),
    ...routes.map(({ item, parents }) =>
      statusOf(
        item,
        parents.map(({ parentRef, conditions }) => ({
          row: item.kind,
          key: referenceKey(parentRef, item.namespace),
          conditions: conditionsOf(conditions),
        })),
      ),
    ),
    ...backends.backends.map(({ item, conditions }) =>
      statusOf(item, [own(item, conditions)]),
    ),
    ...listeners.envoyProxies.map(ancestorsOf),
    ...backends.backendTlsPolicies(routes).map(ancestorsOf),
    ...policies.statuses.map(ancestorsOf),
  ];
}
