import {
  settingsOfEnvoyGateway,
  stringAt,
  TranslationSettings,
} from '@envoy-gateway-portal/gateway-model';
import { load } from 'js-yaml';

const CONFIG = 'envoy-gateway-config';
const FILE = 'envoy-gateway.yaml';

/** How the Envoy Gateway of a cluster is set up, by its own ConfigMap. */
export function settingsOfCluster(
  objects: ReadonlyArray<Record<string, unknown>>,
): Partial<TranslationSettings> {
  const config = objects.find(
    object =>
      object.kind === 'ConfigMap' &&
      stringAt(object, 'metadata', 'name') === CONFIG,
  );
  const text = stringAt(config, 'data', FILE);
  if (text === undefined) {
    throw new Error(
      `The cluster has no ConfigMap ${CONFIG} with ${FILE}: is Envoy Gateway installed there?`,
    );
  }
  return settingsOfEnvoyGateway(load(text));
}
