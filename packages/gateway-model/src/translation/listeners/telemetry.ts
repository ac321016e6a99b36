import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { telemetrySteps } from '../telemetrySteps';
import { BackendStage, GatewayContext, Unknown } from '../types';

/** Where an EnvoyProxy's telemetry goes, as far as it cannot. */
export interface TelemetryJudgement {
  problem?: string;
  unknown?: Unknown;
}

/**
 * Whether a Gateway's access logs, traces and metrics find their way. A Gateway whose do not is not accepted,
 * though it is translated like any other.
 */
export function judgeTelemetry(
  gateway: GatewayContext,
  backends: BackendStage,
): TelemetryJudgement {
  const { envoyProxy } = gateway;
  if (!envoyProxy) {
    return {};
  }
  const { namespace, name } = envoyProxy.item;
  const from = {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'EnvoyProxy',
    namespace,
    name,
  };
  let unknown: Unknown | undefined;
  for (const step of telemetrySteps(envoyProxy.spec)) {
    if ('problem' in step) {
      return { problem: step.problem };
    }
    const outcome = backends.judgeServiceRefs({
      from,
      backendRefs: step.backendRefs,
      protocol: 'TCP',
      gateway,
    });
    if (outcome.problem) {
      return { problem: outcome.problem.message };
    }
    unknown ??= outcome.unknown;
  }
  return unknown ? { unknown } : {};
}
