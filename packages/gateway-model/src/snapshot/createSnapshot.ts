import {
  Gateway,
  GatewayClass,
  HTTPRoute,
  isResource,
  KubernetesObject,
  Namespace,
  ObjectRef,
  parseResource,
  Policy,
  PolicyKind,
  ReferenceGrant,
  refOf,
  Service,
  UnreadableObject,
} from '../resources';
import { kindKey, refKey } from '../resources/objectRef';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../resources/references';
import { getEntry } from './bucketMap';
import {
  changeTable,
  EMPTY_TABLE,
  Entry,
  KindTable,
  readableEntry,
  unreadableEntry,
} from './kindTable';
import { carryRouteIndex, routesOfGateway } from './routeIndex';
import { Snapshot, SnapshotChange } from './types';

type Tables = ReadonlyMap<string, KindTable>;

const ROUTE_KIND = kindKey({ group: GATEWAY_API_GROUP, kind: 'HTTPRoute' });

function collectUnreadable(tables: Tables): readonly UnreadableObject[] {
  return [...tables.keys()]
    .sort()
    .flatMap(kind => tables.get(kind)?.unreadable ?? []);
}

class ImmutableSnapshot implements Snapshot {
  readonly #tables: Tables;
  #unreadable: readonly UnreadableObject[] | undefined;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get gatewayClasses() {
    return this.#list<GatewayClass>(GATEWAY_API_GROUP, 'GatewayClass');
  }

  get gateways() {
    return this.#list<Gateway>(GATEWAY_API_GROUP, 'Gateway');
  }

  get httpRoutes() {
    return this.#list<HTTPRoute>(GATEWAY_API_GROUP, 'HTTPRoute');
  }

  get referenceGrants() {
    return this.#list<ReferenceGrant>(GATEWAY_API_GROUP, 'ReferenceGrant');
  }

  get services() {
    return this.#list<Service>('', 'Service');
  }

  get namespaces() {
    return this.#list<Namespace>('', 'Namespace');
  }

  get unreadable() {
    this.#unreadable ??= collectUnreadable(this.#tables);
    return this.#unreadable;
  }

  policies(kind: PolicyKind) {
    return this.#list<Policy>(ENVOY_GATEWAY_GROUP, kind);
  }

  gatewayClass(name: string) {
    return this.#find<GatewayClass>(GATEWAY_API_GROUP, 'GatewayClass', {
      name,
    });
  }

  gateway(namespace: string, name: string) {
    return this.#find<Gateway>(GATEWAY_API_GROUP, 'Gateway', {
      namespace,
      name,
    });
  }

  httpRoute(namespace: string, name: string) {
    return this.#find<HTTPRoute>(GATEWAY_API_GROUP, 'HTTPRoute', {
      namespace,
      name,
    });
  }

  service(namespace: string, name: string) {
    return this.#find<Service>('', 'Service', { namespace, name });
  }

  namespace(name: string) {
    return this.#find<Namespace>('', 'Namespace', { name });
  }

  object(ref: ObjectRef): KubernetesObject | undefined {
    const parsed = this.#entry(ref.group, ref.kind, ref)?.resource;
    return parsed && isResource(parsed) ? parsed.object : parsed;
  }

  unreadableObject(ref: ObjectRef): UnreadableObject | undefined {
    return this.#entry(ref.group, ref.kind, ref)?.error;
  }

  httpRoutesOf(namespace: string, name: string) {
    return routesOfGateway(this.httpRoutes, namespace, name);
  }

  apply(changes: Iterable<SnapshotChange>): Snapshot {
    const byKind = new Map<string, Map<string, Entry | undefined>>();
    const record = (kind: string, key: string, entry: Entry | undefined) => {
      const known = byKind.get(kind);
      if (known) {
        known.set(key, entry);
      } else {
        byKind.set(kind, new Map([[key, entry]]));
      }
    };
    for (const change of changes) {
      if (change.type === 'delete') {
        record(kindKey(change.ref), refKey(change.ref), undefined);
        continue;
      }
      const parsed = parseResource(change.object);
      if ('error' in parsed) {
        const entry = unreadableEntry(parsed.error);
        record(kindKey(parsed.error.ref), entry.key, entry);
      } else {
        const entry = readableEntry(parsed.resource);
        record(kindKey(refOf(parsed.resource)), entry.key, entry);
      }
    }
    const tables = new Map(this.#tables);
    let changed = false;
    for (const [kind, entries] of byKind) {
      const before = tables.get(kind) ?? EMPTY_TABLE;
      const after = changeTable(before, entries);
      if (after !== before) {
        tables.set(kind, after);
        changed = true;
        if (kind === ROUTE_KIND) {
          carryRouteIndex(before, after, entries);
        }
      }
    }
    return changed ? new ImmutableSnapshot(tables) : this;
  }

  /** A table's entries are of the kind it is filed under: `parseResource` reads by the same key. */
  #list<T>(group: string, kind: string): readonly T[] {
    const table = this.#tables.get(kindKey({ group, kind })) ?? EMPTY_TABLE;
    return table.readable as readonly unknown[] as readonly T[];
  }

  #find<T>(
    group: string,
    kind: string,
    name: { namespace?: string; name: string },
  ): T | undefined {
    return this.#entry(group, kind, name)?.resource as T | undefined;
  }

  #entry(
    group: string,
    kind: string,
    name: { namespace?: string; name: string },
  ): Entry | undefined {
    const table = this.#tables.get(kindKey({ group, kind }));
    return table && getEntry(table.entries, refKey(name));
  }
}

const EMPTY_SNAPSHOT: Snapshot = new ImmutableSnapshot(new Map());

/**
 * A snapshot of raw objects, as an API server or manifests give them. What cannot be understood is in
 * `unreadable`. Of several objects with the same reference the last one counts.
 *
 * @public
 */
export function createSnapshot(objects: Iterable<unknown> = []): Snapshot {
  const changes: SnapshotChange[] = [];
  for (const object of objects) {
    changes.push({ type: 'upsert', object });
  }
  return EMPTY_SNAPSHOT.apply(changes);
}
