import {
  HTTPRoute,
  Service,
  Snapshot,
} from '@envoy-gateway-portal/gateway-model';
import { ANNOTATION_KUBERNETES_ID } from '@envoy-gateway-portal/plugin-envoy-gateway-common';

const serviceIndex = indexOnce<Service>(({ metadata }) => {
  const id =
    metadata.labels?.[ANNOTATION_KUBERNETES_ID] ??
    metadata.annotations?.[ANNOTATION_KUBERNETES_ID];
  return id ? [id] : [];
});

const routeIndex = indexOnce<HTTPRoute>(({ rules }) =>
  rules.flatMap(({ backendRefs }) =>
    backendRefs
      .filter(({ group, kind }) => group === '' && kind === 'Service')
      .map(({ namespace, name }) => `${namespace}/${name}`),
  ),
);

/** Services by `backstage.io/kubernetes-id`: the label, else the annotation. */
export function servicesOf(
  { services }: Snapshot,
  kubernetesId: string,
): readonly Service[] {
  return serviceIndex(services).get(kubernetesId) ?? [];
}

/** Routes with a rule that refers to the Service. */
export function routesTo(
  { httpRoutes }: Snapshot,
  { metadata }: Service,
): readonly HTTPRoute[] {
  return (
    routeIndex(httpRoutes).get(`${metadata.namespace}/${metadata.name}`) ?? []
  );
}

/** Indexes a list of a snapshot once: snapshots share the lists of what did not change. */
function indexOnce<T>(
  keysOf: (item: T) => readonly string[],
): (items: readonly T[]) => ReadonlyMap<string, readonly T[]> {
  const known = new WeakMap<readonly T[], Map<string, T[]>>();
  return items => {
    const existing = known.get(items);
    if (existing) {
      return existing;
    }
    const index = new Map<string, T[]>();
    for (const item of items) {
      for (const key of new Set(keysOf(item))) {
        const list = index.get(key);
        if (list) {
          list.push(item);
        } else {
          index.set(key, [item]);
        }
      }
    }
    known.set(items, index);
    return index;
  };
}
