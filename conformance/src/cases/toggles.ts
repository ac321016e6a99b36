import { TranslationSettings } from '@envoy-gateway-portal/gateway-model';

type Toggles = Partial<TranslationSettings>;

const ALL_ON: Toggles = {
  backendEnabled: true,
  envoyPatchPolicyEnabled: true,
  luaEnabled: true,
  sdsSecretRefEnabled: false,
  gatewayNamespaceMode: false,
  runningOnHost: false,
};

const ALL_OFF: Toggles = {
  ...ALL_ON,
  backendEnabled: false,
  envoyPatchPolicyEnabled: false,
};

const BACKEND_ONLY: Toggles = { ...ALL_OFF, backendEnabled: true };

/** Cases that run with other features than the rest, by name. */
const TOGGLES: Record<string, Toggles> = {
  'envoypatchpolicy-invalid-feature-disabled': ALL_OFF,
  'backend-invalid-feature-disabled': ALL_OFF,
  'gateway-namespace-mode-infra-httproute': {
    ...ALL_OFF,
    gatewayNamespaceMode: true,
  },
  'backend-with-localhost-host-infra': { ...BACKEND_ONLY, runningOnHost: true },
  'httproute-attaching-to-listener-with-backend-backendref-host-infra': {
    ...BACKEND_ONLY,
    runningOnHost: true,
  },
  'envoyextensionpolicy-lua-feature-disabled': {
    ...ALL_OFF,
    luaEnabled: false,
  },
  sds: { ...BACKEND_ONLY, sdsSecretRefEnabled: true },
  'sds-invalid': { ...BACKEND_ONLY, sdsSecretRefEnabled: true },
  'sds-listener': { ...BACKEND_ONLY, sdsSecretRefEnabled: true },
  'sds-listener-invalid': { ...BACKEND_ONLY, sdsSecretRefEnabled: true },
  'envoyextensionpolicy-with-extproc-with-backendtlspolicy-shared-secret':
    ALL_OFF,
  'envoyextensionpolicy-with-extproc-with-backendtlspolicy-per-resource-secret':
    ALL_OFF,
  'envoyproxy-otel-backend-tls-per-resource-secret': BACKEND_ONLY,
  'backend-system-truststore-shared-secret': BACKEND_ONLY,
  'backend-system-truststore-per-resource-secret': BACKEND_ONLY,
  'backend-system-truststore-btlsp-override-shared-secret': BACKEND_ONLY,
  'backend-system-truststore-btlsp-override-per-resource-secret': BACKEND_ONLY,
};

/** The features a case of Envoy Gateway's suite runs with. */
export function togglesOf(name: string): Toggles {
  return Object.prototype.hasOwnProperty.call(TOGGLES, name)
    ? TOGGLES[name]
    : ALL_ON;
}
