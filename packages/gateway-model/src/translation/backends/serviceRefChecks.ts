import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { ServiceRefInput, World } from '../types';
import { isDynamicResolver } from './backendResource';
import {
  BackendReference,
  isItem,
  isSupportedGroup,
  isSupportedKind,
  lookupBackend,
  nameOf,
} from './reference';
import { hasPort } from './servicePorts';

/** Why a policy cannot call a service. The reasons are this product's: Envoy Gateway says `Invalid` of all. */
export interface ServiceProblem {
  reason: string;
  message: string;
}

export function dynamicResolverProblem(ref: BackendReference): ServiceProblem {
  return {
    reason: 'UnsupportedValue',
    message: `${nameOf(ref)} is a DynamicResolver, which only routes can use`,
  };
}

function existence(
  world: World,
  ref: BackendReference,
): ServiceProblem | undefined {
  const target = lookupBackend(world, ref);
  if (target === 'missing') {
    const message = `${nameOf(ref)} does not exist`;
    return { reason: 'BackendNotFound', message };
  }
  if (!isItem(target)) {
    return undefined;
  }
  if (ref.kind === 'Backend') {
    return isDynamicResolver(target) ? dynamicResolverProblem(ref) : undefined;
  }
  return hasPort(target, ref.port ?? 0, 'TCP')
    ? undefined
    : {
        reason: 'PortNotFound',
        message: `${nameOf(ref)} has no TCP port ${ref.port}`,
      };
}

/** The first problem of a policy's reference itself (upstream `validateExtServiceBackendReference`). */
export function serviceRefProblem(
  world: World,
  { from }: Pick<ServiceRefInput, 'from'>,
  ref: BackendReference,
): ServiceProblem | undefined {
  if (!isSupportedGroup(ref) || !isSupportedKind(ref)) {
    const message = `${nameOf(ref)} is not a kind of backend`;
    return { reason: 'InvalidKind', message };
  }
  if (ref.port === undefined && ref.kind !== 'Backend') {
    const message = `${nameOf(ref)} needs a port`;
    return { reason: 'PortNotSpecified', message };
  }
  const found = existence(world, ref);
  if (found) {
    return found;
  }
  const { kind, namespace } = from;
  const owner = { group: ENVOY_GATEWAY_GROUP, kind, namespace };
  return world.permits(owner, ref)
    ? undefined
    : {
        reason: 'RefNotPermitted',
        message: `no ReferenceGrant in namespace ${
          ref.namespace
        } permits references from ${kind}s of ${namespace} to ${nameOf(ref)}`,
      };
}
