import {
  AncestorStatuses,
  Item,
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

type ListenerStatus =
  Translation['statuses']['gateways'][number]['listeners'][number];

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

function listenerPart(row: string, listener: ListenerStatus): StatusPart {
  return {
    row,
    key: listener.name,
    conditions: conditionsOf(listener.conditions),
    facts: {
      supportedKinds: listener.supportedKinds.map(({ kind }) => kind).sort(),
      attachedRoutes: listener.attachedRoutes,
    },
  };
}

function ancestorsOf(status: AncestorStatuses): ObjectStatus {
  const { item, ancestors, mayBeMore } = status;
  const parts = ancestors.map(({ ancestorRef, conditions }) => ({
    row: item.kind,
    key: referenceKey(ancestorRef, item.namespace),
    conditions: conditionsOf(conditions),
  }));
  return { ...statusOf(item, parts), mayBeMore };
}

/** The statuses the model foretells, in the form of {@link observedStatuses}. */
export function predictedStatuses(translation: Translation): ObjectStatus[] {
  const { listeners, statuses, routes, backends, policies } = translation;
  const own = (item: Item, conditions: readonly PredictedCondition[]) => ({
    row: item.kind,
    key: '',
    conditions: conditionsOf(conditions),
  });
  return [
    ...listeners.gatewayClasses.map(({ item, conditions }) =>
      statusOf(item, [own(item, conditions)]),
    ),
    ...statuses.gateways.map(({ gateway, conditions, listeners: ofGateway }) =>
      statusOf(gateway.item, [
        own(gateway.item, conditions),
        // Of a Gateway that is not accepted, no listener is judged.
        ...(gateway.accepted ? ofGateway : []).map(one =>
          listenerPart('Gateway listener', one),
        ),
      ]),
    ),
    ...statuses.listenerSets
      .filter(({ conditions }) => conditions.length > 0)
      .map(({ listenerSet, conditions, listeners: ofSet }) =>
        statusOf(listenerSet.item, [
          own(listenerSet.item, conditions),
          ...ofSet.map(one =>
            listenerPart(`${listenerSet.item.kind} listener`, one),
          ),
        ]),
      ),
    ...routes.map(({ item, parents }) =>
      statusOf(
        item,
        parents
          .filter(parent => parent.sharesStatusWith === undefined)
          .map(({ parentRef, conditions, listeners: served }) => ({
            row: item.kind,
            key: referenceKey(parentRef, item.namespace),
            conditions: conditionsOf(conditions),
            // On a listener that may serve after all, routes may overlap.
            mayBeMore: served.find(
              ({ listener }) => !listener.ready && listener.unknown,
            )?.listener.unknown,
          })),
      ),
    ),
    ...backends.backends
      .filter(({ used }) => used)
      .map(({ item, conditions }) => statusOf(item, [own(item, conditions)])),
    ...listeners.envoyProxies.map(ancestorsOf),
    ...backends.backendTlsPolicies(routes).map(ancestorsOf),
    ...policies.statuses.map(ancestorsOf),
  ];
}
