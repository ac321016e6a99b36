import { backendExists } from '../../attachment';
import { mayRefer } from '../../policy/referenceGrants';
import { BackendReference, HTTPRoute } from '../../resources';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import { Snapshot } from '../../snapshot';

const MULTI_CLUSTER_GROUP = 'multicluster.x-k8s.io';
const GROUPS = ['', MULTI_CLUSTER_GROUP, ENVOY_GATEWAY_GROUP];
const KINDS = ['Service', 'ServiceImport', 'Backend'];

/** Why a backend cannot be used, in Envoy Gateway's reasons and words. */
export interface BackendProblem {
  reason: string;
  message: string;
}

function serviceProblem(
  snapshot: Snapshot,
  { namespace, name, port }: BackendReference,
): BackendProblem | undefined {
  const service = snapshot.service(namespace, name);
  if (!service) {
    return undefined;
  }
  if (service.type === 'ExternalName') {
    return {
      reason: 'UnsupportedValue',
      message: `Service ${namespace}/${name} is of type ExternalName, which is not supported as a backend; use an Envoy Gateway Backend resource with an FQDN endpoint instead`,
    };
  }
  const found = service.ports.some(
    one => one.port === port && (one.protocol ?? 'TCP') === 'TCP',
  );
  return found
    ? undefined
    : {
        reason: 'PortNotFound',
        message: `TCP Port ${port} not found on Service ${namespace}/${name}`,
      };
}

/**
 * What stands against one backend of a route. ServiceImports are not read, so nothing is said of whether
 * they exist.
 */
export function backendProblem(
  snapshot: Snapshot,
  route: HTTPRoute,
  ref: BackendReference,
): BackendProblem | undefined {
  const { group, kind, namespace, name, port } = ref;
  if (!GROUPS.includes(group)) {
    return {
      reason: 'InvalidKind',
      message: `Group is invalid, only the core API group (specified by omitting the group field or setting it to an empty string), ${MULTI_CLUSTER_GROUP} and ${ENVOY_GATEWAY_GROUP} are supported`,
    };
  }
  if (!KINDS.includes(kind)) {
    return {
      reason: 'InvalidKind',
      message:
        'Kind is invalid, only Service, MCS ServiceImport and Envoy Gateway Backend are supported',
    };
  }
  const from = {
    group: GATEWAY_API_GROUP,
    kind: 'HTTPRoute',
    namespace: route.metadata.namespace,
  };
  if (!mayRefer(snapshot, from, { group, kind, namespace, name })) {
    return {
      reason: 'RefNotPermitted',
      message: `Backend ref to ${kind} ${namespace}/${name} not permitted by any ReferenceGrant.`,
    };
  }
  if (kind !== 'Backend' && port === undefined) {
    return {
      reason: 'PortNotSpecified',
      message:
        'A valid port number corresponding to a port on the Service must be specified',
    };
  }
  if (kind === 'ServiceImport') {
    return undefined;
  }
  const exists = backendExists(snapshot, {
    ...ref,
    group: kind === 'Backend' ? ENVOY_GATEWAY_GROUP : '',
  });
  if (!exists) {
    return {
      reason: 'BackendNotFound',
      message:
        kind === 'Backend'
          ? `Backend ${namespace}/${name} not found`
          : `service ${namespace}/${name} not found`,
    };
  }
  return kind === 'Service' ? serviceProblem(snapshot, ref) : undefined;
}
