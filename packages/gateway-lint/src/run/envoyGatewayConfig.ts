import { JsonObject, stringAt } from '@envoy-gateway-portal/gateway-model';
import { Manifest, readYamlDocuments } from '../input';

/** Where Envoy Gateway's own configuration stands in a cluster, by its charts. */
const CONFIG_MAP = 'envoy-gateway-config';
const KEY = 'envoy-gateway.yaml';

/** Whether an object is Envoy Gateway's configuration, which is a file and no object of any API. */
export function isEnvoyGatewayConfig(object: unknown): boolean {
  return (
    stringAt(object, 'kind') === 'EnvoyGateway' &&
    (stringAt(object, 'apiVersion') ?? '').startsWith('gateway.envoyproxy.io/')
  );
}

function inConfigMap(object: JsonObject): unknown {
  const text =
    stringAt(object, 'kind') === 'ConfigMap' &&
    stringAt(object, 'metadata', 'name') === CONFIG_MAP
      ? stringAt(object, 'data', KEY)
      : undefined;
  try {
    return text && readYamlDocuments(text)[0]?.value;
  } catch {
    return undefined;
  }
}

/** Envoy Gateway's configuration among manifests, as a file or in its ConfigMap; the last one counts. */
export function findEnvoyGatewayConfig(
  manifests: readonly Manifest[],
): unknown {
  return manifests
    .map(({ object }) =>
      isEnvoyGatewayConfig(object) ? object : inConfigMap(object),
    )
    .filter(isEnvoyGatewayConfig)
    .pop();
}
