import { Entity } from '@backstage/catalog-model';
import { EnvoyGatewayApi } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import * as fixtures from '../src/fixtures';

/** A state of the tab worth looking at. */
export interface DevState {
  title: string;
  entity: Entity;
  api: EnvoyGatewayApi;
}

const { fixtureApi, responseError, paymentsApi } = fixtures;

/** Every state of the tab, by the name in the address. */
export const states: Record<string, DevState> = {
  partlyLive: {
    title: 'Partly live',
    entity: paymentsApi,
    api: fixtureApi({ overview: fixtures.partlyLiveOverview }),
  },
  live: { title: 'Live', entity: paymentsApi, api: fixtureApi() },
  sandbox: {
    title: 'Generated traffic',
    entity: paymentsApi,
    api: fixtureApi({ traffic: fixtures.generatedTraffic }),
  },
  noVerdict: {
    title: 'No verdict',
    entity: paymentsApi,
    api: fixtureApi({ overview: fixtures.noVerdictOverview }),
  },
  clusters: {
    title: 'Unreadable clusters',
    entity: paymentsApi,
    api: fixtureApi({ overview: fixtures.brokenClustersOverview }),
  },
  noSource: {
    title: 'No traffic source',
    entity: paymentsApi,
    api: fixtureApi({ traffic: fixtures.noSourceTraffic }),
  },
  trafficDenied: {
    title: 'Traffic denied',
    entity: paymentsApi,
    api: fixtureApi({ traffic: responseError(403, 'Unauthorized') }),
  },
  trafficFailed: {
    title: 'Traffic failed',
    entity: paymentsApi,
    api: fixtureApi({
      traffic: responseError(500, 'Prometheus answered 502 to 3 of 3 queries'),
    }),
  },
  gateway: {
    title: 'Gateway',
    entity: fixtures.publicGatewayApi,
    api: fixtureApi({ overview: fixtures.gatewayOverview }),
  },
  empty: {
    title: 'Nothing exposed',
    entity: fixtures.ordersService,
    api: fixtureApi({ overview: fixtures.emptyOverview }),
  },
  unknown: {
    title: 'Nothing known',
    entity: fixtures.ordersService,
    api: fixtureApi({ overview: fixtures.unknownOverview }),
  },
  loading: {
    title: 'Loading',
    entity: paymentsApi,
    api: fixtureApi({ overview: 'pending', traffic: 'pending' }),
  },
  denied: {
    title: 'Denied',
    entity: paymentsApi,
    api: fixtureApi({ overview: responseError(403, 'Unauthorized') }),
  },
  failed: {
    title: 'Failed',
    entity: paymentsApi,
    api: fixtureApi({
      overview: responseError(500, 'The inventory has not started'),
    }),
  },
  unreachable: {
    title: 'Backend down',
    entity: paymentsApi,
    api: fixtureApi({ overview: new TypeError('Failed to fetch') }),
  },
  hostile: {
    title: 'Hostile strings',
    entity: paymentsApi,
    api: fixtureApi({ overview: fixtures.hostileOverview }),
  },
};
