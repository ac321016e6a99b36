import { isJsonObject, numberAt, stringAt } from '../json';
import { ENVOY_GATEWAY_GROUP } from '../resources/references';
import { telemetrySteps } from '../translation/telemetrySteps';
import { GatewayContext, Item, Translation } from '../translation/types';
import { named, Stop } from './stop';

/** The Service a reference names without a port, if it is there. */
function serviceWithoutPort(
  { world }: Translation,
  proxy: Item,
  ref: unknown,
): Item | undefined {
  if (
    (stringAt(ref, 'kind') || 'Service') !== 'Service' ||
    numberAt(ref, 'port') !== undefined
  ) {
    return undefined;
  }
  const found = world.lookup({
    group: '',
    kind: 'Service',
    namespace: stringAt(ref, 'namespace') || proxy.namespace,
    name: stringAt(ref, 'name') ?? '',
  });
  return typeof found === 'object' &&
    stringAt(found.spec, 'type') !== 'ExternalName'
    ? found
    : undefined;
}

/** The first such reference of a Gateway's telemetry, where Envoy Gateway comes so far as to it. */
function stopOf(
  translation: Translation,
  gateway: GatewayContext,
): Stop | undefined {
  const { envoyProxy } = gateway;
  if (!envoyProxy || !gateway.accepted || gateway.unknown) {
    return undefined;
  }
  const { item, spec } = envoyProxy;
  const { namespace, name } = item;
  const from = {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'EnvoyProxy',
    namespace,
    name,
  };
  for (const step of telemetrySteps(spec)) {
    if ('problem' in step) {
      return undefined;
    }
    for (const [index, ref] of step.backendRefs.entries()) {
      const service = serviceWithoutPort(translation, item, ref);
      if (service) {
        return {
          item,
          path: `${step.path}[${index}].port`,
          because: `Telemetry of ${named(gateway.item)} goes to ${named(
            service,
          )} without a port`,
          remedy: 'Name the port of the Service, and leave out its group.',
        };
      }
      const { problem } = translation.backends.judgeServiceRefs({
        from,
        backendRefs: [isJsonObject(ref) ? ref : {}],
        protocol: 'TCP',
        gateway,
      });
      if (problem) {
        return undefined;
      }
    }
  }
  return undefined;
}

/**
 * The API server asks for the port of Services of the core group alone, and Envoy Gateway takes those of its own
 * group for the same, port or not (upstream `processBackendRefsForTelemetry`).
 */
export function* telemetryStops(translation: Translation): Generator<Stop> {
  for (const gateway of translation.listeners.gateways) {
    const stop = stopOf(translation, gateway);
    if (stop) {
      yield stop;
    }
  }
}
