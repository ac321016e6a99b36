import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { ObjectStore } from '../store/objectStore';
import { servedKind } from '../store/servedKinds';
import { ServedKind } from '../store/types';
import { notFound } from './statusError';

/** What an API server adds to objects of its own accord. */
export function withServerFields(
  kind: ServedKind,
  object: KubernetesObject,
): KubernetesObject {
  if (kind.kind !== 'Namespace') return object;
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        'kubernetes.io/metadata.name': metadata.name,
      },
    },
    status: object.status ?? { phase: 'Active' },
  };
}

/** @throws StatusError 404 when an object's namespace is not there */
export function requireNamespace(
  store: ObjectStore,
  kind: ServedKind,
  namespace: string | undefined,
): void {
  const namespaces = servedKind('Namespace');
  if (kind.namespaced && !store.get(namespaces, undefined, namespace ?? '')) {
    throw notFound(namespaces, namespace ?? '');
  }
}
