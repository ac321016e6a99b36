import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  ListenerContext,
  objectAt,
  PredictedCondition,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { durations, ifTrue, isBadDuration, stringMatch } from '../fields';
import { ListenerSubject } from '../types';
import { pick, quantity } from '../values';
import { isConnectionReadable } from './transport';

const LAYER7 = ['HTTPRoute', 'GRPCRoute'];

/** Hosts of the listener's routes in Envoy's configuration, one for each of them. */
function servedHosts({ translation, listener }: ListenerSubject): string[] {
  return translation.routes
    .filter(({ kind }) => LAYER7.includes(kind))
    .flatMap(({ parents }) => parents)
    .flatMap(({ listeners, rules }) =>
      listeners
        .filter(one => one.listener === listener)
        .flatMap(({ hostnames }) =>
          rules
            .filter(({ dropped }) => !dropped)
            .flatMap(({ matches }) => matches.flatMap(() => hostnames)),
        ),
    );
}

function defaultHost(subject: ListenerSubject): string | undefined {
  const own = stringAt(subject.listener.spec, 'hostname');
  if (own !== undefined && !own.includes('*')) {
    return own;
  }
  const hosts = servedHosts(subject).filter(one => !one.includes('*'));
  return hosts.length === 1 ? hosts[0] : undefined;
}

export function http1(
  spec: JsonObject,
  subject: ListenerSubject,
): JsonObject | undefined {
  const settings = objectAt(spec, 'http1');
  if (!settings) {
    return undefined;
  }
  const limited =
    isConnectionReadable(spec) &&
    at(spec, 'connection', 'connectionLimit', 'maxConnectionDuration') !==
      undefined;
  const ignored = listAt(settings, 'ignoredUpgradeTypes');
  const http10 = objectAt(settings, 'http10');
  const wanted = booleanAt(http10, 'useDefaultHost') === true;
  const found = wanted ? defaultHost(subject) : undefined;
  return {
    enableTrailers: ifTrue(at(settings, 'enableTrailers')),
    preserveHeaderCase: ifTrue(at(settings, 'preserveHeaderCase')),
    disableSafeMaxConnectionDuration: limited
      ? ifTrue(at(settings, 'disableSafeMaxConnectionDuration'))
      : undefined,
    ignoredUpgradeTypes:
      ignored.length > 0 ? ignored.map(one => stringMatch(one)) : undefined,
    http10:
      http10 && (!wanted || found !== undefined)
        ? { defaultHost: found }
        : undefined,
  };
}

const INVALID_MESSAGE: Record<string, boolean> = {
  TerminateStream: true,
  TerminateConnection: false,
};

const MIN_WINDOW = 65_535;
const MAX_WINDOW = 2 ** 31 - 1;

const TIMES = ['interval', 'timeout', 'idleInterval'];

function isBadWindow(settings: unknown, field: string): boolean {
  const size = quantity(settings, field) ?? 0;
  return (
    at(settings, field) !== undefined &&
    (size < MIN_WINDOW || size > MAX_WINDOW)
  );
}

export function http2(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'http2');
  const keepalive = objectAt(settings, 'connectionKeepalive');
  if (
    isBadWindow(settings, 'initialStreamWindowSize') ||
    isBadWindow(settings, 'initialConnectionWindowSize') ||
    TIMES.some(field => isBadDuration(keepalive, field))
  ) {
    return undefined;
  }
  return (
    settings && {
      // The representation's names of the two windows are swapped.
      initialConnectionWindowSize: quantity(
        settings,
        'initialStreamWindowSize',
      ),
      initialStreamWindowSize: quantity(
        settings,
        'initialConnectionWindowSize',
      ),
      ...pick(settings, 'maxConcurrentStreams'),
      resetStreamOnError:
        INVALID_MESSAGE[stringAt(settings, 'onInvalidMessage') ?? ''],
      connectionKeepalive: keepalive && {
        ...pick(keepalive, 'intervalJitter'),
        ...durations(keepalive, TIMES),
      },
    }
  );
}

export function http3(
  spec: JsonObject,
  listener: ListenerContext,
): JsonObject | undefined {
  return listener.protocol === 'HTTPS' &&
    objectAt(spec, 'http3') &&
    !objectAt(spec, 'tls', 'clientValidation')
    ? {}
    : undefined;
}

/** A GRPCRoute that is not accepted does not come so far as to a listener. */
function isRefused(conditions: readonly PredictedCondition[]): boolean {
  return conditions.some(
    ({ type, status }) => type === 'Accepted' && status === 'False',
  );
}

export function grpc(
  spec: JsonObject | undefined,
  { translation, listener }: ListenerSubject,
): JsonObject | undefined {
  const settings = objectAt(spec, 'grpc');
  const stats = at(
    listener.gateway.envoyProxy?.spec,
    'telemetry',
    'metrics',
    'enableGRPCStats',
  );
  const routed = translation.routes.some(
    ({ kind, parents }) =>
      kind === 'GRPCRoute' &&
      parents.some(
        ({ listeners, conditions }) =>
          !isRefused(conditions) &&
          listeners.some(
            one => one.listener === listener && one.hostnames.length > 0,
          ),
      ),
  );
  if (!settings && !routed && stats === undefined) {
    return undefined;
  }
  return {
    enableGRPCStats: stats ?? ifTrue(routed),
    enableGRPCWeb: settings ? at(settings, 'enableWeb') : ifTrue(routed),
  };
}

export function path(spec: JsonObject | undefined): JsonObject {
  return {
    mergeSlashes: at(spec, 'path', 'disableMergeSlashes') !== true,
    escapedSlashesAction:
      at(spec, 'path', 'escapedSlashesAction') ?? 'UnescapeAndRedirect',
  };
}
