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
  | {
      readonly backendRefs: readonly unknown[];
      /** Where they stand, from `spec` on. */
      readonly path: string;
    }
  | { readonly problem: string };

/** Sinks that send; others write to a file. */
const SENDING: ReadonlyMap<string, string> = new Map([
  ['ALS', 'als'],
  ['OpenTelemetry', 'openTelemetry'],
]);

function stepTo(cluster: JsonObject, path: string): TelemetryStep {
  const settings = objectAt(cluster, 'backendSettings');
  const problem =
    settings && clusterSettingsProblem(settings, 'backendSettings');
  return problem
    ? { problem: problem.message }
    : {
        backendRefs: listAt(cluster, 'backendRefs'),
        path: `spec.telemetry.${path}.backendRefs`,
      };
}

function* accessLogSteps(accessLog: unknown): Generator<TelemetryStep> {
  if (booleanAt(accessLog, 'disable')) {
    return;
  }
  for (const [i, setting] of listAt(accessLog, 'settings').entries()) {
    const invalid = stringsAt(setting, 'matches').filter(
      expression => !isValidCel(expression),
    );
    if (invalid.length > 0) {
      yield { problem: `not valid CEL: ${invalid.join(', ')}` };
    }
    for (const [j, sink] of listAt(setting, 'sinks').entries()) {
      const field = SENDING.get(stringAt(sink, 'type') ?? '');
      const cluster = field && objectAt(sink, field);
      if (cluster) {
        yield stepTo(cluster, `accessLog.settings[${i}].sinks[${j}].${field}`);
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
    yield stepTo(provider, 'tracing.provider');
  }
  for (const [i, sink] of listAt(telemetry, 'metrics', 'sinks').entries()) {
    const cluster = objectAt(sink, 'openTelemetry');
    if (cluster) {
      yield stepTo(cluster, `metrics.sinks[${i}].openTelemetry`);
    }
  }
}
