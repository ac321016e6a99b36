import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import {
  CatalogComponent,
  ClusterView,
  EntityContext,
  RememberedEntity,
  routeCopy,
  routeEntity,
} from '../entities';

export const paymentsComponent: CatalogComponent = {
  entityRef: 'component:default/payments-service',
  owner: 'group:default/payments',
  lifecycle: 'experimental',
  system: 'system:default/money',
};

/** Builds the entity of HTTPRoute payments/payments. */
export function buildRouteEntity(
  views: ClusterView[],
  options: {
    components?: Record<string, CatalogComponent[]>;
    remembered?: RememberedEntity;
  } = {},
) {
  const context: EntityContext = {
    controllerNames: [ENVOY_GATEWAY_CONTROLLER],
    components: new Map(Object.entries(options.components ?? {})),
    defaults: { owner: 'group:default/unknown', lifecycle: 'production' },
  };
  const object = {
    kind: 'HTTPRoute' as const,
    namespace: 'payments',
    name: 'payments',
  };
  const copies = views.flatMap(one => {
    const state = routeCopy(one, object, context.controllerNames);
    return state.state === 'present' ? [state.copy] : [];
  });
  return routeEntity(copies, context, options.remembered);
}
