import {
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
  stringsAt,
} from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { isValidCel } from '../cel';
import { clusterSettingsProblem } from '../content/clusterSettings';
import { BackendStage, GatewayContext, Unknown } from '../types';

/** Where an EnvoyProxy's telemetry goes, as far as it cannot. */
export interface TelemetryJudgement {
  problem?: string;
  unknown?: Unknown;
}

/** One thing after another that Envoy Gateway looks at, up to the first that fails. */
type Step = () => TelemetryJudgement;

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

function accessLogSteps(
  accessLog: unknown,
  send: (cluster: unknown) => Step,
): Step[] {
  if (booleanAt(accessLog, 'disable')) {
    return [];
  }
  return listAt(accessLog, 'settings').flatMap(setting => [
    () => {
      const invalid = stringsAt(setting, 'matches').filter(
        expression => !isValidCel(expression),
      );
      return invalid.length > 0
        ? { problem: `not valid CEL: ${invalid.join(', ')}` }
        : {};
    },
    ...listAt(setting, 'sinks').flatMap(sink => {
      const cluster = sinkOf(sink);
      return cluster ? [send(cluster)] : [];
    }),
  ]);
}

function firstProblem(steps: readonly Step[]): TelemetryJudgement {
  let unknown: Unknown | undefined;
  for (const step of steps) {
    const { problem, unknown: depends } = step();
    unknown ??= depends;
    if (problem !== undefined) {
      return { problem };
    }
  }
  return unknown ? { unknown } : {};
}

/**
 * Whether a Gateway's access logs, traces and metrics find their way. A Gateway whose do not is not accepted,
 * though it is translated like any other (upstream `processProxyObservability`).
 */
export function judgeTelemetry(
  gateway: GatewayContext,
  backends: BackendStage,
): TelemetryJudgement {
  const { envoyProxy } = gateway;
  const telemetry = objectAt(envoyProxy?.spec, 'telemetry');
  if (!envoyProxy || !telemetry) {
    return {};
  }
  const { namespace, name } = envoyProxy.item;
  const from = {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'EnvoyProxy',
    namespace,
    name,
  };
  const send =
    (cluster: unknown): Step =>
    () => {
      const settings = objectAt(cluster, 'backendSettings');
      const problem =
        settings && clusterSettingsProblem(settings, 'backendSettings');
      if (problem) {
        return { problem: problem.message };
      }
      const outcome = backends.judgeServiceRefs({
        from,
        backendRefs: listAt(cluster, 'backendRefs'),
        protocol: 'TCP',
        gateway,
      });
      return { problem: outcome.problem?.message, unknown: outcome.unknown };
    };
  const tracing = objectAt(telemetry, 'tracing', 'provider');
  const metrics = listAt(telemetry, 'metrics', 'sinks')
    .map(sink => objectAt(sink, 'openTelemetry'))
    .filter(sink => sink !== undefined);
  return firstProblem([
    ...accessLogSteps(objectAt(telemetry, 'accessLog'), send),
    ...(tracing ? [send(tracing)] : []),
    ...metrics.map(send),
  ]);
}
