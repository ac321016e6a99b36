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
import { Snapshot, SnapshotChange, SnapshotOrder } from './types';

type Tables = ReadonlyMap<string, KindTable>;

const ROUTE_KIND = kindKey({ group: GATEWAY_API_GROUP, kind: 'HTTPRoute' });

/** Tables never change, so a list made of one is made once. */
const OBJECTS = new WeakMap<KindTable, readonly KubernetesObject[]>();

function objectsOf(table: KindTable): readonly KubernetesObject[] {
  let objects = OBJECTS.get(table);
  if (!objects) {
    objects = table.readable.map(one => (isResource(one) ? one.object : one));
    OBJECTS.set(table, objects);
  }
  return objects;
}

function collectUnreadable(tables: Tables): readonly UnreadableObject[] {
  return [...tables.keys()]
    .sort()
    .flatMap(kind => tables.get(kind)?.unreadable ?? []);
}

class ImmutableSnapshot implements Snapshot {
  readonly #tables: Tables;
  /** Objects placed so far, where the input's order counts; `undefined` where age does. */
  readonly #placed: number | undefined;
  #unreadable: readonly UnreadableObject[] | undefined;

  constructor(tables: Tables, placed?: number) {
    this.#tables = tables;
    this.#placed = placed;
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

  objects(group: string, kind: string): readonly KubernetesObject[] {
    const table = this.#tables.get(kindKey({ group, kind })) ?? EMPTY_TABLE;
    return objectsOf(table);
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

  policy(kind: PolicyKind, namespace: string, name: string) {
    return this.#find<Policy>(ENVOY_GATEWAY_GROUP, kind, { namespace, name });
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
    let placed = this.#placed;
    const position = (kind: string, key: string): number => {
      if (placed === undefined) {
        return 0;
      }
      const table = this.#tables.get(kind);
      const known =
        byKind.get(kind)?.get(key) ?? (table && getEntry(table.entries, key));
      if (known) {
        return known.position;
      }
      placed += 1;
      return placed;
    };
    for (const change of changes) {
      if (change.type === 'delete') {
        record(kindKey(change.ref), refKey(change.ref), undefined);
        continue;
      }
      const parsed = parseResource(change.object);
      if ('error' in parsed) {
        const kind = kindKey(parsed.error.ref);
        const key = refKey(parsed.error.ref);
        record(kind, key, unreadableEntry(parsed.error, position(kind, key)));
      } else {
        const kind = kindKey(refOf(parsed.resource));
        const key = refKey(parsed.resource.metadata);
        record(kind, key, readableEntry(parsed.resource, position(kind, key)));
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
    return changed ? new ImmutableSnapshot(tables, placed) : this;
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
const EMPTY_SNAPSHOT_AS_GIVEN: Snapshot = new ImmutableSnapshot(new Map(), 0);

/**
 * A snapshot of raw objects, as an API server or manifests give them. What cannot be understood is in
 * `unreadable`. Of several objects with the same reference the last one counts.
 *
 * @public
 */
export function createSnapshot(
  objects: Iterable<unknown> = [],
  options: { order?: SnapshotOrder } = {},
): Snapshot {
  const changes: SnapshotChange[] = [];
  for (const object of objects) {
    changes.push({ type: 'upsert', object });
  }
  const empty =
    options.order === 'given' ? EMPTY_SNAPSHOT_AS_GIVEN : EMPTY_SNAPSHOT;
  return empty.apply(changes);
}
