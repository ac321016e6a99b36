import { Entity } from '@backstage/catalog-model';

/** The API entity the catalog module provides for an HTTPRoute. */
export function routeEntity(namespace: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      namespace: 'default',
      name: `${namespace}.${name}`,
      annotations: {
        'backstage.io/managed-by-origin-location': `envoy-gateway:httproute/${namespace}/${name}`,
        'envoy-gateway.backstage.io/http-route': `${namespace}/${name}`,
      },
    },
    spec: { type: 'openapi', owner: 'group:default/payments' },
  };
}

/** The API entity the catalog module provides for a Gateway. */
export function gatewayEntity(namespace: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      namespace: 'default',
      name: `${namespace}.${name}_gateway`,
      annotations: {
        'backstage.io/managed-by-origin-location': `envoy-gateway:gateway/${namespace}/${name}`,
        'envoy-gateway.backstage.io/gateway': `${namespace}/${name}`,
      },
    },
    spec: { type: 'gateway', owner: 'group:default/platform' },
  };
}

/** A Component tied to Services by `backstage.io/kubernetes-id`. */
export function componentEntity(
  name: string,
  annotations: Record<string, string> = { 'backstage.io/kubernetes-id': name },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: {
        'backstage.io/managed-by-origin-location':
          'url:https://git.example.com/payments/catalog-info.yaml',
        ...annotations,
      },
    },
    spec: { type: 'service', owner: 'group:default/payments' },
  };
}
