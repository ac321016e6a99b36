/** A list of a case file, and what its items are where they do not say so themselves. */
export interface ListKind {
  list: string;
  apiVersion: string;
  kind: string;
}

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';

/** The lists of Envoy Gateway's resource tree (upstream `internal/gatewayapi/resource`). */
const LISTS: readonly ListKind[] = [
  { list: 'gatewayClass', apiVersion: GATEWAY_API, kind: 'GatewayClass' },
  { list: 'gateways', apiVersion: GATEWAY_API, kind: 'Gateway' },
  { list: 'listenerSets', apiVersion: GATEWAY_API, kind: 'ListenerSet' },
  { list: 'httpRoutes', apiVersion: GATEWAY_API, kind: 'HTTPRoute' },
  { list: 'grpcRoutes', apiVersion: GATEWAY_API, kind: 'GRPCRoute' },
  { list: 'tlsRoutes', apiVersion: GATEWAY_API, kind: 'TLSRoute' },
  { list: 'tcpRoutes', apiVersion: GATEWAY_API, kind: 'TCPRoute' },
  { list: 'udpRoutes', apiVersion: GATEWAY_API, kind: 'UDPRoute' },
  {
    list: 'referenceGrants',
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
  },
  {
    list: 'backendTLSPolicies',
    apiVersion: GATEWAY_API,
    kind: 'BackendTLSPolicy',
  },
  { list: 'namespaces', apiVersion: 'v1', kind: 'Namespace' },
  { list: 'services', apiVersion: 'v1', kind: 'Service' },
  { list: 'secrets', apiVersion: 'v1', kind: 'Secret' },
  { list: 'configMaps', apiVersion: 'v1', kind: 'ConfigMap' },
  {
    list: 'endpointSlices',
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
  },
  {
    list: 'serviceImports',
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ServiceImport',
  },
  {
    list: 'clusterTrustBundles',
    apiVersion: 'certificates.k8s.io/v1beta1',
    kind: 'ClusterTrustBundle',
  },
  {
    list: 'envoyProxyForGatewayClass',
    apiVersion: ENVOY_GATEWAY,
    kind: 'EnvoyProxy',
  },
  {
    list: 'envoyProxiesForGateways',
    apiVersion: ENVOY_GATEWAY,
    kind: 'EnvoyProxy',
  },
  { list: 'backends', apiVersion: ENVOY_GATEWAY, kind: 'Backend' },
  { list: 'httpFilters', apiVersion: ENVOY_GATEWAY, kind: 'HTTPRouteFilter' },
  {
    list: 'clientTrafficPolicies',
    apiVersion: ENVOY_GATEWAY,
    kind: 'ClientTrafficPolicy',
  },
  {
    list: 'backendTrafficPolicies',
    apiVersion: ENVOY_GATEWAY,
    kind: 'BackendTrafficPolicy',
  },
  {
    list: 'securityPolicies',
    apiVersion: ENVOY_GATEWAY,
    kind: 'SecurityPolicy',
  },
  {
    list: 'envoyExtensionPolicies',
    apiVersion: ENVOY_GATEWAY,
    kind: 'EnvoyExtensionPolicy',
  },
  {
    list: 'envoyPatchPolicies',
    apiVersion: ENVOY_GATEWAY,
    kind: 'EnvoyPatchPolicy',
  },
];

const BY_NAME = new Map(LISTS.map(one => [one.list.toLowerCase(), one]));

/** Go reads field names whatever their case, and some cases rely on it. */
export function listKind(name: string): ListKind | undefined {
  return BY_NAME.get(name.toLowerCase());
}
