import {
  Gateway,
  HTTPRoute,
  Namespace,
  ObjectMeta,
  Service,
  Snapshot,
} from '@envoy-gateway-portal/gateway-model';
import {
  ANNOTATION_BACKSTAGE_OWNER,
  ANNOTATION_DESCRIPTION,
  ANNOTATION_LIFECYCLE,
  ANNOTATION_OWNER,
  ANNOTATION_SYSTEM,
  ANNOTATION_TITLE,
  ApiEntityObject,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { kubernetesIdOf, namesGateway, objectKey } from '../entities';

const OUR_ANNOTATIONS = [
  ANNOTATION_OWNER,
  ANNOTATION_BACKSTAGE_OWNER,
  ANNOTATION_LIFECYCLE,
  ANNOTATION_SYSTEM,
  ANNOTATION_TITLE,
  ANNOTATION_DESCRIPTION,
];

/** Objects, each once. */
export type ObjectSet = Map<string, ApiEntityObject>;

export function addObject(
  set: ObjectSet,
  kind: ApiEntityObject['kind'],
  { namespace, name }: { namespace?: string; name: string },
): void {
  const object = { kind, namespace: namespace ?? '', name };
  set.set(objectKey(object), object);
}

/** Every object of a snapshot that could have an entity, the unreadable ones included. */
export function allObjects(snapshot: Snapshot): ObjectSet {
  const set: ObjectSet = new Map();
  for (const gateway of snapshot.gateways) {
    addObject(set, 'Gateway', gateway.metadata);
  }
  for (const route of snapshot.httpRoutes) {
    addObject(set, 'HTTPRoute', route.metadata);
  }
  for (const { ref } of snapshot.unreadable) {
    if (ref.kind === 'HTTPRoute' || ref.kind === 'Gateway') {
      addObject(set, ref.kind, ref);
    }
  }
  return set;
}

/** What two lists do not share, by identity. Snapshots share what did not change, so this is quick. */
function difference<T>(
  before: readonly T[],
  after: readonly T[],
): { gone: T[]; came: T[] } {
  if (before === after) {
    return { gone: [], came: [] };
  }
  let start = 0;
  while (start < before.length && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  const oldSet = new Set(old);
  const freshSet = new Set(fresh);
  return {
    gone: old.filter(one => !freshSet.has(one)),
    came: fresh.filter(one => !oldSet.has(one)),
  };
}

interface Change<T> {
  metadata: ObjectMeta;
  before?: T;
  after?: T;
}

/** The objects that differ in what entities are made of: status, counters and times are not. */
function changesOf<T extends { metadata: ObjectMeta }>(
  before: readonly T[],
  after: readonly T[],
  meaning: (object: T) => string | undefined,
): Array<Change<T>> {
  const { gone, came } = difference(before, after);
  const changes = new Map<string, Change<T>>();
  const keyOf = ({ namespace, name }: ObjectMeta) => `${namespace}/${name}`;
  for (const object of gone) {
    changes.set(keyOf(object.metadata), {
      metadata: object.metadata,
      before: object,
    });
  }
  for (const object of came) {
    const key = keyOf(object.metadata);
    const known = changes.get(key);
    if (known?.before && meaning(known.before) === meaning(object)) {
      changes.delete(key);
    } else {
      changes.set(key, {
        metadata: object.metadata,
        before: known?.before,
        after: object,
      });
    }
  }
  return [...changes.values()];
}

function annotationsOf({ annotations }: ObjectMeta): unknown[] {
  return OUR_ANNOTATIONS.map(name => annotations?.[name]);
}

function routeMeaning(route: HTTPRoute): string {
  const { metadata, hostnames, parentRefs, rules, parents } = route;
  return JSON.stringify([
    annotationsOf(metadata),
    hostnames,
    parentRefs,
    rules,
    // Who judges a route can tell whose it is; what they said cannot.
    parents.map(({ parentRef, controllerName }) => [parentRef, controllerName]),
  ]);
}

function attachmentMeaning(route: HTTPRoute | undefined): string {
  return JSON.stringify([route?.hostnames, route?.parentRefs]);
}

function gatewayMeaning(gateway: Gateway): string {
  return JSON.stringify([
    gateway.gatewayClassName,
    gateway.listeners,
    annotationsOf(gateway.metadata),
  ]);
}

function namespaceMeaning({ metadata }: Namespace): string {
  return JSON.stringify([metadata.labels, annotationsOf(metadata)]);
}

function addParents(set: ObjectSet, route: HTTPRoute | undefined): void {
  for (const ref of route?.parentRefs.filter(namesGateway) ?? []) {
    addObject(set, 'Gateway', ref);
  }
}

/** Routes whose surroundings changed: their namespace, their backend Services, grants to those. */
function addRoutesAmong(
  set: ObjectSet,
  snapshot: Snapshot,
  changed: {
    namespaces: ReadonlySet<string>;
    services: ReadonlySet<string>;
    grants: ReadonlySet<string>;
  },
): void {
  const { namespaces, services, grants } = changed;
  if (namespaces.size + services.size + grants.size === 0) {
    return;
  }
  for (const route of snapshot.httpRoutes) {
    const { namespace } = route.metadata;
    if (namespaces.has(namespace)) {
      addObject(set, 'HTTPRoute', route.metadata);
      addParents(set, route);
    } else if (
      route.rules.some(rule =>
        rule.backendRefs.some(
          ref =>
            services.has(`${ref.namespace}/${ref.name}`) ||
            (ref.namespace !== namespace && grants.has(ref.namespace)),
        ),
      )
    ) {
      addObject(set, 'HTTPRoute', route.metadata);
    }
  }
}

/** The routes that send requests to one of some Services. */
export function routesOfServices(
  snapshot: Snapshot,
  services: readonly Service[],
): ObjectSet {
  const set: ObjectSet = new Map();
  addRoutesAmong(set, snapshot, {
    namespaces: new Set(),
    services: new Set(
      services.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    ),
    grants: new Set(),
  });
  return set;
}

/**
 * The objects whose entities may differ between two snapshots of a cluster. Costs what changed: a new
 * status of a Gateway concerns none of its ten thousand routes.
 */
export function affectedObjects(before: Snapshot, after: Snapshot): ObjectSet {
  const set: ObjectSet = new Map();
  if (before === after) {
    return set;
  }
  const broken = difference(before.unreadable, after.unreadable);
  const refs = [...broken.gone, ...broken.came].map(({ ref }) => ref);
  const classes = changesOf(
    before.gatewayClasses,
    after.gatewayClasses,
    one => one.controllerName,
  );
  if (
    classes.length > 0 ||
    refs.some(({ kind }) =>
      ['GatewayClass', 'Namespace', 'Service', 'ReferenceGrant'].includes(kind),
    )
  ) {
    return new Map([...allObjects(before), ...allObjects(after)]);
  }
  const addGatewayAndRoutes = (ref: { namespace?: string; name: string }) => {
    addObject(set, 'Gateway', ref);
    for (const snapshot of [before, after]) {
      for (const { metadata } of snapshot.httpRoutesOf(
        ref.namespace ?? '',
        ref.name,
      )) {
        addObject(set, 'HTTPRoute', metadata);
      }
    }
  };
  for (const ref of refs) {
    if (ref.kind === 'HTTPRoute') {
      addObject(set, 'HTTPRoute', ref);
    } else if (ref.kind === 'Gateway') {
      addGatewayAndRoutes(ref);
    }
  }
  for (const change of changesOf(
    before.httpRoutes,
    after.httpRoutes,
    routeMeaning,
  )) {
    addObject(set, 'HTTPRoute', change.metadata);
    if (attachmentMeaning(change.before) !== attachmentMeaning(change.after)) {
      addParents(set, change.before);
      addParents(set, change.after);
    }
  }
  for (const { metadata } of changesOf(
    before.gateways,
    after.gateways,
    gatewayMeaning,
  )) {
    addGatewayAndRoutes(metadata);
  }
  const namespaces = new Set(
    changesOf(before.namespaces, after.namespaces, namespaceMeaning).map(
      ({ metadata }) => metadata.name,
    ),
  );
  for (const { metadata } of namespaces.size > 0 ? after.gateways : []) {
    if (namespaces.has(metadata.namespace)) {
      addObject(set, 'Gateway', metadata);
    }
  }
  addRoutesAmong(set, after, {
    namespaces,
    services: new Set(
      changesOf(before.services, after.services, kubernetesIdOf).map(
        ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
      ),
    ),
    grants: new Set(
      changesOf(before.referenceGrants, after.referenceGrants, grant =>
        JSON.stringify([grant.from, grant.to]),
      ).map(({ metadata }) => metadata.namespace ?? ''),
    ),
  });
  return set;
}
