import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { createRandom } from '../random';
import { addBackends, addBackendTlsPolicies, addServices } from './backends';
import { add, Draft, ENVOY_GATEWAY, Manifest } from './draft';
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
  /** The name of the EnvoyProxy of its GatewayClass, where the cluster has one of its own. */
  classProxy?: string;
}

/**
 * Settings of an EnvoyProxy that change what becomes of Gateways and routes. The translation by itself merges no
 * Gateways.
 */
const PARAMETERS: readonly JsonObject[] = [
  {
    provider: {
      type: 'Kubernetes',
      kubernetes: { useListenerPortAsContainerPort: true },
    },
  },
  {
    telemetry: {
      tracing: {
        provider: {
          type: 'OpenTelemetry',
          backendRefs: [{ name: 's0', port: 8080 }],
        },
      },
    },
  },
  { mergeBackends: {} },
  { routingType: 'Endpoint' },
  { routingType: 'Service' },
  {
    backendTLS: { minVersion: '1.2', ciphers: ['ECDHE-RSA-AES128-GCM-SHA256'] },
  },
  { backendTLS: { clientCertificateRef: { name: 'missing' } } },
  { ipFamily: 'IPv6' },
  { luaValidation: 'InsecureSyntax' },
  { luaValidation: 'Disabled' },
  {
    dynamicModules: [
      { name: 'module', source: { local: { path: '/modules/one.so' } } },
    ],
  },
  ...['cityDbSource', 'countryDbSource'].map(database => ({
    geoIP: {
      provider: {
        type: 'MaxMind',
        maxMind: { [database]: { local: { path: '/db.mmdb' } } },
      },
    },
  })),
];

const CLASS_PROXY = 'proxy-of-class';

function addClassProxy(draft: Draft): string | undefined {
  const { random, namespaces } = draft;
  if (!random.chance(0.06)) {
    return undefined;
  }
  add(
    draft,
    `${ENVOY_GATEWAY}/v1alpha1`,
    'EnvoyProxy',
    { namespace: namespaces[0], name: CLASS_PROXY },
    { spec: random.pick(PARAMETERS) },
  );
  return CLASS_PROXY;
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
  const classProxy = addClassProxy(draft);
  const manifests = withoutUnused(draft.manifests);
  const waves = manifests.map(({ kind }) =>
    kind.startsWith('Gateway') ||
    kind.endsWith('Route') ||
    kind.endsWith('Policy') ||
    kind === 'ListenerSet'
      ? random.int(2)
      : 0,
  );
  return { id, manifests, waves, ...(classProxy && { classProxy }) };
}
