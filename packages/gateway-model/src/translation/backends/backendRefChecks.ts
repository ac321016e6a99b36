import { listAt, objectAt, stringAt } from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { BackendRefInput, Lookup, RouteProblem, World } from '../types';
import { BackendProblem } from './backendResource';
import {
  BackendReference,
  isExtensionResource,
  isItem,
  isSupportedGroup,
  isSupportedKind,
  lookupBackend,
  nameOf,
} from './reference';
import { versionRules } from '../versionRules';
import { hasPort, isExternalName } from './servicePorts';

const GATEWAY_API = 'gateway.networking.k8s.io';

export function problem(reason: string, message: string): RouteProblem {
  return { type: 'ResolvedRefs', reason, message };
}

const FILTER_TYPES = [
  'RequestMirror',
  'URLRewrite',
  'RequestRedirect',
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'CORS',
];

const HTTP_BACKEND_FILTERS = [
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'ExtensionRef',
  'URLRewrite',
];

const GRPC_BACKEND_FILTERS = [
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
];

function isKnownHttpFilter(world: World, filter: unknown): boolean {
  const type = stringAt(filter, 'type') ?? '';
  if (type !== 'ExtensionRef') {
    return FILTER_TYPES.includes(type);
  }
  const ref = objectAt(filter, 'extensionRef');
  const group = stringAt(ref, 'group') ?? '';
  const kind = stringAt(ref, 'kind') ?? '';
  return (
    ref !== undefined &&
    ((group === ENVOY_GATEWAY_GROUP && kind === 'HTTPRouteFilter') ||
      isExtensionResource(world, { group, kind }))
  );
}

/** Whether filters of these types may stand on a backendRef; not whether they are right in themselves. */
function filtersProblem(
  world: World,
  { backendRef, routeKind }: BackendRefInput,
): RouteProblem | undefined {
  const supported =
    routeKind === 'HTTPRoute' ? HTTP_BACKEND_FILTERS : GRPC_BACKEND_FILTERS;
  if (routeKind !== 'HTTPRoute' && routeKind !== 'GRPCRoute') {
    return undefined;
  }
  let unsupported = false;
  for (const filter of listAt(backendRef, 'filters')) {
    const type = stringAt(filter, 'type') ?? '';
    if (routeKind === 'HTTPRoute') {
      if (!isKnownHttpFilter(world, filter)) {
        unsupported = true;
        continue;
      }
      if (
        type === 'URLRewrite' &&
        versionRules(world.settings).refusesBackendPathRewrite &&
        objectAt(filter, 'urlRewrite', 'path')
      ) {
        return problem(
          'UnsupportedRefValue',
          'a URLRewrite of the path cannot stand on a backendRef',
        );
      }
    }
    unsupported ||= !supported.includes(type);
  }
  return unsupported
    ? problem(
        'UnsupportedRefValue',
        `filters of a backendRef may be of these types: ${supported.join(
          ', ',
        )}`,
      )
    : undefined;
}

function kindProblem(ref: BackendReference): RouteProblem | undefined {
  if (!isSupportedGroup(ref)) {
    return problem('InvalidKind', `The group ${ref.group} has no backends`);
  }
  return isSupportedKind(ref)
    ? undefined
    : problem('InvalidKind', `The kind ${ref.kind} is not one of backends`);
}

function grantProblem(
  world: World,
  { route, routeKind }: BackendRefInput,
  ref: BackendReference,
): RouteProblem | undefined {
  const { namespace } = route;
  const from = { group: GATEWAY_API, kind: routeKind, namespace };
  return world.permits(from, ref)
    ? undefined
    : problem(
        'RefNotPermitted',
        `no ReferenceGrant in namespace ${
          ref.namespace
        } permits references from ${routeKind}s of ${namespace} to ${nameOf(
          ref,
        )}`,
      );
}

function serviceProblem(
  world: World,
  ref: BackendReference,
  service: Lookup,
  protocol: string,
): RouteProblem | undefined {
  if (service === 'missing') {
    return problem('BackendNotFound', `${nameOf(ref)} does not exist`);
  }
  if (!isItem(service)) {
    return undefined;
  }
  if (
    ref.kind === 'Service' &&
    versionRules(world.settings).refusesExternalName &&
    isExternalName(service)
  ) {
    return problem(
      'UnsupportedValue',
      `${nameOf(
        ref,
      )} is of type ExternalName; use a Backend with an FQDN instead`,
    );
  }
  return hasPort(service, ref.port ?? 0, protocol)
    ? undefined
    : problem(
        'PortNotFound',
        `${nameOf(ref)} has no ${protocol} port ${ref.port}`,
      );
}

/** What is asked of a Backend before anything is sent to it. */
export function backendResourceProblem(
  world: World,
  ref: BackendReference,
  options: { sockets: boolean },
  problemOf: (ref: BackendReference) => BackendProblem | undefined,
): RouteProblem | undefined {
  if (!world.settings.backendEnabled) {
    return problem(
      'UnsupportedValue',
      'this Envoy Gateway does not enable Backends',
    );
  }
  const backend = lookupBackend(world, ref);
  if (backend === 'missing') {
    return problem('BackendNotFound', `${nameOf(ref)} does not exist`);
  }
  if (!isItem(backend)) {
    return undefined;
  }
  const invalid = problemOf(ref);
  if (invalid) {
    return problem(
      invalid.reason,
      `${nameOf(ref)} is invalid: ${invalid.message}`,
    );
  }
  const sockets = listAt(backend.spec, 'endpoints').some(endpoint =>
    objectAt(endpoint, 'unix'),
  );
  return sockets && !options.sockets
    ? problem(
        'UnsupportedAddressType',
        `${nameOf(ref)} is a Unix domain socket, which routes cannot use`,
      )
    : undefined;
}

/** A Service's or ServiceImport's existence, type and port. */
export function servicesProblem(
  world: World,
  ref: BackendReference,
  protocol: string,
): RouteProblem | undefined {
  return serviceProblem(world, ref, lookupBackend(world, ref), protocol);
}

/** The first problem of a reference itself, in upstream's order (`validateBackendRef`). */
export function referenceProblem(
  world: World,
  input: BackendRefInput,
  ref: BackendReference,
  problemOf: (ref: BackendReference) => BackendProblem | undefined,
): RouteProblem | undefined {
  if (isExtensionResource(world, ref)) {
    return grantProblem(world, input, ref);
  }
  const found =
    filtersProblem(world, input) ??
    kindProblem(ref) ??
    grantProblem(world, input, ref);
  if (found) {
    return found;
  }
  if (ref.kind === 'Backend') {
    return backendResourceProblem(world, ref, { sockets: false }, problemOf);
  }
  if (ref.port === undefined) {
    return problem('PortNotSpecified', `${nameOf(ref)} needs a port`);
  }
  const protocol = input.routeKind === 'UDPRoute' ? 'UDP' : 'TCP';
  return servicesProblem(world, ref, protocol);
}
