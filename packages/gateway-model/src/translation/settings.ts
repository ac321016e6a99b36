import { ENVOY_GATEWAY_CONTROLLER } from '../resources';
import { TranslationSettings } from './types';

/**
 * An Envoy Gateway with every extension switched on, and a portal that reads neither Secrets, ConfigMaps nor
 * endpoints: what the portal assumes of a cluster it is not told more about.
 *
 * @public
 */
export const DEFAULT_TRANSLATION_SETTINGS: TranslationSettings = {
  controllerName: ENVOY_GATEWAY_CONTROLLER,
  controllerNamespace: 'envoy-gateway-system',
  backendEnabled: true,
  envoyPatchPolicyEnabled: true,
  luaEnabled: true,
  sdsSecretRefEnabled: false,
  globalRateLimitEnabled: true,
  endpointRoutingDisabled: false,
  gatewayNamespaceMode: false,
  runningOnHost: false,
  unread: new Set([
    '/Secret',
    '/ConfigMap',
    'discovery.k8s.io/EndpointSlice',
    'certificates.k8s.io/ClusterTrustBundle',
    'multicluster.x-k8s.io/ServiceImport',
  ]),
};
