import {
  BackendRefInput,
  BackendRefOutcome,
  Item,
  RouteProblem,
  Unknown,
  World,
} from '../types';
import { problem, referenceProblem } from './backendRefChecks';
import { BackendProblem, isDynamicResolver } from './backendResource';
import { backendEndpoints, Endpoints, serviceEndpoints } from './endpoints';
import { IsLoaded } from './loadedBackends';
import {
  BackendReference,
  isExtensionResource,
  isItem,
  lookupBackend,
  nameOf,
  objectRefOf,
  readBackendReference,
} from './reference';
import { isServiceRouting, RoutingTypes } from './routingType';
import { judgeUpstreamTls, UpstreamTls } from './upstreamTls';

/** What judging references needs to know of a whole snapshot. */
export interface BackendFacts {
  readonly world: World;
  readonly routingTypes: RoutingTypes;
  /** What is wrong with the Backend a reference names, if it is there. */
  readonly backendProblem: (
    ref: BackendReference,
  ) => BackendProblem | undefined;
  readonly isLoaded: IsLoaded;
}

export interface JudgedBackendRef {
  outcome: BackendRefOutcome;
  /** The BackendTLSPolicy Envoy Gateway came to look at, before it found a problem or found none. */
  tlsPolicy?: Item;
}

function notRead(ref: BackendReference): Unknown {
  return {
    reason: 'NotRead',
    message: `Whether ${nameOf(ref)} exists; ${ref.kind}s are not read here.`,
    ref: objectRefOf(ref),
  };
}

function usesServiceRouting(
  { world, routingTypes }: BackendFacts,
  input: BackendRefInput,
): boolean {
  const { gateway } = input;
  const ofPolicies = gateway && routingTypes({ ...input, gateway });
  return isServiceRouting(world, gateway, ofPolicies);
}

function addressProblem(
  ref: BackendReference,
  { addressType }: Endpoints,
  serviceRouting: boolean,
): RouteProblem | undefined {
  if (addressType !== 'Mixed' || serviceRouting) {
    return undefined;
  }
  return problem(
    'UnsupportedAddressType',
    `${nameOf(ref)} mixes FQDNs with other addresses`,
  );
}

/** HTTP and gRPC routes tell missing endpoints by a condition of their own, the others by `ResolvedRefs`. */
function noEndpoints(
  { routeKind }: BackendRefInput,
  ref: BackendReference,
): RouteProblem {
  const http = routeKind === 'HTTPRoute' || routeKind === 'GRPCRoute';
  return {
    type: http ? 'BackendsAvailable' : 'ResolvedRefs',
    reason: 'EndpointsNotFound',
    message: `${nameOf(ref)} has no endpoints on port ${ref.port}`,
  };
}

/** What is found once the reference itself is in order and its weight is not 0. */
type Destination = Pick<
  BackendRefOutcome,
  'problem' | 'unknown' | 'dynamicResolver' | 'usable'
>;

const NOWHERE = { dynamicResolver: false, usable: false };

function toExtension(world: World, ref: BackendReference): Destination {
  const found = lookupBackend(world, ref);
  if (found === 'missing') {
    const message = `${nameOf(ref)} does not exist`;
    return { ...NOWHERE, problem: problem('BackendNotFound', message) };
  }
  return {
    dynamicResolver: false,
    usable: true,
    unknown: isItem(found) ? undefined : notRead(ref),
  };
}

function toEndpoints(
  facts: BackendFacts,
  input: BackendRefInput,
  ref: BackendReference,
  target: Item,
): Destination {
  const { world } = facts;
  const toBackend = ref.kind === 'Backend';
  const serviceRouting = !toBackend && usesServiceRouting(facts, input);
  const dynamicResolver = toBackend && isDynamicResolver(target);
  const found: Endpoints = toBackend
    ? backendEndpoints(target)
    : serviceEndpoints(world, target, ref.port ?? 0, serviceRouting);
  const { unknown } = found;
  const some = found.endpoints.length > 0 || unknown !== undefined;
  if (!some && !toBackend) {
    return { ...NOWHERE, problem: noEndpoints(input, ref) };
  }
  const wrong =
    (input.filtersProblem !== undefined
      ? problem('InvalidBackendFilters', input.filtersProblem)
      : undefined) ??
    (dynamicResolver ? undefined : addressProblem(ref, found, serviceRouting));
  return wrong
    ? { ...NOWHERE, problem: wrong, unknown }
    : { dynamicResolver, usable: some || dynamicResolver, unknown };
}

