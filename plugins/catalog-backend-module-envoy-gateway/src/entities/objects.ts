import {
  ANNOTATION_GATEWAY,
  ANNOTATION_HTTP_ROUTE,
  ApiEntityObject,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/** What an API server accepts as a namespace, and as the name of a Gateway or a route. */
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/** The key of an object within a portal: the same object in several clusters is one. */
export function objectKey({ kind, namespace, name }: ApiEntityObject): string {
  return `${kind}/${namespace}/${name}`;
}

/** Why no entity can be made of an object by this name, or nothing. */
export function nameRefusal({
  namespace,
  name,
}: ApiEntityObject): string | undefined {
  return NAMESPACE.test(namespace) && NAME.test(name)
    ? undefined
    : 'its namespace or name is not one a Kubernetes API server accepts';
}

/** The object an entity of ours stands for, from its annotations. */
export function objectOf(
  annotations: Record<string, string>,
): ApiEntityObject | undefined {
  const route = annotations[ANNOTATION_HTTP_ROUTE];
  const [namespace, name, ...rest] = (
    route ??
    annotations[ANNOTATION_GATEWAY] ??
    ''
  ).split('/');
  return namespace && name && rest.length === 0
    ? { kind: route ? 'HTTPRoute' : 'Gateway', namespace, name }
    : undefined;
}
