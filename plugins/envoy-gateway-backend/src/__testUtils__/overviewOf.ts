import {
  Overview,
  overviewSchema,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { EntityTarget } from '../entities/entityTarget';
import { buildOverview } from '../overview/buildOverview';
import { BASICS, condition, service } from './manifests';

export const NOW = new Date('2026-11-20T12:00:00Z');
export const ROUTE: EntityTarget = {
  type: 'route',
  namespace: 'payments',
  name: 'payments',
};
export const GATEWAY: EntityTarget = {
  type: 'gateway',
  namespace: 'platform',
  name: 'public',
};
export const ACCEPTED = condition('Accepted', 'True', 'Accepted');
export const RESOLVED = condition('ResolvedRefs', 'True', 'ResolvedRefs');
export const REJECTED = condition(
  'Accepted',
  'False',
  'NoMatchingListenerHostname',
  'There were no hostname intersections between the HTTPRoute and this parent ref',
);
export const NOT_FOUND = condition(
  'ResolvedRefs',
  'False',
  'BackendNotFound',
  'Failed to process route rule 0 backendRef 0: service payments/gone not found',
);

export type Clusters = NonNullable<
  Parameters<typeof inventoryMock>[0]
>['clusters'];

export function overview(
  clusters: Clusters,
  target: EntityTarget = ROUTE,
): Overview {
  const inventory = inventoryMock({ clusters });
  const built = buildOverview({
    entityRef: 'api:default/payments.payments',
    target,
    clusters: inventory.clusters(),
    controllerNames: inventory.controllerNames,
    now: NOW,
  });
  // What leaves over the wire is what is judged.
  const sent = JSON.parse(JSON.stringify(built));
  expect(overviewSchema.parse(sent)).toEqual(sent);
  return sent;
}

export function oneCluster(...objects: object[]): Clusters {
  return [
    {
      name: 'production',
      objects: [...BASICS, service('payments'), ...objects],
    },
  ];
}
