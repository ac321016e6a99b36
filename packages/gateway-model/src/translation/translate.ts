import { Snapshot } from '../snapshot';
import { DEFAULT_TRANSLATION_SETTINGS } from './settings';
import { Translation, TranslationSettings } from './types';
import { createWorld } from './world';

/** What Envoy Gateway makes of a snapshot. @public */
export function translate(
  snapshot: Snapshot,
  settings: Partial<TranslationSettings> = {},
): Translation {
  const world = createWorld(snapshot, {
    ...DEFAULT_TRANSLATION_SETTINGS,
    ...settings,
  });
  return {
    world,
    listeners: {
      gateways: [],
      listenerSets: [],
      gatewayClasses: [],
      envoyProxies: [],
    },
    routes: [],
    backends: {
      backends: [],
      judgeBackendRef: () => {
        throw new Error('not wired');
      },
      judgeServiceRef: () => {
        throw new Error('not wired');
      },
      judgeServiceRefs: () => {
        throw new Error('not wired');
      },
      backendTlsPolicies: () => [],
    },
    policies: {
      statuses: [],
      effective: () => undefined,
      clientTraffic: () => undefined,
    },
  };
}
