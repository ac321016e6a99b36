import {
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
  stringsAt,
} from '../json';
import { isValidCel } from './cel';
import { clusterSettingsProblem } from './content/clusterSettings';

/** What Envoy Gateway comes to when it sets up telemetry: services to send it to, or what cannot be set up. */
export type TelemetryStep =
  | { readonly backendRefs: readonly unknown[] }
  | { readonly problem: string };

/** Sinks that send; others write to a file. */
function sinkOf(sink: unknown): JsonObject | undefined {
  switch (stringAt(sink, 'type')) {
    case 'ALS':
      return objectAt(sink, 'als');
    case 'OpenTelemetry':
      return objectAt(sink, 'openTelemetry');
    default:
      return undefined;
  }
}

function stepTo(cluster: JsonObject): TelemetryStep {
  const settings = objectAt(cluster, 'backendSettings');
  const problem =
    settings && clusterSettingsProblem(settings, 'backendSettings');
  return problem
    ? { problem: problem.message }
    : { backendRefs: listAt(cluster, 'backendRefs') };
}

function* accessLogSteps(accessLog: unknown): Generator<TelemetryStep> {
  if (booleanAt(accessLog, 'disable')) {
    return;
  }
  for (const setting of listAt(accessLog, 'settings')) {
    const invalid = stringsAt(setting, 'matches').filter(
      expression => !isValidCel(expression),
    );
    if (invalid.length > 0) {
      yield { problem: `not valid CEL: ${invalid.join(', ')}` };
    }
    for (const sink of listAt(setting, 'sinks')) {
      const cluster = sinkOf(sink);
      if (cluster) {
        yield stepTo(cluster);
      }
    }
  }
}

/**
 * The access logs, traces and metrics of an EnvoyProxy, in the order Envoy Gateway sets them up; it stops at the
 * first that cannot be (upstream `processProxyObservability`).
 */
export function* telemetrySteps(
  envoyProxy: JsonObject,
): Generator<TelemetryStep> {
  const telemetry = objectAt(envoyProxy, 'telemetry');
  yield* accessLogSteps(objectAt(telemetry, 'accessLog'));
  const provider = objectAt(telemetry, 'tracing', 'provider');
  if (provider) {
    yield stepTo(provider);
  }
  for (const sink of listAt(telemetry, 'metrics', 'sinks')) {
    const cluster = objectAt(sink, 'openTelemetry');
    if (cluster) {
      yield stepTo(cluster);
    }
  }
}
