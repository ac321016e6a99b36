import { isJsonObject } from '../../json';
import {
  GatewayContext,
  Item,
  ServiceRefOutcome,
  ServiceRefsInput,
  Unknown,
  World,
} from '../types';
import { isDnsSubdomain, parseIpAddress } from '../values';
import { backendResourceProblem, servicesProblem } from './backendRefChecks';
import { isDynamicResolver } from './backendResource';
import {
  AddressType,
  backendEndpoints,
  Endpoint,
  Endpoints,
  serviceEndpoints,
} from './endpoints';
import { BackendFacts } from './judgeBackendRef';
import {
  BackendReference,
  isItem,
  lookupBackend,
  nameOf,
  readBackendReference,
} from './reference';
import { isServiceRouting } from './routingType';
import { versionRules } from '../versionRules';
import { isExternalName } from './servicePorts';
import {
  dynamicResolverProblem,
  ServiceProblem,
  serviceRefProblem,
} from './serviceRefChecks';
import { judgeUpstreamTls } from './upstreamTls';

interface JudgedService {
  problem?: ServiceProblem;
  unknown?: Unknown;
  endpoints?: Endpoints;
  /** The BackendTLSPolicy Envoy Gateway came to look at. */
  tlsPolicy?: Item;
}

export interface JudgedServices {
  outcome: ServiceRefOutcome;
  tlsPolicies: readonly Item[];
}

/** Endpoints of a service, by the EnvoyProxy's way of routing: BackendTrafficPolicies do not reach here. */
function endpointsOf(
  world: World,
  gateway: GatewayContext,
  ref: BackendReference,
  target: Item,
): Endpoints {
  return ref.kind === 'Backend'
    ? backendEndpoints(target)
    : serviceEndpoints(
        world,
        target,
        ref.port ?? 0,
        isServiceRouting(world, gateway, undefined),
      );
}

/** What stands between a service that may be called and calling it (upstream `processExtServiceDestination`). */
function destinationProblem(
  world: World,
  gateway: GatewayContext,
  ref: BackendReference,
  target: Item,
  { endpoints, addressType, unknown }: Endpoints,
): ServiceProblem | undefined {
  if (ref.kind === 'Backend') {
    if (!world.settings.backendEnabled) {
      const message = 'this Envoy Gateway does not enable Backends';
      return { reason: 'UnsupportedValue', message };
    }
  } else if (
    ref.kind === 'Service' &&
    versionRules(world.settings).refusesExternalName &&
    isExternalName(target)
  ) {
    const message = `${nameOf(
      ref,
    )} is of type ExternalName; use a Backend with an FQDN instead`;
    return { reason: 'UnsupportedValue', message };
  } else if (endpoints.length === 0 && !unknown) {
    const message = `${nameOf(ref)} has no endpoints on port ${ref.port}`;
    return { reason: 'EndpointsNotFound', message };
  }
  if (addressType === 'Mixed' && !isServiceRouting(world, gateway, undefined)) {
    const message = `${nameOf(ref)} mixes FQDNs with other addresses`;
    return { reason: 'UnsupportedAddressType', message };
  }
  return undefined;
}

function withTls(
  world: World,
  gateway: GatewayContext,
  ref: BackendReference,
  judged: JudgedService,
): JudgedService {
  const { problem, unknown, policy } = judgeUpstreamTls(world, ref, gateway);
  return {
    ...judged,
    unknown: judged.unknown ?? unknown,
    tlsPolicy: policy,
    ...(problem !== undefined && {
      problem: {
        reason: 'InvalidBackendTLS',
        message: `TLS to ${nameOf(ref)}: ${problem}`,
      },
    }),
  };
}

function notRead({ kind, namespace, name }: BackendReference): Unknown {
  return {
    reason: 'NotRead',
    message: `Whether ${kind} ${namespace}/${name} exists; ${kind}s are not read here.`,
  };
}

