/**
 * A kind of a Kubernetes API that this product watches.
 *
 * @public
 */
export interface ResourceKind {
  group: string;
  kind: string;
  plural: string;
  /** Versions this product reads, the preferred one first; which is served, discovery tells. */
  versions: string[];
  namespaced: boolean;
  /**
   * The kind that took its place. Where a cluster serves that one, Envoy Gateway reads nothing of this one any
   * more, though objects of it may be left.
   */
  supersededBy?: Pick<ResourceKind, 'group' | 'plural' | 'versions'>;
}

const GATEWAY_API = 'gateway.networking.k8s.io';
const EXPERIMENTAL = 'gateway.networking.x-k8s.io';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io';

/**
 * Envoy Gateway's own controller name; GatewayClasses of other controllers are not ours to judge.
 *
 * @public
 */
export const ENVOY_GATEWAY_CONTROLLER =
  'gateway.envoyproxy.io/gatewayclass-controller';

/**
 * The kinds this product watches. Versions are those Envoy Gateway 1.7 to 1.9 serve.
 *
 * @public
 */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  {
    group: GATEWAY_API,
    kind: 'GatewayClass',
    plural: 'gatewayclasses',
    versions: ['v1', 'v1beta1'],
    namespaced: false,
  },
  {
    group: GATEWAY_API,
    kind: 'Gateway',
    plural: 'gateways',
    versions: ['v1', 'v1beta1'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'ListenerSet',
    plural: 'listenersets',
    versions: ['v1'],
    namespaced: true,
  },
  {
    group: EXPERIMENTAL,
    kind: 'XListenerSet',
    plural: 'xlistenersets',
    versions: ['v1alpha1'],
    namespaced: true,
    supersededBy: {
      group: GATEWAY_API,
      plural: 'listenersets',
      versions: ['v1'],
    },
  },
  {
    group: GATEWAY_API,
    kind: 'HTTPRoute',
    plural: 'httproutes',
    versions: ['v1', 'v1beta1'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'GRPCRoute',
    plural: 'grpcroutes',
    versions: ['v1'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'TLSRoute',
    plural: 'tlsroutes',
    versions: ['v1', 'v1alpha3', 'v1alpha2'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'TCPRoute',
    plural: 'tcproutes',
    versions: ['v1', 'v1alpha2'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'UDPRoute',
    plural: 'udproutes',
    versions: ['v1', 'v1alpha2'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'BackendTLSPolicy',
    plural: 'backendtlspolicies',
    versions: ['v1', 'v1alpha3'],
    namespaced: true,
  },
  {
    group: GATEWAY_API,
    kind: 'ReferenceGrant',
    plural: 'referencegrants',
    versions: ['v1', 'v1beta1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'SecurityPolicy',
    plural: 'securitypolicies',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'BackendTrafficPolicy',
    plural: 'backendtrafficpolicies',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'ClientTrafficPolicy',
    plural: 'clienttrafficpolicies',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'EnvoyExtensionPolicy',
    plural: 'envoyextensionpolicies',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'EnvoyPatchPolicy',
    plural: 'envoypatchpolicies',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'EnvoyProxy',
    plural: 'envoyproxies',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'HTTPRouteFilter',
    plural: 'httproutefilters',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: ENVOY_GATEWAY,
    kind: 'Backend',
    plural: 'backends',
    versions: ['v1alpha1'],
    namespaced: true,
  },
  {
    group: '',
    kind: 'Service',
    plural: 'services',
    versions: ['v1'],
    namespaced: true,
  },
  {
    group: '',
    kind: 'Namespace',
    plural: 'namespaces',
    versions: ['v1'],
    namespaced: false,
  },
];
