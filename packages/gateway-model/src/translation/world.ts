import { objectAt, stringAt } from '../json';
import { KubernetesObject } from '../resources';
import { groupOf, kindKey, refKey } from '../resources/objectRef';
import { EXPERIMENTAL_GROUP, GATEWAY_API_GROUP } from '../resources/references';
import { Snapshot } from '../snapshot';
import { Item, Lookup, TranslationSettings, World } from './types';

const NO_ITEMS: readonly Item[] = [];

const SERVICE_NAME = 'kubernetes.io/service-name';
const SERVICE_IMPORT_NAME = 'multicluster.kubernetes.io/service-name';

/** Objects never change, so what is read of one is read once. */
const ITEMS = new WeakMap<KubernetesObject, Item>();

export function itemOf(object: KubernetesObject): Item {
  let item = ITEMS.get(object);
  if (!item) {
    item = {
      group: groupOf(object.apiVersion),
      kind: object.kind,
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
      metadata: object.metadata,
      spec: objectAt(object, 'spec') ?? {},
      object,
    };
    ITEMS.set(object, item);
  }
  return item;
}

/** Lists of a snapshot are shared until they change, so an index lives exactly as long as it is right. */
const LISTS = new WeakMap<readonly KubernetesObject[], readonly Item[]>();

function itemsOf(objects: readonly KubernetesObject[]): readonly Item[] {
  if (objects.length === 0) {
    return NO_ITEMS;
  }
  let items = LISTS.get(objects);
  if (!items) {
    items = objects.map(itemOf);
    LISTS.set(objects, items);
  }
  return items;
}

/** An index over a list of items, made once per list. */
export function indexed<K, V>(
  build: (items: readonly Item[]) => ReadonlyMap<K, V>,
): (items: readonly Item[]) => ReadonlyMap<K, V> {
  const made = new WeakMap<readonly Item[], ReadonlyMap<K, V>>();
  return items => {
    let index = made.get(items);
    if (!index) {
      index = build(items);
      made.set(items, index);
    }
    return index;
  };
}

const slicesByService = indexed<string, readonly Item[]>(items => {
  const index = new Map<string, Item[]>();
  for (const item of items) {
    const { labels } = item.metadata;
    const service = stringAt(labels, SERVICE_NAME);
    const imported = stringAt(labels, SERVICE_IMPORT_NAME);
    const name = service ?? imported;
    if (name === undefined) {
      continue;
    }
    const kind = service !== undefined ? 'Service' : 'ServiceImport';
    const key = `${kind}\n${refKey({ namespace: item.namespace, name })}`;
    const known = index.get(key);
    if (known) {
      known.push(item);
    } else {
      index.set(key, [item]);
    }
  }
  return index;
});

/** One set for each given one, so that equal settings stay equal. */
const WITHOUT_NAMESPACES = new WeakMap<object, ReadonlySet<string>>();

/** Every cluster has Namespaces: a snapshot without any was not shown them. */
function withoutNamespaces(settings: TranslationSettings): TranslationSettings {
  let unread = WITHOUT_NAMESPACES.get(settings.unread);
  if (!unread) {
    unread = new Set([...settings.unread, '/Namespace']);
    WITHOUT_NAMESPACES.set(settings.unread, unread);
  }
  return { ...settings, unread };
}

/** The snapshot as the stages of the translation see it. */
export function createWorld(
  snapshot: Snapshot,
  given: TranslationSettings,
): World {
  const settings =
    snapshot.namespaces.length > 0 ? given : withoutNamespaces(given);
  const { unread } = settings;
  return {
    snapshot,
    settings,
    items: (group, kind) => itemsOf(snapshot.objects(group, kind)),
    lookup(ref): Lookup {
      const object = snapshot.object(ref);
      if (object) {
        return itemOf(object);
      }
      return unread.has(kindKey(ref)) ? 'unread' : 'missing';
    },
    namespaceLabels(name) {
      const namespace = snapshot.namespace(name);
      return namespace && (namespace.metadata.labels ?? {});
    },
    endpointSlices(kind, namespace, name) {
      const group = 'discovery.k8s.io';
      if (unread.has(`${group}/EndpointSlice`)) {
        return 'unread';
      }
      const items = itemsOf(snapshot.objects(group, 'EndpointSlice'));
      const key = `${kind}\n${refKey({ namespace, name })}`;
      return slicesByService(items).get(key) ?? NO_ITEMS;
    },
    permits(from, to) {
      if (from.namespace === to.namespace) {
        return true;
      }
      return snapshot.referenceGrants.some(
        grant =>
          grant.metadata.namespace === to.namespace &&
          grant.from.some(
            one =>
              one.namespace === from.namespace &&
              one.group === from.group &&
              one.kind === from.kind,
          ) &&
          grant.to.some(
            one =>
              one.group === to.group &&
              one.kind === to.kind &&
              (one.name === undefined || one.name === to.name),
          ),
      );
    },
  };
}

/**
 * The ListenerSets Envoy Gateway reads: 1.7 knows the experimental kind alone, later ones have forgotten it. Where
 * nobody has said which it is, a cluster that has none of the one kind goes by the other.
 */
export function listenerSetItems(world: World): readonly Item[] {
  const { version } = world.settings;
  const current = world.items(GATEWAY_API_GROUP, 'ListenerSet');
  const isOld =
    version === undefined ? current.length === 0 : version === '1.7';
  return isOld ? world.items(EXPERIMENTAL_GROUP, 'XListenerSet') : current;
}

/** Items of a kind of Gateway API. */
export function gatewayApiItems(world: World, kind: string): readonly Item[] {
  return world.items(GATEWAY_API_GROUP, kind);
}
