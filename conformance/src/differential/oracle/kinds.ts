import { Manifest } from '../generate';

interface ApiKind {
  kind: string;
  apiVersion: string;
  plural: string;
}

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';

/** Every kind that decides something, where an API server has it. */
export const KINDS: readonly ApiKind[] = [
  { kind: 'Service', apiVersion: 'v1', plural: 'services' },
  { kind: 'Secret', apiVersion: 'v1', plural: 'secrets' },
  { kind: 'ConfigMap', apiVersion: 'v1', plural: 'configmaps' },
  {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    plural: 'endpointslices',
  },
  { kind: 'Gateway', apiVersion: GATEWAY_API, plural: 'gateways' },
  { kind: 'ListenerSet', apiVersion: GATEWAY_API, plural: 'listenersets' },
  { kind: 'HTTPRoute', apiVersion: GATEWAY_API, plural: 'httproutes' },
  { kind: 'GRPCRoute', apiVersion: GATEWAY_API, plural: 'grpcroutes' },
  { kind: 'TLSRoute', apiVersion: GATEWAY_API, plural: 'tlsroutes' },
  { kind: 'TCPRoute', apiVersion: GATEWAY_API, plural: 'tcproutes' },
  { kind: 'UDPRoute', apiVersion: GATEWAY_API, plural: 'udproutes' },
  {
    kind: 'BackendTLSPolicy',
    apiVersion: GATEWAY_API,
    plural: 'backendtlspolicies',
  },
  {
    kind: 'ReferenceGrant',
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    plural: 'referencegrants',
  },
  { kind: 'EnvoyProxy', apiVersion: ENVOY_GATEWAY, plural: 'envoyproxies' },
  { kind: 'Backend', apiVersion: ENVOY_GATEWAY, plural: 'backends' },
  {
    kind: 'HTTPRouteFilter',
    apiVersion: ENVOY_GATEWAY,
    plural: 'httproutefilters',
  },
  {
    kind: 'BackendTrafficPolicy',
    apiVersion: ENVOY_GATEWAY,
    plural: 'backendtrafficpolicies',
  },
  {
    kind: 'ClientTrafficPolicy',
    apiVersion: ENVOY_GATEWAY,
    plural: 'clienttrafficpolicies',
  },
  {
    kind: 'EnvoyExtensionPolicy',
    apiVersion: ENVOY_GATEWAY,
    plural: 'envoyextensionpolicies',
  },
  {
    kind: 'EnvoyPatchPolicy',
    apiVersion: ENVOY_GATEWAY,
    plural: 'envoypatchpolicies',
  },
  {
    kind: 'SecurityPolicy',
    apiVersion: ENVOY_GATEWAY,
    plural: 'securitypolicies',
  },
];

const BY_KIND = new Map(KINDS.map(one => [one.kind, one]));

function root(apiVersion: string): string {
  return `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}`;
}

/** Where all objects of a kind are listed. */
export function listPath({ apiVersion, plural }: ApiKind): string {
  return `${root(apiVersion)}/${plural}`;
}

/** Where an object is created. */
export function collectionPath({ kind, metadata }: Manifest): string {
  const known = BY_KIND.get(kind);
  if (!known) {
    throw new Error(`No API path is known for ${kind}`);
  }
  return `${root(known.apiVersion)}/namespaces/${metadata.namespace}/${
    known.plural
  }`;
}
