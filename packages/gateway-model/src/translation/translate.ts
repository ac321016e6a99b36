import { listAt, stringAt } from '../json';
import { ObjectRef } from '../resources';
import { Snapshot } from '../snapshot';
import { createBackendStage } from './backends';
import { judgeContent } from './content';
import { judgeLayer4Routes } from './layer4';
import { listenerStage } from './listenerStage';
import { judgeGateways } from './listeners';
import { judgePatchPolicies } from './patch';
import { judgePolicies } from './policies';
import { ConnectUpgrades, judgeHttpRoutes, judgeOverlaps } from './routes';
import { DEFAULT_TRANSLATION_SETTINGS } from './settings';
import { onlyRoutes } from './onlyRoutes';
import {
  BackendStage,
  PolicyStage,
  Translation,
  TranslationSettings,
  World,
} from './types';
import { versionRules } from './versionRules';
import { createWorld } from './world';

function worldOf(
  snapshot: Snapshot,
  settings: Partial<TranslationSettings>,
): World {
  return createWorld(snapshot, {
    ...DEFAULT_TRANSLATION_SETTINGS,
    ...settings,
  });
}

/**
 * Whether the BackendTrafficPolicy in force on a rule upgrades CONNECT, be it terminated or not. One that failed
 * leaves that to the next less specific one.
 */
function connectUpgrades(policies: PolicyStage): ConnectUpgrades {
  return (route, ruleIndex, listener) => {
    const policy = policies.effective(
      'BackendTrafficPolicy',
      listener,
      route,
      ruleIndex,
    );
    const spec = policy?.failure ? policy.filledBy?.spec : policy?.spec;
    return listAt(spec, 'httpUpgrade').some(
      upgrade => stringAt(upgrade, 'type')?.toUpperCase() === 'CONNECT',
    );
  };
}

/**
 * What Envoy Gateway makes of a snapshot: the conditions it writes, and the policies in force.
 *
 * @public
 */
export function translate(
  snapshot: Snapshot,
  settings: Partial<TranslationSettings> = {},
): Translation {
  return translateWorld(worldOf(snapshot, settings));
}

/**
 * What Envoy Gateway makes of some routes: as {@link translate}, at the cost of those routes alone. What depends
 * on the others is not told: how many routes a listener has, which matches overlap, and what of a policy is
 * overridden elsewhere.
 *
 * @public
 */
export function translateRoutes(
  snapshot: Snapshot,
  routes: readonly ObjectRef[],
  settings: Partial<TranslationSettings> = {},
): Translation {
  return translateWorld(onlyRoutes(worldOf(snapshot, settings), routes));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Which services policies call comes out as all of them are judged. */
function afterPolicies(
  stage: BackendStage,
  judgeAll: () => void,
): BackendStage {
  return {
    get backends() {
      return stage.backends;
    },
    judgeBackendRef: stage.judgeBackendRef,
    judgeServiceRef: stage.judgeServiceRef,
    judgeServiceRefs: stage.judgeServiceRefs,
    backendTlsPolicies(routes) {
      judgeAll();
      return stage.backendTlsPolicies(routes);
    },
  };
}

/** Stage by stage, in the order of upstream's `internal/gatewayapi/translator.go`. */
function translateWorld(world: World): Translation {
  const listeners = listenerStage(world);
  const backends = createBackendStage(world, listeners);
  const attached = [
    ...judgeHttpRoutes(world, listeners, backends),
    ...judgeLayer4Routes(world, listeners, backends),
  ];
  const judged = judgePolicies(world, listeners, attached, input =>
    judgeContent(world, backends, input),
  );
  // Told when asked for: who asks for a policy in force mostly never does.
  const statuses = once(() => [
    ...judged.statuses,
    ...judgePatchPolicies(world, listeners),
  ]);
  const policies: PolicyStage = {
    effective: judged.effective,
    clientTraffic: judged.clientTraffic,
    appliedToRoutes: judged.appliedToRoutes,
    get statuses() {
      return statuses();
    },
  };
  const routes = versionRules(world.settings).routeOverlaps
    ? judgeOverlaps(attached, connectUpgrades(policies))
    : attached;
  return {
    world,
    listeners,
    statuses: judgeGateways(world, listeners, routes, backends),
    routes,
    backends: afterPolicies(backends, statuses),
    policies,
  };
}
