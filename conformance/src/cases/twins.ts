import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';

/** An object that shares its name with an earlier one, and the name it gets instead. */
interface Twin {
  kind: string;
  namespace: string;
  name: string;
  instead: string;
  /** Beginnings of the names of the listeners it is attached to. */
  listeners: string[];
}

function listenersOf(object: JsonObject, namespace: string): string[] {
  return listAt(object, 'spec', 'parentRefs').map(ref => {
    const gateway = `${stringAt(ref, 'namespace') ?? namespace}/${stringAt(
      ref,
      'name',
    )}/`;
    return gateway + (stringAt(ref, 'sectionName') ?? '');
  });
}

function renameTwins(
  objects: readonly JsonObject[],
  found?: Twin[],
): JsonObject[] {
  const seen = new Map<string, number>();
  return objects.map(object => {
    const kind = stringAt(object, 'kind') ?? '';
    const name = stringAt(object, 'metadata', 'name') ?? '';
    const namespace = stringAt(object, 'metadata', 'namespace') ?? '';
    const id = `${kind} ${namespace}/${name}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    if (count === 1 || !kind.endsWith('Route')) {
      return object;
    }
    const instead = `${name}-twin-${count}`;
    found?.push({
      kind,
      namespace,
      name,
      instead,
      listeners: listenersOf(object, namespace),
    });
    return {
      ...object,
      metadata: { ...objectAt(object, 'metadata'), name: instead },
    };
  });
}

function renameRoutes(listener: JsonObject, twins: readonly Twin[]) {
  const own = twins.filter(twin =>
    twin.listeners.some(prefix =>
      stringAt(listener, 'name')?.startsWith(prefix),
    ),
  );
  const renamed = (route: unknown): unknown => {
    const name = stringAt(route, 'name') ?? '';
    const twin = own.find(one => {
      const base = `${one.kind.toLowerCase()}/${one.namespace}/${one.name}`;
      return name === base || name.startsWith(`${base}/`);
    });
    if (!twin || !isJsonObject(route)) {
      return route;
    }
    const instead = name.replace(`/${twin.name}`, `/${twin.instead}`);
    return { ...route, name: instead };
  };
  return {
    ...listener,
    ...('routes' in listener && {
      routes: listAt(listener, 'routes').map(renamed),
    }),
    ...('route' in listener && { route: renamed(listener.route) }),
  };
}

function renameInIr(xdsIR: JsonObject, twins: readonly Twin[]): JsonObject {
  const listeners = (xds: JsonObject, layer: string) =>
    layer in xds && {
      [layer]: listAt(xds, layer)
        .filter(isJsonObject)
        .map(listener => renameRoutes(listener, twins)),
    };
  return Object.fromEntries(
    Object.entries(xdsIR).map(([key, xds]) => [
      key,
      isJsonObject(xds)
        ? {
            ...xds,
            ...listeners(xds, 'http'),
            ...listeners(xds, 'tcp'),
            ...listeners(xds, 'udp'),
          }
        : xds,
    ]),
  );
}

/**
 * Some cases hold two routes of one name, which no cluster can: all but the first get names of their own, in
 * what went in and in what came out.
 */
export function separateTwins(
  objects: readonly JsonObject[],
  verdicts: readonly JsonObject[],
  xdsIR: JsonObject,
): { objects: JsonObject[]; verdicts: JsonObject[]; xdsIR: JsonObject } {
  const twins: Twin[] = [];
  const renamed = renameTwins(objects, twins);
  return {
    objects: renamed,
    verdicts: renameTwins(verdicts),
    xdsIR: twins.length > 0 ? renameInIr(xdsIR, twins) : xdsIR,
  };
}
