import { Entity } from '@backstage/catalog-model';
import {
  createSnapshot,
  ENVOY_GATEWAY_CONTROLLER,
} from '@envoy-gateway-portal/gateway-model';
import { ClusterView, ENTITY_KINDS, EntityKind } from '../entities/clusterView';

/** Raw Kubernetes objects for tests, as an API server sends them. */
type Fields = Record<string, unknown>;

export function gatewayClass(
  name = 'eg',
  controllerName = ENVOY_GATEWAY_CONTROLLER,
): Fields {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name },
    spec: { controllerName },
  };
}

export function gateway(
  options: {
    namespace?: string;
    name?: string;
    className?: string;
    annotations?: Record<string, string>;
    listeners?: Fields[];
    status?: Fields;
  } = {},
): Fields {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      name: options.name ?? 'public',
      namespace: options.namespace ?? 'platform',
      annotations: options.annotations,
    },
    spec: {
      gatewayClassName: options.className ?? 'eg',
      listeners: options.listeners ?? [
        {
          name: 'https',
          protocol: 'HTTPS',
          port: 443,
          hostname: '*.example.com',
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
    status: options.status,
  };
}

export function httpRoute(
  options: {
    namespace?: string;
    name?: string;
    annotations?: Record<string, string>;
    hostnames?: unknown;
    parentRefs?: Fields[];
    rules?: Fields[];
    status?: Fields;
  } = {},
): Fields {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: options.name ?? 'payments',
      namespace: options.namespace ?? 'payments',
      annotations: options.annotations,
    },
    spec: {
      hostnames: options.hostnames ?? ['api.example.com'],
      parentRefs: options.parentRefs ?? [
        { name: 'public', namespace: 'platform' },
      ],
      rules: options.rules ?? [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/payments' } }],
          backendRefs: [{ name: 'payments', port: 8080 }],
        },
      ],
    },
    status: options.status,
  };
}

export function service(
  options: {
    namespace?: string;
    name?: string;
    kubernetesId?: string;
  } = {},
): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: options.name ?? 'payments',
      namespace: options.namespace ?? 'payments',
      labels: options.kubernetesId
        ? { 'backstage.io/kubernetes-id': options.kubernetesId }
        : undefined,
    },
    spec: { ports: [{ port: 8080 }] },
  };
}

export function namespace(
  name: string,
  annotations?: Record<string, string>,
): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations },
  };
}

export function referenceGrant(from: string, to: string): Fields {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: `from-${from}`, namespace: to },
    spec: {
      from: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespace: from,
        },
      ],
      to: [{ group: '', kind: 'Service' }],
    },
  };
}

/** The class, the Gateway and the namespaces that the routes of these tests live with. */
export function platform(): Fields[] {
  return [
    gatewayClass(),
    gateway(),
    namespace('platform'),
    namespace('payments'),
  ];
}

/** A view of a cluster in which every kind is watched, but for the phases given. */
export function view(
  objects: Fields[],
  options: {
    name?: string;
    phases?: Partial<
      Record<EntityKind, { phase: 'forbidden' | 'absent' | 'failing' }>
    >;
  } = {},
): ClusterView {
  return {
    name: options.name ?? 'production',
    snapshot: createSnapshot(objects),
    kinds: new Map(
      ENTITY_KINDS.map(kind => [
        kind,
        options.phases?.[kind]
          ? { ...options.phases[kind], hasSynced: false }
          : { phase: 'watching' as const, hasSynced: true },
      ]),
    ),
  };
}

/** A team's Component, as its catalog file describes it. */
export const paymentsService: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-service',
    annotations: { 'backstage.io/kubernetes-id': 'payments-service' },
  },
  spec: { type: 'service', lifecycle: 'experimental', owner: 'payments' },
};
