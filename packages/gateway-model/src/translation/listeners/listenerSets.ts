import { objectAt, stringAt } from '../../json';
import { describeRef, refKey } from '../../resources/objectRef';
import { selectsLabels } from '../labelSelector';
import { GatewayContext, Item, PredictedCondition, World } from '../types';
import { presumption } from './presumption';

/** Whether a Gateway takes listeners from a ListenerSet's namespace; without a word from it, from none. */
export function allowsListenerSet(
  world: World,
  gateway: GatewayContext,
  listenerSet: Item,
): boolean {
  const namespaces = objectAt(
    gateway.item.spec,
    'allowedListeners',
    'namespaces',
  );
  switch (stringAt(namespaces, 'from')) {
    case 'All':
      return true;
    case 'Same':
      return gateway.namespace === listenerSet.namespace;
    case 'Selector': {
      const labels = world.namespaceLabels(listenerSet.namespace);
      return (
        labels !== undefined &&
        selectsLabels(objectAt(namespaces, 'selector'), labels)
      );
    }
    default:
      return false;
  }
}

/** The Gateway a ListenerSet adds its listeners to, if it is one of ours. */
export function parentGateway(
  { settings }: World,
  listenerSet: Item,
  gateways: ReadonlyMap<string, GatewayContext>,
): GatewayContext | undefined {
  const parent = objectAt(listenerSet.spec, 'parentRef');
  // The provider leaves out what names another kind; the translator goes by the name alone.
  const kind = stringAt(parent, 'kind') ?? 'Gateway';
  if (kind !== 'Gateway' && !settings.translatorOnly) {
    return undefined;
  }
  return gateways.get(
    refKey({
      namespace: stringAt(parent, 'namespace') || listenerSet.namespace,
      name: stringAt(parent, 'name') ?? '',
    }),
  );
}

export function notAllowed(
  gateway: GatewayContext,
  listenerSet: Item,
): PredictedCondition[] {
  const message = `${describeRef(
    gateway.item,
  )} does not allow ListenerSets from the namespace ${listenerSet.namespace}`;
  const told = (type: string, reason: string) => ({
    type,
    status: 'False' as const,
    reason,
    message,
  });
  return [
    told('Accepted', 'NotAllowed'),
    told(
      'Programmed',
      listenerSet.kind === 'XListenerSet' ? 'Programmed' : 'NotAllowed',
    ),
  ];
}

type Conditions = readonly PredictedCondition[];

function holds(conditions: Conditions, type: string): boolean {
  return conditions.some(one => one.type === type && one.status === 'True');
}

/**
 * A ListenerSet by its listeners. One without any, as that of a Gateway which was not accepted, counts as
 * accepted and programmed (upstream `ProcessListenerSetStatus`). An XListenerSet counts as programmed as far as it
 * is accepted.
 */
export function listenerSetConditions(
  { kind }: Item,
  listeners: readonly { conditions: Conditions }[],
): PredictedCondition[] {
  const judge = (
    type: 'Accepted' | 'Programmed',
    some: string,
    none: string,
    goesBy: 'Accepted' | 'Programmed' = type,
  ): PredictedCondition => {
    const good = listeners.filter(one => holds(one.conditions, goesBy)).length;
    const unknown = listeners
      .map(one => presumption(one.conditions, goesBy))
      .find(one => one !== undefined);
    const verb = type.toLowerCase();
    if (good === listeners.length) {
      return {
        type,
        status: 'True',
        reason: type,
        message: `All listeners are ${verb}`,
        ...(unknown && { unknown }),
      };
    }
    return {
      type,
      status: good > 0 ? 'True' : 'False',
      reason: good > 0 ? some : none,
      message: `${good} of ${listeners.length} listeners are ${verb}`,
      ...(unknown && { unknown }),
    };
  };
  return [
    judge('Accepted', 'ListenersNotValid', 'ListenersNotValid'),
    kind === 'XListenerSet'
      ? judge('Programmed', 'Programmed', 'Invalid', 'Accepted')
      : judge('Programmed', 'Programmed', 'ListenersNotValid'),
  ];
}
