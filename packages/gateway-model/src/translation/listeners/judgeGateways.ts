import { listAt, stringAt } from '../../json';
import {
  BackendStage,
  GatewayContext,
  ListenerContext,
  ListenerSetContext,
  ListenerStage,
  PredictedCondition,
  RouteContext,
  RouteParentContext,
  Unknown,
  World,
} from '../types';
import { VersionRules, versionRules } from '../versionRules';
import { presumption } from './presumption';
import { judgeTelemetry, TelemetryJudgement } from './telemetry';

/**
 * A listener as the status of its Gateway or ListenerSet tells it.
 *
 * @public
 */
export interface PredictedListener {
  readonly listener: ListenerContext;
  readonly name: string;
  readonly supportedKinds: ListenerContext['supportedKinds'];
  readonly attachedRoutes: number;
  readonly conditions: readonly PredictedCondition[];
}

/** @public */
export interface GatewayAddress {
  readonly type: 'IPAddress' | 'Hostname';
  readonly value: string;
}

/** @public */
export interface GatewayStatus {
  readonly gateway: GatewayContext;
  readonly conditions: readonly PredictedCondition[];
  /** Where it can be known from the spec; `undefined` where the infrastructure gives them. */
  readonly addresses?: readonly GatewayAddress[];
  /** Its own listeners; those of ListenerSets are told in theirs. */
  readonly listeners: readonly PredictedListener[];
  /** ListenerSets of which at least one listener is accepted. */
  readonly attachedListenerSets: number;
}

/** @public */
export interface ListenerSetStatus {
  readonly listenerSet: ListenerSetContext;
  readonly conditions: readonly PredictedCondition[];
  readonly listeners: readonly PredictedListener[];
}

/** @public */
export interface GatewayStatuses {
  readonly gateways: readonly GatewayStatus[];
  readonly listenerSets: readonly ListenerSetStatus[];
}

function isAcceptedFalse(conditions: readonly PredictedCondition[]): boolean {
  return conditions.some(
    ({ type, status }) => type === 'Accepted' && status === 'False',
  );
}

/** Upstream gives up on some routes before it counts them. */
function counts(route: RouteContext, parent: RouteParentContext): boolean {
  switch (route.kind) {
    case 'GRPCRoute':
      return !isAcceptedFalse(parent.conditions);
    case 'TCPRoute':
    case 'UDPRoute':
      return listAt(route.item.spec, 'rules').length === 1;
    default:
      return true;
  }
}

/**
 * Routes with a hostname in common with the listener, valid or not, whether it serves or not; before 1.8, all it
 * lets in.
 */
function countRoutes(
  routes: readonly RouteContext[],
  { countsByHostname }: VersionRules,
): ReadonlyMap<ListenerContext, number> {
  const attached = new Map<ListenerContext, number>();
  for (const route of routes) {
    for (const parent of route.parents) {
      if (!countsByHostname || counts(route, parent)) {
        for (const { listener, hostnames } of parent.listeners) {
          if (hostnames.length > 0 || !countsByHostname) {
            attached.set(listener, (attached.get(listener) ?? 0) + 1);
          }
        }
      }
    }
  }
  return attached;
}

/** What only the proxies and their Service can tell. */
const RUNNING: Unknown = {
  reason: 'Infrastructure',
  message: 'It depends on the proxies running and having an address',
};

function addressesOf(gateway: GatewayContext): GatewayAddress[] {
  return listAt(gateway.item.spec, 'addresses').map(address => ({
    type: stringAt(address, 'type') === 'Hostname' ? 'Hostname' : 'IPAddress',
    value: stringAt(address, 'value') ?? '',
  }));
}

const ACCEPTED: PredictedCondition = {
  type: 'Accepted',
  status: 'True',
  reason: 'Accepted',
  message: 'Envoy Gateway has accepted the Gateway',
};

function acceptedCondition(
  listeners: readonly ListenerContext[],
): PredictedCondition {
  const refused = listeners
    .filter(
      ({ conditions }) =>
        !conditions.some(
          ({ type, status }) => type === 'Accepted' && status === 'True',
        ),
    )
    .map(({ name }) => name)
    .sort();
  if (refused.length === 0) {
    return ACCEPTED;
  }
  return {
    type: 'Accepted',
    status: refused.length < listeners.length ? 'True' : 'False',
    reason: 'ListenersNotValid',
    message: `Not valid are the listeners ${refused.join(', ')}`,
  };
}

