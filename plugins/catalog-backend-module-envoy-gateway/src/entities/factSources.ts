import {
  Gateway,
  HTTPRoute,
  ObjectMeta,
} from '@envoy-gateway-portal/gateway-model';
import {
  ANNOTATION_BACKSTAGE_OWNER,
  ANNOTATION_LIFECYCLE,
  ANNOTATION_OWNER,
  ANNOTATION_SYSTEM,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { claimGateway, namesGateway } from './claim';
import { ClusterView, isReadable } from './clusterView';
import { CatalogComponent, Providers } from './components';
import { Copy } from './copies';
import { FactSource, FactStep } from './facts';

/** What the catalog holds of an entity, for the parts that cannot be read anew. */
export interface RememberedFacts {
  owner?: string;
  ownerSource?: string;
  lifecycle?: string;
  system?: string;
}

function annotated(
  step: FactStep,
  where: string,
  metadata: ObjectMeta | undefined,
): FactSource[] {
  const annotations = metadata?.annotations ?? {};
  return [
    {
      step,
      where: `annotation ${ANNOTATION_OWNER} of ${where}`,
      owner: annotations[ANNOTATION_OWNER],
    },
    {
      step,
      where: `annotations of ${where}`,
      owner: annotations[ANNOTATION_BACKSTAGE_OWNER],
      lifecycle: annotations[ANNOTATION_LIFECYCLE],
      system: annotations[ANNOTATION_SYSTEM],
    },
  ];
}

/** The value all Components agree on; ownership is never guessed from a majority. */
function agreed(
  components: readonly CatalogComponent[],
  field: 'owner' | 'lifecycle' | 'system',
): string | undefined {
  const values = new Set(components.map(component => component[field]));
  return values.size === 1 ? components[0]?.[field] : undefined;
}

function fromComponents(components: readonly CatalogComponent[]): FactSource[] {
  return components.length === 0
    ? []
    : [
        {
          step: 'component',
          where: components.map(({ entityRef }) => entityRef).join(', '),
          owner: agreed(components, 'owner'),
          lifecycle: agreed(components, 'lifecycle'),
          system: agreed(components, 'system'),
        },
      ];
}

/** Stands in for a step that cannot be asked: what it said when the entity was last written. */
function fromMemory(
  step: FactStep,
  remembered: RememberedFacts | undefined,
): FactSource[] {
  return remembered
    ? [
        {
          step,
          where: 'the entity as it stands in the catalog',
          owner: remembered.ownerSource === step ? remembered.owner : undefined,
          lifecycle: remembered.lifecycle,
          system: remembered.system,
        },
      ]
    : [];
}

function fromNamespace(
  view: ClusterView,
  name: string,
  remembered: RememberedFacts | undefined,
): FactSource[] {
  const namespace = view.snapshot.namespace(name);
  if (
    !isReadable(view, 'Namespace') ||
    view.snapshot.unreadableObject({ group: '', kind: 'Namespace', name })
  ) {
    return fromMemory('namespace', remembered);
  }
  return annotated(
    'namespace',
    `Namespace ${name} of cluster ${view.name}`,
    namespace?.metadata,
  );
}

/**
 * The chain for a route in one cluster: its own annotations, the Components that own its backend
 * Services, its namespace's annotations, those of its Gateways.
 */
export function routeFactSources(
  { view, object: route }: Copy<HTTPRoute>,
  providers: Providers,
  controllerNames: readonly string[],
  remembered: RememberedFacts | undefined,
): FactSource[] {
  const { namespace, name } = route.metadata;
  const gateways = route.parentRefs.filter(namesGateway).flatMap(ref => {
    const gateway = view.snapshot.gateway(ref.namespace, ref.name);
    return gateway && claimGateway(view, gateway, controllerNames) === 'ours'
      ? annotated(
          'gateway',
          `Gateway ${ref.namespace}/${ref.name} of cluster ${view.name}`,
          gateway.metadata,
        )
      : [];
  });
  return [
    ...annotated(
      'annotation',
      `HTTPRoute ${namespace}/${name} of cluster ${view.name}`,
      route.metadata,
    ),
    ...(providers.incomplete
      ? fromMemory('component', remembered)
      : fromComponents(providers.components)),
    ...fromNamespace(view, namespace, remembered),
    ...gateways,
  ];
}

/** The chain for a Gateway in one cluster: its own annotations, then its namespace's. */
export function gatewayFactSources(
  { view, object: gateway }: Copy<Gateway>,
  remembered: RememberedFacts | undefined,
): FactSource[] {
  const { namespace, name } = gateway.metadata;
  return [
    ...annotated(
      'annotation',
      `Gateway ${namespace}/${name} of cluster ${view.name}`,
      gateway.metadata,
    ),
    ...fromNamespace(view, namespace, remembered),
  ];
}
