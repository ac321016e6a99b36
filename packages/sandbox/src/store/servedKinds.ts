import { RESOURCE_KINDS } from '@envoy-gateway-portal/gateway-model';
import { ServedKind } from './types';

const SHORT_NAMES: Record<string, string[]> = {
  GatewayClass: ['gc'],
  ListenerSet: ['lset'],
  BackendTLSPolicy: ['btlspolicy'],
  EnvoyPatchPolicy: ['epp'],
  EnvoyProxy: ['eproxy'],
  HTTPRouteFilter: ['hrf'],
  Gateway: ['gtw'],
  ReferenceGrant: ['refgrant'],
  SecurityPolicy: ['sp'],
  BackendTrafficPolicy: ['btp'],
  ClientTrafficPolicy: ['ctp'],
  EnvoyExtensionPolicy: ['eep'],
  Backend: ['be'],
  Service: ['svc'],
  Namespace: ['ns'],
  Pod: ['po'],
};

const NO_STATUS: ReadonlySet<string> = new Set([
  'ReferenceGrant',
  'HTTPRouteFilter',
]);

/**
 * The kinds a cluster of the sandbox serves: those the product watches in a cluster of today, and the Pods its
 * statistics are read from.
 *
 * @public
 */
export const SERVED_KINDS: readonly ServedKind[] = [
  ...RESOURCE_KINDS.filter(one => !one.supersededBy),
  {
    group: '',
    kind: 'Pod',
    plural: 'pods',
    versions: ['v1'],
    namespaced: true,
  },
].map(kind => ({
  ...kind,
  shortNames: SHORT_NAMES[kind.kind] ?? [],
  statusSubresource: !NO_STATUS.has(kind.kind),
}));

/** The kind an object says it is of, in any served version. */
export function kindOfObject(object: {
  apiVersion: string;
  kind: string;
}): ServedKind | undefined {
  const [group, version] = object.apiVersion.includes('/')
    ? object.apiVersion.split('/', 2)
    : ['', object.apiVersion];
  return SERVED_KINDS.find(
    kind =>
      kind.group === group &&
      kind.kind === object.kind &&
      kind.versions.includes(version),
  );
}

/** A kind of {@link SERVED_KINDS} by its name, for code that knows it is served. */
export function servedKind(name: string): ServedKind {
  const found = SERVED_KINDS.find(kind => kind.kind === name);
  if (!found) throw new Error(`The sandbox serves no kind ${name}`);
  return found;
}

/** The apiVersion a kind is kept under; other served versions are presentations of it. */
export function storageApiVersion(kind: ServedKind): string {
  return apiVersionOf(kind, kind.versions[0]);
}

/** `group/version`, or the version alone in the core group. */
export function apiVersionOf(kind: ServedKind, version: string): string {
  return kind.group ? `${kind.group}/${version}` : version;
}

/** `plural.group`, as API servers name a resource in messages. */
export function qualifiedResource(kind: ServedKind): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}
