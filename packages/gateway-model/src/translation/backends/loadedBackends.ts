import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../json';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import { GatewayContext, Item, ListenerStage, World } from '../types';
import { itemOf } from '../world';
import {
  BackendReference,
  isSupportedGroup,
  isSupportedKind,
  readBackendReference,
} from './reference';

const ROUTE_KINDS = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

function keyOf({
  kind,
  namespace,
  name,
}: Pick<BackendReference, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace}/${name}`;
}

/** Names of our Gateways and of the ListenerSets on them, with their kinds. */
function parentsOf(stage: ListenerStage): ReadonlySet<string> {
  return new Set([
    ...stage.gateways.map(({ namespace, name }: GatewayContext) =>
      keyOf({ kind: 'Gateway', namespace, name }),
    ),
    ...stage.listenerSets
      .filter(({ gateway }) => gateway)
      .map(({ item }) => keyOf(item)),
  ]);
}

function isOurs(route: Item, parents: ReadonlySet<string>): boolean {
  return listAt(route.spec, 'parentRefs').some(ref =>
    parents.has(
      keyOf({
        kind: stringAt(ref, 'kind') ?? 'Gateway',
        namespace: stringAt(ref, 'namespace') ?? route.namespace,
        name: stringAt(ref, 'name') ?? '',
      }),
    ),
  );
}

function mirrorsOf(filters: readonly unknown[]): unknown[] {
  return filters.map(filter => objectAt(filter, 'requestMirror', 'backendRef'));
}

/** What a route's rules refer to; of a GRPCRoute, upstream forgets the mirrors. */
function refsOfRoute({ kind, spec }: Item): unknown[] {
  return listAt(spec, 'rules').flatMap(rule => {
    const refs = listAt(rule, 'backendRefs');
    return kind === 'HTTPRoute'
      ? [
          ...refs,
          ...mirrorsOf(listAt(rule, 'filters')),
          ...refs.flatMap(ref => mirrorsOf(listAt(ref, 'filters'))),
        ]
      : [...refs];
  });
}

function clusterRefs(cluster: unknown): unknown[] {
  return [objectAt(cluster, 'backendRef'), ...listAt(cluster, 'backendRefs')];
}

function refsOfSecurity({ spec }: Item): unknown[] {
  const extAuth = objectAt(spec, 'extAuth');
  return [
    ...clusterRefs(objectAt(spec, 'oidc', 'provider')),
    ...clusterRefs(objectAt(extAuth, 'grpc') ?? objectAt(extAuth, 'http')),
    ...listAt(spec, 'jwt', 'providers').flatMap(provider =>
      listAt(provider, 'remoteJWKS', 'backendRefs'),
    ),
  ];
}

function refsOfExtension({ spec }: Item): unknown[] {
  return listAt(spec, 'extProc').flatMap(one => listAt(one, 'backendRefs'));
}

function refsOfTelemetry({ spec }: Item): unknown[] {
  const telemetry = objectAt(spec, 'telemetry');
  const sinks = [
    ...listAt(telemetry, 'accessLog', 'settings').flatMap(setting =>
      listAt(setting, 'sinks'),
    ),
    ...listAt(telemetry, 'metrics', 'sinks'),
  ];
  return [
    ...sinks.flatMap(sink => [
      ...listAt(sink, 'openTelemetry', 'backendRefs'),
      ...listAt(sink, 'als', 'backendRefs'),
    ]),
    ...listAt(telemetry, 'tracing', 'provider', 'backendRefs'),
  ];
}

/** Tells whether a Service, ServiceImport or Backend is known to Envoy Gateway. */
export type IsLoaded = (ref: {
  kind: string;
  namespace: string;
  name: string;
}) => boolean;

/**
 * Of backends, Envoy Gateway knows those alone that something refers to: a route of its Gateways, a policy, an
 * EnvoyProxy (upstream `internal/provider/kubernetes`). The translation by itself takes what it is given.
 */
export function loadedBackends(world: World, stage: ListenerStage): IsLoaded {
  if (world.settings.translatorOnly) {
    return () => true;
  }
  const loaded = new Set<string>();
  const load = (owner: Item, refs: readonly unknown[]) => {
    for (const raw of refs.filter(isJsonObject)) {
      const ref = readBackendReference(raw as JsonObject, owner.namespace);
      if (isSupportedGroup(ref) && isSupportedKind(ref)) {
        loaded.add(keyOf(ref));
      }
    }
  };
  const parents = parentsOf(stage);
  for (const kind of ROUTE_KINDS) {
    // All of them, also where only some routes are asked about.
    for (const object of world.snapshot.objects(GATEWAY_API_GROUP, kind)) {
      const route = itemOf(object);
      if (isOurs(route, parents)) {
        load(route, refsOfRoute(route));
      }
    }
  }
  const ofKinds: [string, (item: Item) => unknown[]][] = [
    ['SecurityPolicy', refsOfSecurity],
    ['EnvoyExtensionPolicy', refsOfExtension],
    ['EnvoyProxy', refsOfTelemetry],
  ];
  for (const [kind, refsOf] of ofKinds) {
    for (const item of world.items(ENVOY_GATEWAY_GROUP, kind)) {
      load(item, refsOf(item));
    }
  }
  return ref => loaded.has(keyOf(ref));
}
