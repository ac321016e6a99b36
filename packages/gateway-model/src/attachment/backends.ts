import { BackendReference } from '../resources';
import { ENVOY_GATEWAY_GROUP } from '../resources/references';
import { Snapshot } from '../snapshot';

/**
 * Whether a backend is of a kind this product reads: a Service, or Envoy Gateway's own Backend. Of other
 * kinds nothing can be said.
 *
 * @public
 */
export function isKnownBackendKind({
  group,
  kind,
}: Pick<BackendReference, 'group' | 'kind'>): boolean {
  return (
    (group === '' && kind === 'Service') ||
    (group === ENVOY_GATEWAY_GROUP && kind === 'Backend')
  );
}

/**
 * Whether the Service or Envoy Gateway Backend a rule refers to exists. One that exists and could not be
 * understood exists all the same. For other kinds the answer is always no: ask
 * {@link isKnownBackendKind} first.
 *
 * @public
 */
export function backendExists(
  snapshot: Snapshot,
  ref: Pick<BackendReference, 'group' | 'kind' | 'namespace' | 'name'>,
): boolean {
  return (
    isKnownBackendKind(ref) &&
    (snapshot.object(ref) !== undefined ||
      snapshot.unreadableObject(ref) !== undefined)
  );
}
