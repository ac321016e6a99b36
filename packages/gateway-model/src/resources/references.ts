import {
  asFields,
  compact,
  optionalInteger,
  optionalString,
  requiredName,
} from './read';
import { BackendReference, ParentReference } from './types';

export const GATEWAY_API_GROUP = 'gateway.networking.k8s.io';
export const ENVOY_GATEWAY_GROUP = 'gateway.envoyproxy.io';
/** Where Gateway API keeps what is experimental, such as the XListenerSet that became ListenerSet. */
export const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';

/** Reads a reference to a parent with the API server's defaults applied. */
export function parentReference(
  value: unknown,
  path: string,
  defaultNamespace: string,
): ParentReference {
  const fields = asFields(value, path);
  return compact({
    group: optionalString(fields, 'group', path) ?? GATEWAY_API_GROUP,
    kind: optionalString(fields, 'kind', path) ?? 'Gateway',
    namespace: optionalString(fields, 'namespace', path) ?? defaultNamespace,
    name: requiredName(fields, 'name', path),
    sectionName: optionalString(fields, 'sectionName', path),
    port: optionalInteger(fields, 'port', path),
  });
}

/** Reads a reference to a backend with the API server's defaults applied. */
export function backendReference(
  value: unknown,
  path: string,
  defaultNamespace: string,
): BackendReference {
  const fields = asFields(value, path);
  return compact({
    group: optionalString(fields, 'group', path) ?? '',
    kind: optionalString(fields, 'kind', path) ?? 'Service',
    namespace: optionalString(fields, 'namespace', path) ?? defaultNamespace,
    name: requiredName(fields, 'name', path),
    port: optionalInteger(fields, 'port', path),
    weight: optionalInteger(fields, 'weight', path) ?? 1,
  });
}

/** Whether two references with their defaults applied name the same section of the same object. */
export function sameReference(a: ParentReference, b: ParentReference): boolean {
  return (
    a.name === b.name &&
    a.namespace === b.namespace &&
    a.kind === b.kind &&
    a.group === b.group &&
    a.sectionName === b.sectionName &&
    a.port === b.port
  );
}

/** Whether a reference names a ListenerSet, under the name it has now or the experimental one before. */
export function refersToListenerSet(ref: {
  group: string;
  kind: string;
}): boolean {
  return (
    (ref.group === GATEWAY_API_GROUP && ref.kind === 'ListenerSet') ||
    (ref.group === EXPERIMENTAL_GROUP && ref.kind === 'XListenerSet')
  );
}

/** Whether a reference names a Gateway of Gateway API, as against a ListenerSet or a Service. */
export function refersToGateway(ref: { group: string; kind: string }): boolean {
  return ref.group === GATEWAY_API_GROUP && ref.kind === 'Gateway';
}
