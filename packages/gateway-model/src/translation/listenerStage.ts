import {
  ENVOY_GATEWAY_GROUP,
  EXPERIMENTAL_GROUP,
  GATEWAY_API_GROUP,
} from '../resources/references';
import { judgeListeners } from './listeners';
import { ListenerStage, TranslationSettings, World } from './types';

/** Everything a listener's verdict depends on. Lists of a snapshot are shared until they change. */
const KINDS: ReadonlyArray<readonly [string, string]> = [
  [GATEWAY_API_GROUP, 'GatewayClass'],
  [GATEWAY_API_GROUP, 'Gateway'],
  [GATEWAY_API_GROUP, 'ListenerSet'],
  [EXPERIMENTAL_GROUP, 'XListenerSet'],
  [GATEWAY_API_GROUP, 'ReferenceGrant'],
  [GATEWAY_API_GROUP, 'BackendTLSPolicy'],
  [ENVOY_GATEWAY_GROUP, 'EnvoyProxy'],
  [ENVOY_GATEWAY_GROUP, 'Backend'],
  ['', 'Namespace'],
  ['', 'Service'],
  ['', 'Secret'],
  ['', 'ConfigMap'],
  ['certificates.k8s.io', 'ClusterTrustBundle'],
  ['discovery.k8s.io', 'EndpointSlice'],
  ['multicluster.x-k8s.io', 'ServiceImport'],
];

interface Judged {
  settings: TranslationSettings;
  lists: readonly unknown[];
  stage: ListenerStage;
}

/** The last few stages, by the list of Gateways they are of. */
const STAGES = new WeakMap<object, Judged[]>();
const KEPT = 4;

function sameSettings(a: TranslationSettings, b: TranslationSettings): boolean {
  return (Object.keys(b) as Array<keyof TranslationSettings>).every(
    key =>
      a[key] === b[key] ||
      // Read anew each time, and small.
      (key === 'envoyProxyDefaults' &&
        JSON.stringify(a[key]) === JSON.stringify(b[key])),
  );
}

/**
 * Gateways and their listeners, judged once for all snapshots that differ only in routes and policies: one
 * changed route must not cost the judgement of every Gateway.
 */
export function listenerStage(world: World): ListenerStage {
  const lists = KINDS.map(([group, kind]) => world.items(group, kind));
  const gateways = world.items(GATEWAY_API_GROUP, 'Gateway');
  const known = STAGES.get(gateways) ?? [];
  const found = known.find(
    one =>
      one.lists.every((list, index) => list === lists[index]) &&
      sameSettings(one.settings, world.settings),
  );
  if (found) {
    return found.stage;
  }
  const stage = judgeListeners(world);
  STAGES.set(gateways, [
    { settings: world.settings, lists, stage },
    ...known.slice(0, KEPT - 1),
  ]);
  return stage;
}
