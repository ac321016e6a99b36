import { Traffic } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useApi } from '@backstage/core-plugin-api';
import { envoyGatewayApiRef } from '../api';
import { describeFailure, TrafficState } from '../model';
import { LiveResource, useLiveResource } from './useLiveResource';
import { isRefusal } from './useOverview';

const EVERY_MS = 10_000;

/** The traffic of an entity, asked for again and again while somebody looks. */
export function useTraffic(
  entityRef: string,
  windowSeconds: number,
): LiveResource<Traffic> {
  const api = useApi(envoyGatewayApiRef);
  return useLiveResource({
    subject: entityRef,
    variant: String(windowSeconds),
    load: signal => api.getTraffic(entityRef, { windowSeconds, signal }),
    everyMs: EVERY_MS,
    isFinal: isRefusal,
  });
}

/** What the tab can say of the traffic now. Old figures are better than none, but never after a refusal. */
export function trafficState(resource: LiveResource<Traffic>): TrafficState {
  const failure = resource.error && describeFailure(resource.error);
  if (failure?.kind === 'denied') {
    return { state: 'denied' };
  }
  if (resource.data) {
    return { state: 'ready', traffic: resource.data };
  }
  return failure
    ? { state: 'failed', message: failure.message }
    : { state: 'loading' };
}