function judgeOne(
  world: World,
  input: ServiceRefsInput,
  ref: BackendReference,
): JudgedService {
  const { gateway } = input;
  const refused = serviceRefProblem(world, input, ref);
  if (refused || ref.weight === 0) {
    return { problem: refused };
  }
  const target = lookupBackend(world, ref);
  if (!isItem(target)) {
    return withTls(world, gateway, ref, { unknown: notRead(ref) });
  }
  const endpoints = endpointsOf(world, gateway, ref, target);
  const problem = destinationProblem(world, gateway, ref, target, endpoints);
  return problem
    ? { problem }
    : withTls(world, gateway, ref, { endpoints, unknown: endpoints.unknown });
}

/** As `judgeOne`, of where telemetry goes: fewer questions are asked (upstream `processBackendRefsForTelemetry`). */
function judgeTelemetry(
  { world, backendProblem }: BackendFacts,
  { gateway }: ServiceRefsInput,
  ref: BackendReference,
): JudgedService {
  const target = lookupBackend(world, ref);
  if (ref.kind === 'Backend') {
    const sockets = { sockets: true };
    const problem =
      backendResourceProblem(world, ref, sockets, backendProblem) ??
      (isItem(target) && isDynamicResolver(target)
        ? dynamicResolverProblem(ref)
        : undefined);
    return problem ? { problem } : withTls(world, gateway, ref, {});
  }
  if (ref.kind !== 'Service') {
    const message = `telemetry cannot be sent to a ${ref.kind}`;
    return { problem: { reason: 'InvalidKind', message } };
  }
  const problem = servicesProblem(world, ref, 'TCP');
  if (problem) {
    return { problem };
  }
  if (!isItem(target)) {
    return withTls(world, gateway, ref, { unknown: notRead(ref) });
  }
  const { endpoints, unknown } = endpointsOf(world, gateway, ref, target);
  if (endpoints.length === 0 && !unknown) {
    const message = `${nameOf(ref)} has no endpoints on port ${ref.port}`;
    return { problem: { reason: 'EndpointsNotFound', message } };
  }
  return withTls(world, gateway, ref, { unknown });
}

function isReachable({ host, port, socket }: Endpoint): boolean {
  return (
    socket ||
    (port !== 0 && (isDnsSubdomain(host) || parseIpAddress(host) !== undefined))
  );
}

/** Whether endpoints of one call go into one cluster (upstream `RouteDestination`). */
function togetherProblem(
  judged: readonly JudgedService[],
): ServiceProblem | undefined {
  const all = judged.flatMap(({ endpoints }) => endpoints ?? []);
  const unreachable = all
    .flatMap(({ endpoints }) => endpoints)
    .find(endpoint => !isReachable(endpoint));
  if (unreachable) {
    const message = `"${unreachable.host}", port ${unreachable.port}, is not an address`;
    return { reason: 'InvalidAddress', message };
  }
  const types = new Set<AddressType>();
  for (const { addressType } of all) {
    if (addressType) {
      types.add(addressType);
    }
  }
  return types.has('Mixed') || (types.has('FQDN') && types.size > 1)
    ? {
        reason: 'UnsupportedAddressType',
        message: 'backendRefs of one call mix FQDNs with other addresses',
      }
    : undefined;
}

/** Whether a policy or an EnvoyProxy can call the services it refers to: the first problem upstream meets. */
export function judgeServices(
  facts: BackendFacts,
  input: ServiceRefsInput,
): JudgedServices {
  const telemetry = input.from.kind === 'EnvoyProxy';
  const judged: JudgedService[] = [];
  for (const raw of input.backendRefs) {
    const ref = readBackendReference(
      isJsonObject(raw) ? raw : {},
      input.from.namespace,
    );
    const one = telemetry
      ? judgeTelemetry(facts, input, ref)
      : judgeOne(facts.world, input, ref);
    judged.push(one);
    if (one.problem) {
      break;
    }
  }
  const unknown = judged.find(one => one.unknown)?.unknown;
  const problem =
    judged[judged.length - 1]?.problem ??
    (telemetry ? undefined : listProblem(judged));
  return {
    outcome: { ...(problem && { problem }), ...(unknown && { unknown }) },
    tlsPolicies: judged.flatMap(({ tlsPolicy }) => tlsPolicy ?? []),
  };
}

function listProblem(
  judged: readonly JudgedService[],
): ServiceProblem | undefined {
  return judged.length === 0
    ? { reason: 'InvalidBackendRef', message: 'no backendRefs are given' }
    : togetherProblem(judged);
}
