import { useApi } from '@backstage/core-plugin-api';
import { GatewaysResponse } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from '../api';
import { isRefusal, LiveResource, useLiveResource } from '../hooks';

/** Often enough to see a Gateway that was just created, seldom enough not to move the list while choosing. */
const EVERY_MS = 60_000;

/** The Gateways of every cluster. */
export function useGateways(): LiveResource<GatewaysResponse> {
  const api = useApi(envoyGatewayApiRef);
  return useLiveResource({
    subject: 'gateways',
    load: signal => api.getGateways({ signal }),
    everyMs: EVERY_MS,
    isFinal: isRefusal,
  });
}
