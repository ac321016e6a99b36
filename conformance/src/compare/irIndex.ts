import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';

export type Layer = 'http' | 'tcp' | 'udp';

/** A listener of the intermediate representation, and its routes by name. */
export interface IndexedListener {
  layer: Layer;
  listener: JsonObject;
  xds: JsonObject;
  routes: ReadonlyMap<string, JsonObject>;
}

const LAYERS: readonly Layer[] = ['http', 'tcp', 'udp'];

function routesOf(layer: Layer, listener: JsonObject): Map<string, JsonObject> {
  const routes =
    layer === 'udp'
      ? [objectAt(listener, 'route')]
      : listAt(listener, 'routes').filter(isJsonObject);
  const byName = new Map<string, JsonObject>();
  for (const route of routes) {
    const name = stringAt(route, 'name');
    if (route && name !== undefined && !byName.has(name)) {
      byName.set(name, route);
    }
  }
  return byName;
}

/** Names a listener: two of one name may stand in different layers. */
export function listenerId(layer: Layer, name: string): string {
  return `${name} (${layer})`;
}

/** The listeners of Envoy Gateway's intermediate representation, by {@link listenerId}. */
export function indexIr(xdsIR: JsonObject): Map<string, IndexedListener> {
  const index = new Map<string, IndexedListener>();
  for (const xds of Object.values(xdsIR).filter(isJsonObject)) {
    for (const layer of LAYERS) {
      for (const listener of listAt(xds, layer).filter(isJsonObject)) {
        const name = stringAt(listener, 'name') ?? '';
        index.set(listenerId(layer, name), {
          layer,
          listener,
          xds,
          routes: routesOf(layer, listener),
        });
      }
    }
  }
  return index;
}
