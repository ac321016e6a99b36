import { listAt, numberAt, stringAt } from '../json';
import { Item, Translation } from '../translation/types';
import {
  ENVOY_GATEWAY_GROUP,
  EXPERIMENTAL_GROUP,
  GATEWAY_API_GROUP,
  refersToListenerSet,
} from '../resources/references';
import { Check, refOfItem } from './check';

const KINDS: ReadonlyArray<readonly [string, string]> = [
  ...[
    'Gateway',
    'ListenerSet',
    'HTTPRoute',
    'GRPCRoute',
    'TLSRoute',
    'TCPRoute',
    'UDPRoute',
    'BackendTLSPolicy',
  ].map(kind => [GATEWAY_API_GROUP, kind] as const),
  [EXPERIMENTAL_GROUP, 'XListenerSet'],
  ...[
    'SecurityPolicy',
    'BackendTrafficPolicy',
    'ClientTrafficPolicy',
    'EnvoyExtensionPolicy',
    'EnvoyPatchPolicy',
  ].map(kind => [ENVOY_GATEWAY_GROUP, kind] as const),
];

/** The Gateways and ListenerSets our controller judges: their conditions do not say who wrote them. */
function ownItems({ listeners }: Translation): ReadonlySet<Item> {
  const { gateways, listenerSets } = listeners;
  return new Set([
    ...gateways.map(({ item }) => item),
    ...listenerSets.flatMap(({ item, gateway }) => (gateway ? item : [])),
  ]);
}

/** Conditions our controller wrote: an object's own, or those per parent or ancestor. */
function conditionsOf(
  { world }: Translation,
  item: Item,
  own: ReadonlySet<Item>,
): readonly unknown[] {
  const { object, kind } = item;
  if (kind === 'Gateway' || refersToListenerSet(item)) {
    return own.has(item) ? listAt(object, 'status', 'conditions') : [];
  }
  return [
    ...listAt(object, 'status', 'parents'),
    ...listAt(object, 'status', 'ancestors'),
  ]
    .filter(
      entry =>
        stringAt(entry, 'controllerName') === world.settings.controllerName,
    )
    .flatMap(entry => listAt(entry, 'conditions'));
}

export const staleVerdict: Check = {
  code: 'EG402',
  title: 'Verdict is of an older generation',
  description:
    'Envoy Gateway judged an older state of the object than the one that stands: what its status says may no longer hold. Where a target is gone, Envoy Gateway never judges again.',
  severity: 'warning',
  *find(translation) {
    const own = ownItems(translation);
    for (const [group, kind] of KINDS) {
      for (const item of translation.world.items(group, kind)) {
        const { generation } = item.metadata;
        const observed = conditionsOf(translation, item, own)
          .map(condition => numberAt(condition, 'observedGeneration'))
          .filter((one): one is number => one !== undefined);
        const oldest = Math.min(...observed);
        if (generation !== undefined && oldest < generation) {
          yield {
            ref: refOfItem(item),
            path: 'status',
            message: `Its status judges generation ${oldest}; generation ${generation} stands.`,
            remedy:
              'Wait a few seconds. If it stays so, see that Envoy Gateway runs, and that what the object refers to still exists.',
          };
        }
      }
    }
  },
};
