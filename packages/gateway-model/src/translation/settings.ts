import { booleanAt, objectAt, stringAt } from '../json';
import { ENVOY_GATEWAY_CONTROLLER } from '../resources';
import { EnvoyGatewayVersion, TranslationSettings } from './types';

/**
 * An Envoy Gateway with its extensions switched on (of Lua, nothing is assumed), and a portal that reads neither Secrets, ConfigMaps nor
 * endpoints: what the portal assumes of a cluster it is not told more about.
 *
 * @public
 */
export const DEFAULT_TRANSLATION_SETTINGS: TranslationSettings = {
  controllerName: ENVOY_GATEWAY_CONTROLLER,
  controllerNamespace: 'envoy-gateway-system',
  backendEnabled: true,
  envoyPatchPolicyEnabled: true,
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

/** Whether Lua runs: `enableLua` goes before the older `disableLua`; without either it does not (since 1.9). */
function luaEnabled(
  extensions: unknown,
  version: EnvoyGatewayVersion | undefined,
): boolean {
  const disabled = booleanAt(extensions, 'disableLua');
  if (version === '1.7' || version === '1.8') {
    return disabled !== true;
  }
  return (
    booleanAt(extensions, 'enableLua') === true ||
    (disabled !== undefined && !disabled)
  );
}

/**
 * The settings that Envoy Gateway's own configuration gives: an `EnvoyGateway` object, as the ConfigMap
 * `envoy-gateway-config` holds it. What it leaves out goes by the version.
 *
 * @public
 */
export function settingsOfEnvoyGateway(
  config: unknown,
  version?: EnvoyGatewayVersion,
): Partial<TranslationSettings> {
  const extensions = objectAt(config, 'extensionApis');
  const controllerName = stringAt(config, 'gateway', 'controllerName');
  const envoyProxyDefaults = objectAt(config, 'envoyProxy');
  const deployment = stringAt(
    config,
    'provider',
    'kubernetes',
    'deploy',
    'type',
  );
  return {
    ...(version && { version }),
    ...(controllerName && { controllerName }),
    backendEnabled: booleanAt(extensions, 'enableBackend') === true,
    envoyPatchPolicyEnabled:
      booleanAt(extensions, 'enableEnvoyPatchPolicy') === true,
    luaEnabled: luaEnabled(extensions, version),
    sdsSecretRefEnabled: booleanAt(extensions, 'enableSDSSecretRef') === true,
    globalRateLimitEnabled: objectAt(config, 'rateLimit') !== undefined,
    gatewayNamespaceMode: deployment === 'GatewayNamespace',
    ...(envoyProxyDefaults && { envoyProxyDefaults }),
  };
}
