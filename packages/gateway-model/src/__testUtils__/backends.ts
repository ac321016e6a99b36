import { JsonObject } from '../json';
import { createSnapshot } from '../snapshot';
import { createBackendStage } from '../translation/backends';
import { judgeListeners } from '../translation/listeners';
import { DEFAULT_TRANSLATION_SETTINGS } from '../translation/settings';
import { RouteKind, TranslationSettings } from '../translation/types';
import { createWorld } from '../translation/world';
import { gatewayClass, namespace, policy, RawObject } from './objects';

type Spec = Record<string, unknown>;

function object(
  apiVersion: string,
  kind: string,
  path: string,
  rest: Spec = {},
): RawObject {
  const [first, second] = path.split('/');
  const metadata =
    second === undefined ? { name: first } : { namespace: first, name: second };
  return { apiVersion, kind, metadata, ...rest };
}

export const backend = (path: string, spec: Spec) =>
  policy('Backend', path, spec);

export const configMap = (path: string, data: Spec) =>
  object('v1', 'ConfigMap', path, { data });

export const secret = (path: string, data: Spec, type = 'Opaque') =>
  object('v1', 'Secret', path, { type, data });

export const layer4Route = (kind: RouteKind, path: string, spec: Spec) =>
  object('gateway.networking.k8s.io/v1', kind, path, {
    spec: { parentRefs: [{ namespace: 'infra', name: 'eg' }], ...spec },
  });

export const tlsPolicy = (
  path: string,
  targetRefs: unknown[],
  validation: Spec = { wellKnownCACertificates: 'System' },
) =>
  object('gateway.networking.k8s.io/v1', 'BackendTLSPolicy', path, {
    spec: { targetRefs, validation: { hostname: 'a.example', ...validation } },
  });

/** Endpoints of a Service, one address of each type on one port. */
export const endpointSlice = (
  path: string,
  port: { name?: string; port: number; protocol?: string },
  addresses: string[],
  addressType = 'IPv4',
) => {
  const [ns, service] = path.split('/');
  return {
    ...object(
      'discovery.k8s.io/v1',
      'EndpointSlice',
      `${ns}/${service}-${addressType}`,
      {
        addressType,
        ports: [{ name: '', protocol: 'TCP', ...port }],
        endpoints: addresses.map(address => ({ addresses: [address] })),
      },
    ),
    metadata: {
      namespace: ns,
      name: `${service}-${addressType}`.toLowerCase(),
      labels: { 'kubernetes.io/service-name': service },
    },
  };
};

/** The stages up to backends, for a snapshot in the order given, in which every kind is read. */
export function backendsOf(
  objects: readonly unknown[],
  settings: Partial<TranslationSettings> = {},
) {
  const snapshot = createSnapshot(
    [gatewayClass(), namespace('infra'), namespace('apps'), ...objects],
    { order: 'given' },
  );
  const world = createWorld(snapshot, {
    ...DEFAULT_TRANSLATION_SETTINGS,
    unread: new Set(),
    ...settings,
  });
  const listeners = judgeListeners(world);
  return { world, listeners, backends: createBackendStage(world, listeners) };
}

/** What a reference from an HTTPRoute (or another kind) in `apps` comes to. */
export function judgeRef(
  { listeners, backends }: ReturnType<typeof backendsOf>,
  backendRef: JsonObject,
  more: {
    routeKind?: RouteKind;
    ruleName?: string;
    filtersProblem?: string;
  } = {},
) {
  const { routeKind = 'HTTPRoute', ...rest } = more;
  const [gateway] = listeners.gateways;
  return backends.judgeBackendRef({
    route: {
      group: 'gateway.networking.k8s.io',
      kind: routeKind,
      namespace: 'apps',
      name: 'route',
      metadata: { namespace: 'apps', name: 'route' },
      spec: {},
      object: {},
    },
    routeKind,
    backendRef,
    gateway,
    ruleIndex: 0,
    parentRef: {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      namespace: 'infra',
      name: 'eg',
    },
    ...rest,
  });
}