/** Upstream makes no proxies while they would have nothing to listen on; those there are it keeps. */
function programmedCondition(
  addresses: readonly GatewayAddress[],
  serves: boolean,
  { gatewayAddresses }: VersionRules,
): PredictedCondition {
  if (gatewayAddresses && addresses.some(({ type }) => type === 'Hostname')) {
    return {
      type: 'Programmed',
      status: 'False',
      reason: 'AddressNotUsable',
      message: 'A Gateway cannot be given a hostname for an address',
    };
  }
  return serves
    ? {
        type: 'Programmed',
        status: 'True',
        reason: 'Programmed',
        message: 'The Gateway has an address and proxies',
        unknown: RUNNING,
      }
    : {
        type: 'Programmed',
        status: 'False',
        reason:
          addresses.length > 0 ? 'AddressNotUsable' : 'AddressNotAssigned',
        message: 'No listener serves, so that there are no proxies',
        unknown: RUNNING,
      };
}

/** The listeners of the Gateway itself; those of ListenerSets are told elsewhere. */
function ownListeners({ listeners }: GatewayContext): ListenerContext[] {
  return listeners.filter(({ listenerSet }) => !listenerSet);
}

/** What is known of a Gateway only when backends are; its own problems with telemetry included. */
function gatewayConditions(
  world: World,
  gateway: GatewayContext,
  { problem, unknown }: TelemetryJudgement,
  addresses: readonly GatewayAddress[],
  serves: boolean,
): readonly PredictedCondition[] {
  const { conditions } = gateway;
  if (!gateway.accepted) {
    return conditions;
  }
  if (problem !== undefined) {
    return [
      ...conditions,
      {
        type: 'Accepted',
        status: 'False',
        reason: 'InvalidParameters',
        message: `Telemetry as its EnvoyProxy asks for cannot be set up: ${problem}`,
      },
    ];
  }
  if (world.settings.translatorOnly) {
    return conditions;
  }
  const own = versionRules(world.settings).gatewayGoesByListeners
    ? ownListeners(gateway)
    : [];
  const accepted = acceptedCondition(own);
  const depends =
    gateway.unknown ??
    unknown ??
    own
      .map(listener => presumption(listener.conditions, 'Accepted'))
      .find(one => one !== undefined);
  return [
    ...conditions,
    { ...accepted, ...(depends && { unknown: depends }) },
    programmedCondition(addresses, serves, versionRules(world.settings)),
  ];
}

/** Keys of the proxies that have something to listen on. */
function serving(gateways: readonly GatewayContext[]): ReadonlySet<string> {
  return new Set(
    gateways
      .filter(({ listeners }) => listeners.some(({ ready }) => ready))
      .map(({ irKey }) => irKey),
  );
}

/**
 * The statuses of Gateways and ListenerSets, once routes and backends are known.
 *
 * @public
 */
export function judgeGateways(
  world: World,
  stage: ListenerStage,
  routes: readonly RouteContext[],
  backends: BackendStage,
): GatewayStatuses {
  const attached = countRoutes(routes, versionRules(world.settings));
  const served = serving(stage.gateways);
  const statusOf = (listener: ListenerContext): PredictedListener => ({
    listener,
    name: listener.name,
    supportedKinds: listener.supportedKinds,
    attachedRoutes: attached.get(listener) ?? 0,
    conditions: listener.conditions,
  });
  const attachedSets = new Map<GatewayContext, number>();
  for (const { gateway, conditions } of stage.listenerSets) {
    if (gateway?.accepted && !isAcceptedFalse(conditions)) {
      attachedSets.set(gateway, (attachedSets.get(gateway) ?? 0) + 1);
    }
  }
  return {
    gateways: stage.gateways.map(gateway => {
      const telemetry = gateway.accepted
        ? judgeTelemetry(gateway, backends)
        : {};
      const addresses = addressesOf(gateway);
      return {
        gateway,
        conditions: gatewayConditions(
          world,
          gateway,
          telemetry,
          addresses,
          served.has(gateway.irKey),
        ),
        ...(addresses.length > 0 && { addresses }),
        listeners: ownListeners(gateway).map(statusOf),
        attachedListenerSets: attachedSets.get(gateway) ?? 0,
      };
    }),
    listenerSets: stage.listenerSets.map(listenerSet => ({
      listenerSet,
      conditions: listenerSet.conditions,
      listeners: listenerSet.listeners.map(statusOf),
    })),
  };
}
