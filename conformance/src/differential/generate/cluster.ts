import { createRandom } from '../random';
import { addBackends, addBackendTlsPolicies, addServices } from './backends';
import { Draft, Manifest } from './draft';
import { addGateways, addListenerSets } from './gateways';
import { addHttpRouteFilters } from './httpRouteFilters';
import { addGrants, addNamespaces } from './namespaces';
import { addPolicies } from './policies';
import { addRoutes } from './routes';
import { addSecrets } from './secrets';

/** A cluster that never was: a few namespaces of objects that refer to each other, or fail to. */
export interface GeneratedCluster {
  id: string;
  manifests: Manifest[];
  /** Which objects are made first, where age counts: as many as `manifests`, ascending waves from 0. */
  waves: number[];
}

const SUPPLIES = new Set(['Secret', 'ConfigMap', 'HTTPRouteFilter']);

/** Without what no other object names. */
function withoutUnused(manifests: readonly Manifest[]): Manifest[] {
  const text = JSON.stringify(
    manifests.filter(({ kind }) => !SUPPLIES.has(kind)),
  );
  const filters = manifests.filter(
    ({ kind, metadata }) =>
      kind === 'HTTPRouteFilter' && text.includes(`"${metadata.name}"`),
  );
  const all = text + JSON.stringify(filters);
  return manifests.filter(
    one =>
      !SUPPLIES.has(one.kind) ||
      (one.kind === 'HTTPRouteFilter'
        ? filters.includes(one)
        : all.includes(`"${one.metadata.name}"`)),
  );
}

/** The same seed and id always give the same cluster. */
export function generateCluster(
  seed: number,
  id: string,
  className: string,
): GeneratedCluster {
  const random = createRandom(seed);
  const draft: Draft = {
    random,
    id,
    className,
    namespaces: [`${id}-a`, `${id}-b`],
    manifests: [],
    gateways: [],
    routes: [],
    services: [],
    backends: [],
  };
  addNamespaces(draft);
  addSecrets(draft);
  addServices(draft);
  addBackends(draft);
  addBackendTlsPolicies(draft);
  addHttpRouteFilters(draft);
  addGateways(draft);
  addListenerSets(draft);
  addRoutes(draft);
  addPolicies(draft);
  addGrants(draft);
  const manifests = withoutUnused(draft.manifests);
  const waves = manifests.map(({ kind }) =>
    kind.startsWith('Gateway') ||
    kind.endsWith('Route') ||
    kind.endsWith('Policy') ||
    kind === 'ListenerSet'
      ? random.int(2)
      : 0,
  );
  return { id, manifests, waves };
}
