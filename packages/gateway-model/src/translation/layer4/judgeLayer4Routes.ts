import { stringsAt } from '../../json';
import { attachParents, shareStatuses } from '../routes';
import { BackendStage, ListenerStage, RouteContext, World } from '../types';
import { versionRules } from '../versionRules';
import { gatewayApiItems } from '../world';
import { JudgeParent, Layer4Kind } from './judgeParent';
import { judgeSingleRule } from './singleRule';
import { TakenListeners } from './takenListeners';
import { judgeTlsRules } from './tlsRules';

/** In the order Envoy Gateway translates them: an earlier kind has a listener before a later one. */
const KINDS: readonly [Layer4Kind, JudgeParent][] = [
  ['TLSRoute', judgeTlsRules],
  ['TCPRoute', judgeSingleRule],
  ['UDPRoute', judgeSingleRule],
];

/** TLSRoutes, TCPRoutes and UDPRoutes, as far as they name one of our Gateways. */
export function judgeLayer4Routes(
  world: World,
  stage: ListenerStage,
  backends: BackendStage,
): RouteContext[] {
  const routes: RouteContext[] = [];
  const rules = versionRules(world.settings);
  const taken: TakenListeners = new Map();
  for (const [kind, judge] of KINDS) {
    for (const item of gatewayApiItems(world, kind)) {
      const hostnames =
        kind === 'TLSRoute' ? stringsAt(item.spec, 'hostnames') : [];
      const parents = attachParents(world, stage, item, kind, hostnames);
      if (parents.length === 0) {
        continue;
      }
      const judged = parents.map(parent =>
        judge({ item, kind }, parent, backends, taken, rules),
      );
      routes.push({ item, kind, hostnames, parents: shareStatuses(judged) });
    }
  }
  return routes;
}
