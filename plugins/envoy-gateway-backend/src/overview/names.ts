import { AttachedPolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/** A listener of a Gateway by name. */
export type ListenerName = AttachedPolicyView['listener'];

/** A Gateway by name. */
export interface GatewayName {
  namespace: string;
  name: string;
}
