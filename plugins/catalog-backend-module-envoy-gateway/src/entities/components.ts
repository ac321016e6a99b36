import {
  HTTPRoute,
  ObjectRef,
  Service,
} from '@envoy-gateway-portal/gateway-model';
import { ANNOTATION_KUBERNETES_ID } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { GATEWAY_API_GROUP } from './claim';
import { ClusterView, isReadable } from './clusterView';

/** A Component of the catalog, as far as it can answer for a route. */
export interface CatalogComponent {
  entityRef: string;
  /** A full ref, as is `system`. */
  owner?: string;
  lifecycle?: string;
  system?: string;
  /** `backstage.io/kubernetes-namespace`: the only namespace it speaks for. */
  kubernetesNamespace?: string;
}

/** Components by their `backstage.io/kubernetes-id`, each list sorted by entity ref. */
export type ComponentIndex = ReadonlyMap<string, readonly CatalogComponent[]>;

/** What a Service says of the Component it belongs to: the label, else the annotation. */
export function kubernetesIdOf(service: Service): string | undefined {
  const { labels, annotations } = service.metadata;
  return (
    labels?.[ANNOTATION_KUBERNETES_ID] ||
    annotations?.[ANNOTATION_KUBERNETES_ID] ||
    undefined
  );
}

/** The Services a route sends requests to, each once, in the order of its rules. */
export function backendServices(route: HTTPRoute): ObjectRef[] {
  const services = new Map<string, ObjectRef>();
  for (const { backendRefs } of route.rules) {
    for (const { group, kind, namespace, name } of backendRefs) {
      if (group === '' && kind === 'Service') {
        services.set(`${namespace}/${name}`, { group, kind, namespace, name });
      }
    }
  }
  return [...services.values()];
}

/**
 * Whether a route may send requests to a Service. Without a grant a route of one namespace could name
 * any Service, and pass for an API of the Component that owns it.
 */
function mayUse(
  view: ClusterView,
  route: HTTPRoute,
  service: ObjectRef,
): 'granted' | 'refused' | 'unknown' {
  const { namespace } = route.metadata;
  if (service.namespace === namespace) {
    return 'granted';
  }
  if (!isReadable(view, 'ReferenceGrant')) {
    return 'unknown';
  }
  const granted = view.snapshot.referenceGrants.some(
    grant =>
      grant.metadata.namespace === service.namespace &&
      grant.from.some(
        from =>
          from.group === GATEWAY_API_GROUP &&
          from.kind === 'HTTPRoute' &&
          from.namespace === namespace,
      ) &&
      grant.to.some(
        to =>
          to.group === '' &&
          to.kind === 'Service' &&
          (to.name === undefined || to.name === service.name),
      ),
  );
  return granted ? 'granted' : 'refused';
}

export interface Providers {
  /** Sorted by entity ref. */
  components: CatalogComponent[];
  /** Whether a Service or a ReferenceGrant could not be read, so that a Component may be missing. */
  incomplete: boolean;
}

/** The Components whose Services a route sends requests to, as far as the cluster can tell. */
export function providersOf(
  view: ClusterView,
  route: HTTPRoute,
  index: ComponentIndex,
): Providers {
  const services = backendServices(route);
  if (services.length > 0 && !isReadable(view, 'Service')) {
    return { components: [], incomplete: true };
  }
  const components = new Map<string, CatalogComponent>();
  let incomplete = false;
  for (const ref of services) {
    const permission = mayUse(view, route, ref);
    if (permission !== 'granted') {
      incomplete ||= permission === 'unknown';
      continue;
    }
    const service = view.snapshot.service(ref.namespace ?? '', ref.name);
    if (!service) {
      incomplete ||= view.snapshot.unreadableObject(ref) !== undefined;
      continue;
    }
    const id = kubernetesIdOf(service);
    for (const component of (id && index.get(id)) || []) {
      const { kubernetesNamespace } = component;
      if (
        kubernetesNamespace === undefined ||
        kubernetesNamespace === service.metadata.namespace
      ) {
        components.set(component.entityRef, component);
      }
    }
  }
  return {
    components: [...components.values()].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    ),
    incomplete,
  };
}