function destinationOf(
  facts: BackendFacts,
  input: BackendRefInput,
  ref: BackendReference,
  tls: UpstreamTls,
): Destination {
  const { world } = facts;
  if (tls.problem !== undefined) {
    const message = `TLS to ${nameOf(ref)} cannot be set up: ${tls.problem}`;
    return { ...NOWHERE, problem: problem('InvalidBackendTLS', message) };
  }
  if (isExtensionResource(world, ref)) {
    return toExtension(world, ref);
  }
  const target = lookupBackend(world, ref);
  return isItem(target)
    ? toEndpoints(facts, input, ref, target)
    : { dynamicResolver: false, usable: true, unknown: notRead(ref) };
}

/** Found before the backend itself is looked for. */
const OF_REFERENCE = [
  'InvalidKind',
  'PortNotSpecified',
  'RefNotPermitted',
  'UnsupportedRefValue',
];

/** What a GRPCRoute mirrors to is not there for Envoy Gateway unless something else refers to it, too. */
function orUnloaded(
  facts: BackendFacts,
  { routeKind, mirror }: BackendRefInput,
  ref: BackendReference,
  wrong: RouteProblem | undefined,
): RouteProblem | undefined {
  return mirror &&
    routeKind === 'GRPCRoute' &&
    !OF_REFERENCE.includes(wrong?.reason ?? '') &&
    !facts.isLoaded(ref)
    ? problem(
        'BackendNotFound',
        `${nameOf(
          ref,
        )} is not known to Envoy Gateway, which does not look for what a GRPCRoute mirrors to`,
      )
    : wrong;
}

/** Problems are told as sentences, whoever put them into words. */
function asSentence(text: string): string {
  const full = text.endsWith('.') ? text : `${text}.`;
  return full.charAt(0).toUpperCase() + full.slice(1);
}

/** An earlier uncertainty comes first, and stays with a later problem: another one may stand before it. */
function outcomeOf(
  ref: BackendReference,
  { problem: wrong, dynamicResolver, usable, unknown: own }: Destination,
  earlier?: Unknown,
): BackendRefOutcome {
  const unknown = earlier ?? own;
  return {
    ref: objectRefOf(ref),
    weight: ref.weight,
    dynamicResolver,
    usable,
    ...(wrong && {
      problem: {
        ...wrong,
        message: asSentence(wrong.message),
        ...(unknown && { unknown }),
      },
    }),
    ...(unknown && { unknown }),
  };
}

/**
 * What a reference from a route to a backend comes to: the first problem upstream meets (`processDestination`),
 * or none.
 */
export function judgeReference(
  facts: BackendFacts,
  input: BackendRefInput,
): JudgedBackendRef {
  const { world } = facts;
  const ref = readBackendReference(input.backendRef, input.route.namespace);
  const wrong = orUnloaded(
    facts,
    input,
    ref,
    referenceProblem(world, input, ref, facts.backendProblem),
  );
  if (wrong) {
    return { outcome: outcomeOf(ref, { ...NOWHERE, problem: wrong }) };
  }
  if (ref.weight === 0) {
    const unread = lookupBackend(world, ref) === 'unread';
    const unknown = unread ? notRead(ref) : undefined;
    return { outcome: outcomeOf(ref, { ...NOWHERE, unknown }) };
  }
  const tls = judgeUpstreamTls(world, ref, input.gateway);
  const destination = destinationOf(facts, input, ref, tls);
  return {
    outcome: outcomeOf(ref, destination, tls.unknown),
    tlsPolicy: tls.policy,
  };
}
