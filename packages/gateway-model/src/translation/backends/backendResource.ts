import {
  booleanAt,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { Item, PredictedCondition, TranslationSettings, World } from '../types';
import { isDnsSubdomain, parseIpAddress } from '../values';
import { versionRules } from '../versionRules';
import { isLoopback } from './addresses';
import { backendTlsPolicyItems, targetsOf } from './tlsPolicyTargets';

/** What is wrong with a Backend, by the reason a route that refers to it will give. */
export interface BackendProblem {
  reason: 'InvalidBackendRef' | 'InvalidAddress';
  message: string;
}

export function isDynamicResolver(backend: Item): boolean {
  return stringAt(backend.spec, 'type') === 'DynamicResolver';
}

function hasCaCertificates(validation: JsonObject | undefined): boolean {
  return (
    stringAt(validation, 'wellKnownCACertificates') !== undefined ||
    listAt(validation, 'caCertificateRefs').length > 0
  );
}

/** Ports of a Backend's endpoints, by which the sections of a BackendTLSPolicy name them. */
function endpointPorts(backend: Item): Set<string> {
  const ports = new Set<string>();
  for (const endpoint of listAt(backend.spec, 'endpoints')) {
    const address = objectAt(endpoint, 'fqdn') ?? objectAt(endpoint, 'ip');
    if (address) {
      ports.add(String(numberAt(address, 'port') ?? 0));
    }
  }
  return ports;
}

/**
 * Whether BackendTLSPolicies tell whom to trust: one with certificates for the whole Backend, or any for
 * each of its ports. Upstream compares names alone, so policies of other namespaces count.
 */
function coveredByTlsPolicies(world: World, backend: Item): boolean {
  const ports = endpointPorts(backend);
  const open = new Set(ports);
  for (const policy of backendTlsPolicyItems(world)) {
    for (const target of targetsOf(policy)) {
      if (
        target.group !== ENVOY_GATEWAY_GROUP ||
        target.kind !== 'Backend' ||
        target.name !== backend.name
      ) {
        continue;
      }
      if (target.sectionName !== undefined) {
        open.delete(target.sectionName);
      } else if (hasCaCertificates(objectAt(policy.spec, 'validation'))) {
        return true;
      }
    }
  }
  return ports.size > 0 && open.size === 0;
}

function tlsProblem(world: World, backend: Item): BackendProblem | undefined {
  const tls = objectAt(backend.spec, 'tls');
  if (!tls) {
    return undefined;
  }
  if (
    !booleanAt(tls, 'insecureSkipVerify') &&
    !hasCaCertificates(tls) &&
    !coveredByTlsPolicies(world, backend)
  ) {
    return {
      reason: 'InvalidBackendRef',
      message:
        'spec.tls must say whom to trust (caCertificateRefs or wellKnownCACertificates), or skip verification',
    };
  }
  const namespace = stringAt(tls, 'clientCertificateRef', 'namespace');
  if (namespace && namespace !== backend.namespace) {
    return {
      reason: 'InvalidBackendRef',
      message: `spec.tls.clientCertificateRef names a Secret of namespace ${namespace}; it must be of the Backend's own, ${backend.namespace}`,
    };
  }
  return undefined;
}

function hostnameProblem(
  hostname: string,
  field: string,
  settings: TranslationSettings,
): string | undefined {
  const isRooted =
    hostname.endsWith('.') && versionRules(settings).rootedHostnames;
  const name = isRooted ? hostname.slice(0, -1) : hostname;
  if (!isDnsSubdomain(name)) {
    return `${field} "${hostname}" is not a DNS name`;
  }
  if (!settings.runningOnHost && !hostname.includes('.')) {
    return `${field} "${hostname}" must have at least two labels`;
  }
  return parseIpAddress(hostname)
    ? `${field} "${hostname}" is an IP address; use ip instead`
    : undefined;
}

function ipProblem(
  address: string,
  runningOnHost: boolean,
): string | undefined {
  const ip = parseIpAddress(address);
  if (!ip) {
    return `"${address}" is not an IP address`;
  }
  return isLoopback(ip) && !runningOnHost
    ? `loopback address ${address} is of no use to proxies in a cluster`
    : undefined;
}

function endpointProblem(
  endpoint: unknown,
  settings: TranslationSettings,
): string | undefined {
  const hostname = stringAt(endpoint, 'hostname');
  const wrongHostname =
    hostname === undefined
      ? undefined
      : hostnameProblem(hostname, 'hostname', settings);
  if (wrongHostname) {
    return wrongHostname;
  }
  const fqdn = objectAt(endpoint, 'fqdn');
  if (fqdn) {
    const name = stringAt(fqdn, 'hostname') ?? '';
    return hostnameProblem(name, 'fqdn.hostname', settings);
  }
  const ip = objectAt(endpoint, 'ip');
  return ip && ipProblem(stringAt(ip, 'address') ?? '', settings.runningOnHost);
}

/** The first thing wrong with a Backend, in Envoy Gateway's order. */
export function backendProblem(
  world: World,
  backend: Item,
): BackendProblem | undefined {
  const endpoints = listAt(backend.spec, 'endpoints');
  if (isDynamicResolver(backend) && endpoints.length > 0) {
    return {
      reason: 'InvalidBackendRef',
      message: 'a DynamicResolver has no endpoints of its own',
    };
  }
  const tls = tlsProblem(world, backend);
  if (tls) {
    return tls;
  }
  for (const endpoint of endpoints) {
    const message = endpointProblem(endpoint, world.settings);
    if (message) {
      return { reason: 'InvalidAddress', message };
    }
  }
  return undefined;
}

/** Upstream writes a refusal as a condition of type `Invalid`: type and reason are swapped there. */
function refused(message: string): PredictedCondition {
  return { type: 'Invalid', status: 'False', reason: 'Accepted', message };
}

function conditionOf(world: World, backend: Item): PredictedCondition {
  if (!world.settings.backendEnabled) {
    return refused('This Envoy Gateway does not enable Backends.');
  }
  const problem = backendProblem(world, backend);
  return problem
    ? refused(`The Backend is invalid: ${problem.message}.`)
    : {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'The Backend is valid.',
      };
}

/** Conditions of every Backend. */
export function backendStatuses(
  world: World,
): { item: Item; conditions: readonly PredictedCondition[] }[] {
  return world
    .items(ENVOY_GATEWAY_GROUP, 'Backend')
    .map(item => ({ item, conditions: [conditionOf(world, item)] }));
}
