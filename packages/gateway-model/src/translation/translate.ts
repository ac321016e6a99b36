import { booleanAt, listAt, stringAt } from '../json';
import { Snapshot } from '../snapshot';
import { createBackendStage } from './backends';
import { judgeLayer4Routes } from './layer4';
import { listenerStage } from './listenerStage';
import { judgeGateways } from './listeners';
import { judgePatchPolicies } from './patch';
import { ConnectTerminates, judgeHttpRoutes, judgeOverlaps } from './routes';
import { DEFAULT_TRANSLATION_SETTINGS } from './settings';
import { PolicyStage, Translation, TranslationSettings } from './types';
import { createWorld } from './world';

/** Whether the BackendTrafficPolicy in force on a rule has Envoy terminate CONNECT. */
function connectTerminates(policies: PolicyStage): ConnectTerminates {
  return (route, ruleIndex, listener) =>
    listAt(
      policies.effective('BackendTrafficPolicy', listener, route, ruleIndex)
        ?.spec,
      'httpUpgrade',
    ).some(
      upgrade =>
        stringAt(upgrade, 'type') === 'CONNECT' &&
        booleanAt(upgrade, 'connect', 'terminate') === true,
    );
}

/**
 * What Envoy Gateway makes of a snapshot: the conditions it writes, and the policies in force. Stage by stage,
 * in the order of upstream's `internal/gatewayapi/translator.go`.
 *
 * @public
 */
export function translate(
  snapshot: Snapshot,
  settings: Partial<TranslationSettings> = {},
): Translation {
  const world = createWorld(snapshot, {
    ...DEFAULT_TRANSLATION_SETTINGS,
    ...settings,
  });
  const listeners = listenerStage(world);
  const backends = createBackendStage(world, listeners);
  const attached = [
    ...judgeHttpRoutes(world, listeners, backends),
    ...judgeLayer4Routes(world, listeners, backends),
  ];
  const judged: PolicyStage = {
    statuses: [],
    effective: () => undefined,
    clientTraffic: () => undefined,
  };
  const policies: PolicyStage = {
    ...judged,
    statuses: [...judged.statuses, ...judgePatchPolicies(world, listeners)],
  };
  const routes = judgeOverlaps(attached, connectTerminates(policies));
  return {
    world,
    listeners,
    statuses: judgeGateways(world, listeners, routes, backends),
    routes,
    backends,
    policies,
  };
}
