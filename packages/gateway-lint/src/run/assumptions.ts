import {
  DEFAULT_TRANSLATION_SETTINGS,
  JsonObject,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Entry } from './inventory';

/** What is taken for granted of objects that were not given. */
export interface Assumptions {
  /** Objects that are taken to be there. */
  objects: JsonObject[];
  /** What is assumed, and what is not judged for want of it, in words. */
  notes: string[];
}

const GATEWAY_API = 'gateway.networking.k8s.io';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

const POLICIES = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'EnvoyExtensionPolicy',
];

function isOf(
  { ref }: Entry,
  group: string,
  kinds: readonly string[],
): boolean {
  return ref.group === group && kinds.includes(ref.kind);
}

/** Without its class nothing is known of a Gateway: as a rule it is Envoy Gateway's, and kept elsewhere. */
function assumedClasses(
  entries: readonly Entry[],
  controllerName = DEFAULT_TRANSLATION_SETTINGS.controllerName,
): Assumptions {
  if (entries.some(entry => isOf(entry, GATEWAY_API, ['GatewayClass']))) {
    return { objects: [], notes: [] };
  }
  const names = new Set(
    entries.flatMap(entry =>
      isOf(entry, GATEWAY_API, ['Gateway'])
        ? stringAt(entry.object, 'spec', 'gatewayClassName') || []
        : [],
    ),
  );
  return {
    objects: [...names].map(name => ({
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'GatewayClass',
      metadata: { name },
      spec: { controllerName },
    })),
    notes:
      names.size === 0
        ? []
        : [
            `No GatewayClass was given: ${[...names].join(', ')} ${
              names.size === 1 ? 'is' : 'are'
            } taken to be Envoy Gateway's, without parameters`,
          ],
  };
}

function withoutGateways(entries: readonly Entry[]): string[] {
  if (entries.some(entry => isOf(entry, GATEWAY_API, ['Gateway']))) {
    return [];
  }
  const count = entries.filter(
    entry =>
      isOf(entry, GATEWAY_API, ROUTES) ||
      isOf(entry, 'gateway.envoyproxy.io', POLICIES),
  ).length;
  return count === 0
    ? []
    : [
        `No Gateway was given, so what Envoy Gateway makes of the routes and policies (${count}) was not judged: give the Gateways too, or what is in the cluster with --against`,
      ];
}

/** What is assumed beside what is given. */
export function assume(
  entries: readonly Entry[],
  controllerName: string | undefined,
): Assumptions {
  const classes = assumedClasses(entries, controllerName);
  return {
    objects: classes.objects,
    notes: [...classes.notes, ...withoutGateways(entries)],
  };
}
