import { listAt, objectAt, stringAt } from '../../json';
import { Condition, ObjectRef, ParentReference, refOf } from '../../resources';
import { readConditions } from '../../resources/conditions';
import { parentReference, sameReference } from '../../resources/references';
import { Snapshot } from '../../snapshot';
import { translate } from '../../translation';
import { PredictedListener } from '../../translation/listeners';
import { statusParents } from '../../translation/routes';
import {
  AncestorStatuses,
  Item,
  PredictedCondition,
  TranslationSettings,
} from '../../translation/types';
import { writeConditions } from './writeConditions';

/** A status to be written. */
interface PredictedStatus {
  ref: ObjectRef;
  status: Record<string, unknown>;
}

interface Writer {
  now: string;
  controllerName: string;
}

function refOfItem({ object, metadata, kind }: Item): ObjectRef {
  return refOf({ apiVersion: object.apiVersion, kind, metadata });
}

function write(
  { now }: Writer,
  item: Item,
  before: unknown,
  predicted: readonly PredictedCondition[],
): Condition[] {
  const { generation } = item.metadata;
  return writeConditions(
    { now, generation },
    readConditions(before),
    predicted,
  );
}

function ownStatus(
  writer: Writer,
  item: Item,
  conditions: readonly PredictedCondition[],
): Record<string, unknown> {
  const before = listAt(item.object, 'status', 'conditions');
  return { conditions: write(writer, item, before, conditions) };
}

function listenerStatuses(
  writer: Writer,
  item: Item,
  listeners: readonly PredictedListener[],
) {
  const before = listAt(item.object, 'status', 'listeners');
  return listeners.map(
    ({ name, supportedKinds, attachedRoutes, conditions }) => {
      const known = before.find(one => stringAt(one, 'name') === name);
      return {
        name,
        supportedKinds: supportedKinds.map(kind => ({ ...kind })),
        attachedRoutes,
        conditions: write(
          writer,
          item,
          listAt(known, 'conditions'),
          conditions,
        ),
      };
    },
  );
}

/** Where infrastructure would decide, what stands in the status does: a Gateway with an address is programmed. */
function programmed(
  item: Item,
  conditions: readonly PredictedCondition[],
): PredictedCondition[] {
  const assigned = listAt(item.object, 'status', 'addresses').length > 0;
  return conditions.map(condition =>
    condition.type === 'Programmed' && condition.unknown && !assigned
      ? {
          type: 'Programmed',
          status: 'False',
          reason: 'AddressNotAssigned',
          message: 'No addresses have been assigned to the Gateway',
        }
      : condition,
  );
}

interface Entry {
  /** As it is to be written. */
  reference: object;
  conditions: readonly PredictedCondition[];
}

function read(
  reference: unknown,
  namespace: string,
): ParentReference | undefined {
  try {
    return parentReference(reference, '', namespace);
  } catch {
    return undefined;
  }
}

/** Entries per parent or ancestor: ours as foretold, those of other controllers as they stand. */
function entries(
  writer: Writer,
  item: Item,
  list: 'parents' | 'ancestors',
  key: 'parentRef' | 'ancestorRef',
  predicted: readonly Entry[],
): Record<string, unknown> {
  const { controllerName } = writer;
  const standing = listAt(item.object, 'status', list);
  const isOurs = (entry: unknown) =>
    (stringAt(entry, 'controllerName') ?? controllerName) === controllerName;
  const others = standing.filter(entry => !isOurs(entry));
  const ours = predicted.map(({ reference, conditions }) => {
    const wanted = read(reference, item.namespace);
    const before = standing.find(entry => {
      const found = read(objectAt(entry, key), item.namespace);
      return (
        isOurs(entry) &&
        wanted !== undefined &&
        found !== undefined &&
        sameReference(wanted, found)
      );
    });
    return {
      [key]: reference,
      // The status of an EnvoyProxy has no such field.
      ...(item.kind !== 'EnvoyProxy' && { controllerName }),
      conditions: write(writer, item, listAt(before, 'conditions'), conditions),
    };
  });
  return { [list]: [...others, ...ours] };
}

function ancestorStatus(
  writer: Writer,
  { item, ancestors }: AncestorStatuses,
): PredictedStatus {
  return {
    ref: refOfItem(item),
    status: entries(
      writer,
      item,
      'ancestors',
      'ancestorRef',
      ancestors.map(({ ancestorRef, conditions }) => ({
        reference: ancestorRef,
        conditions,
      })),
    ),
  };
}

/**
 * The statuses Envoy Gateway would write for a snapshot, where everything it cannot know is in order. Only
 * objects that Envoy Gateway would write to are returned; entries of other controllers are kept, and
 * conditions that already stand keep their time.
 *
 * @public
 */
export function predictStatus(
  snapshot: Snapshot,
  options: { now: string; settings?: Partial<TranslationSettings> },
): Array<{ ref: ObjectRef; status: Record<string, unknown> }> {
  const translation = translate(snapshot, options.settings);
  const {
    backends,
    statuses: gateways,
    listeners,
    policies,
    routes,
    world,
  } = translation;
  const writer: Writer = {
    now: options.now,
    controllerName: world.settings.controllerName,
  };
  return [
    ...[
      ...listeners.gatewayClasses,
      ...backends.backends.filter(({ used }) => used),
    ].map(({ item, conditions }) => ({
      ref: refOfItem(item),
      status: ownStatus(writer, item, conditions),
    })),
    ...gateways.gateways.map(({ gateway: { item }, ...told }) => {
      const addresses = listAt(item.object, 'status', 'addresses');
      return {
        ref: refOfItem(item),
        status: {
          ...(addresses.length > 0 && { addresses }),
          ...ownStatus(writer, item, programmed(item, told.conditions)),
          listeners: listenerStatuses(writer, item, told.listeners),
        },
      };
    }),
    ...gateways.listenerSets
      .filter(({ listenerSet }) => listenerSet.gateway)
      .map(({ listenerSet: { item }, ...told }) => ({
        ref: refOfItem(item),
        status: {
          ...ownStatus(writer, item, told.conditions),
          listeners: listenerStatuses(writer, item, told.listeners),
        },
      })),
    ...routes.map(route => ({
      ref: refOfItem(route.item),
      status: entries(
        writer,
        route.item,
        'parents',
        'parentRef',
        statusParents(route).map(({ parentRef, rawParentRef, conditions }) => ({
          // As the API server gives it back, with its defaults.
          reference: {
            group: parentRef.group,
            kind: parentRef.kind,
            ...rawParentRef,
          },
          conditions,
        })),
      ),
    })),
    ...[
      ...policies.statuses,
      ...backends.backendTlsPolicies(routes),
      ...listeners.envoyProxies,
    ].map(one => ancestorStatus(writer, one)),
  ];
}
