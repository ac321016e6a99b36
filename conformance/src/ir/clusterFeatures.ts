import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import {
  duration,
  isNumber,
  isString,
  pick,
  quantity,
  seconds,
  sorted,
} from './values';

function slowStart(balancer: unknown) {
  const window = duration(balancer, 'slowStart', 'window');
  return window === undefined ? {} : { slowStart: { window } };
}

const named = (items: readonly unknown[]) =>
  items.map(item => ({ name: stringAt(item, 'name') }));

function consistentHash(hash: unknown) {
  const tableSize = numberAt(hash, 'tableSize');
  switch (stringAt(hash, 'type')) {
    case 'SourceIP':
      return { tableSize, sourceIP: true };
    case 'Header':
      return { tableSize, headers: named([at(hash, 'header')]) };
    case 'Headers':
      return { tableSize, headers: named(listAt(hash, 'headers')) };
    case 'Cookie':
      return { tableSize, cookie: at(hash, 'cookie') };
    case 'QueryParams':
      return { tableSize, queryParams: named(listAt(hash, 'queryParams')) };
    default:
      return { tableSize };
  }
}

function backendUtilization(balancer: unknown) {
  const given = objectAt(balancer, 'backendUtilization');
  const outOfBand = objectAt(given, 'outOfBand');
  const metrics = listAt(given, 'metricNamesForComputingUtilization');
  return {
    ...slowStart(balancer),
    ...(given && {
      blackoutPeriod: duration(given, 'blackoutPeriod'),
      weightExpirationPeriod: duration(given, 'weightExpirationPeriod'),
      weightUpdatePeriod: duration(given, 'weightUpdatePeriod'),
      ...pick(given, 'errorUtilizationPenaltyPercent'),
      metricNamesForComputingUtilization:
        metrics.length > 0 ? metrics : undefined,
      keepResponseHeaders: booleanAt(given, 'keepResponseHeaders') ?? false,
      outOfBand: outOfBand && {
        ...pick(outOfBand, 'port', 'authority'),
        reportingPeriod: duration(outOfBand, 'reportingPeriod'),
      },
    }),
  };
}

/** Of the types its API knows, the translation passes over dynamic modules. */
function balancing(balancer: unknown): JsonObject | undefined {
  switch (stringAt(balancer, 'type')) {
    case 'ConsistentHash':
      return {
        consistentHash: consistentHash(at(balancer, 'consistentHash')),
      };
    case 'LeastRequest':
      return { leastRequest: slowStart(balancer) };
    case 'RoundRobin':
      return { roundRobin: slowStart(balancer) };
    case 'Random':
      return { random: {} };
    case 'BackendUtilization':
      return { backendUtilization: backendUtilization(balancer) };
    default:
      return undefined;
  }
}

function loadBalancer(balancer: unknown) {
  const policy = balancing(balancer);
  if (!policy) {
    return undefined;
  }
  const preferLocal = objectAt(balancer, 'zoneAware', 'preferLocal');
  const zones = listAt(balancer, 'zoneAware', 'weightedZones');
  const override = objectAt(balancer, 'endpointOverride');
  return {
    ...policy,
    preferLocal:
      preferLocal &&
      pick(preferLocal, 'force', 'minEndpointsThreshold', 'percentageEnabled'),
    weightedZones: zones.length > 0 ? zones : undefined,
    endpointOverride: override && {
      extractFrom: listAt(override, 'extractFrom').map(source =>
        pick(source, 'header'),
      ),
    },
  };
}

function payload(value: unknown) {
  if (!objectAt(value)) {
    return undefined;
  }
  switch (stringAt(value, 'type')) {
    case 'Text':
      return pick(value, 'text');
    case 'Binary':
      return pick(value, 'binary');
    default:
      return {};
  }
}

function healthCheckLog(log: unknown) {
  if (!objectAt(log)) {
    return undefined;
  }
  const matches = listAt(log, 'matches');
  const always = (event: string) =>
    matches.length === 0 || matches.includes(event) || undefined;
  const sinks = listAt(log, 'sinks').filter(
    sink => stringAt(sink, 'type') === 'File',
  );
  return {
    alwaysLogHealthCheckFailures: always('Failure'),
    alwaysLogHealthCheckSuccess: always('Success'),
    fileSinks:
      listAt(log, 'sinks').length === 0
        ? [{ path: '/dev/stdout' }]
        : sinks.map(sink => pick(at(sink, 'file'), 'path')),
  };
}

function httpCheck(http: unknown) {
  const expected = sorted(listAt(http, 'expectedStatuses'), isNumber);
  const retriable = sorted(listAt(http, 'retriableStatuses'), isNumber);
  return {
    host: stringAt(http, 'hostname') ?? '',
    path: stringAt(http, 'path') ?? '',
    method: stringAt(http, 'method')?.toUpperCase(),
    expectedStatuses: expected.length > 0 ? expected : [200],
    retriableStatuses: retriable.length > 0 ? retriable : undefined,
    expectedResponse: payload(at(http, 'expectedResponse')),
    requestBody: payload(at(http, 'requestBody')),
  };
}

function activeCheck(check: unknown) {
  const type = stringAt(check, 'type');
  const http = objectAt(check, 'http');
  const tcp = objectAt(check, 'tcp');
  return {
    ...pick(
      check,
      'initialJitter',
      'unhealthyThreshold',
      'healthyThreshold',
      'overrides',
    ),
    timeout: duration(check, 'timeout'),
    interval: duration(check, 'interval'),
    http: type === 'HTTP' && http ? httpCheck(http) : undefined,
    tcp:
      type === 'TCP' && tcp
        ? {
            send: payload(at(tcp, 'send')),
            receive: payload(at(tcp, 'receive')),
          }
        : undefined,
    grpc:
      type === 'GRPC' ? pick(objectAt(check, 'grpc'), 'service') : undefined,
    backendHealthCheckLog: healthCheckLog(at(check, 'healthCheckLog')),
  };
}

/** Where one of its durations is none, nothing is left of it. */
function passiveCheck(check: JsonObject) {
  const interval = duration(check, 'interval');
  const baseEjectionTime = duration(check, 'baseEjectionTime');
  const broken =
    (interval === undefined && at(check, 'interval') !== undefined) ||
    (baseEjectionTime === undefined &&
      at(check, 'baseEjectionTime') !== undefined);
  return broken ? undefined : { ...check, interval, baseEjectionTime };
}

function healthCheck(check: unknown) {
  const active = objectAt(check, 'active');
  const passive = objectAt(check, 'passive');
  return {
    active: active && activeCheck(active),
    passive: passive && passiveCheck(passive),
    panicThreshold: at(check, 'panicThreshold'),
  };
}

function circuitBreaker(breaker: unknown) {
  const budget = objectAt(breaker, 'retryBudget');
  const numerator = numberAt(budget, 'percent', 'numerator') ?? 0;
  const denominator = numberAt(budget, 'percent', 'denominator') ?? 100;
  return {
    ...objectAt(breaker),
    retryBudget: budget && {
      percent: (numerator / denominator) * 100,
      minRetryConcurrency: numberAt(budget, 'minRetryConcurrency') ?? 3,
    },
  };
}

function timeout(value: unknown) {
  const http = objectAt(value, 'http');
  const connectTimeout = duration(value, 'tcp', 'connectTimeout');
  const names = [
    'connectionIdleTimeout',
    'maxConnectionDuration',
    'maxStreamDuration',
    'requestTimeout',
    'streamIdleTimeout',
  ];
  return {
    tcp: connectTimeout && { connectTimeout },
    http:
      http &&
      Object.fromEntries(names.map(name => [name, duration(http, name)])),
  };
}

/** Anything else, which the schema lets through, is as if it were not there. */
const RESETS_STREAM: Record<string, boolean> = {
  TerminateStream: true,
  TerminateConnection: false,
};

function http2(value: unknown) {
  const keepalive = objectAt(value, 'connectionKeepalive');
  return {
    // The representation names the two windows the wrong way round.
    initialConnectionWindowSize: quantity(value, 'initialStreamWindowSize'),
    initialStreamWindowSize: quantity(value, 'initialConnectionWindowSize'),
    maxConcurrentStreams: at(value, 'maxConcurrentStreams'),
    resetStreamOnError:
      RESETS_STREAM[stringAt(value, 'onInvalidMessage') ?? ''],
    connectionKeepalive: keepalive && {
      interval: duration(keepalive, 'interval'),
      timeout: duration(keepalive, 'timeout'),
      idleInterval: duration(keepalive, 'idleInterval'),
      intervalJitter: at(keepalive, 'intervalJitter'),
    },
  };
}

/** Retries, of a BackendTrafficPolicy or of calls to a service. */
export function retry(value: unknown) {
  if (!objectAt(value)) {
    return undefined;
  }
  const codes = at(value, 'retryOn', 'httpStatusCodes');
  const triggers = at(value, 'retryOn', 'triggers');
  const backOff = objectAt(value, 'perRetry', 'backOff');
  const perRetryTimeout = duration(value, 'perRetry', 'timeout');
  const intervals = {
    baseInterval: duration(backOff, 'baseInterval'),
    maxInterval: duration(backOff, 'maxInterval'),
  };
  const hasBackOff = Object.values(intervals).some(one => one !== undefined);
  return {
    ...pick(value, 'numRetries', 'numAttemptsPerPriority'),
    retryOn:
      codes === undefined && triggers === undefined
        ? undefined
        : {
            httpStatusCodes: codes && sorted(listAt(codes), isNumber),
            triggers: triggers && sorted(listAt(triggers), isString),
          },
    perRetry:
      perRetryTimeout === undefined && !hasBackOff
        ? undefined
        : {
            timeout: perRetryTimeout,
            backOff: hasBackOff ? intervals : undefined,
          },
  };
}

function proxyProtocol(value: unknown) {
  const version = stringAt(value, 'version') ?? '';
  return ['V1', 'V2'].includes(version) ? { version } : undefined;
}

/** What cluster settings become: of a BackendTrafficPolicy, or of a service's `backendSettings`. */
export function clusterFeatures(settings: unknown): JsonObject {
  const of = <T>(field: string, project: (value: unknown) => T) =>
    objectAt(settings, field) && project(at(settings, field));
  return {
    loadBalancer: of('loadBalancer', loadBalancer),
    proxyProtocol: of('proxyProtocol', proxyProtocol),
    healthCheck: of('healthCheck', healthCheck),
    circuitBreaker: of('circuitBreaker', circuitBreaker),
    timeout: of('timeout', timeout),
    tcpKeepalive: of('tcpKeepalive', value => ({
      ...pick(value, 'probes'),
      idleTime: seconds(value, 'idleTime'),
      interval: seconds(value, 'interval'),
    })),
    backendConnection: of('connection', value => ({
      bufferLimit: quantity(value, 'bufferLimit'),
      preconnect: at(value, 'preconnect'),
    })),
    http2: of('http2', http2),
    dns: of('dns', value => ({
      ...pick(value, 'lookupFamily', 'respectDnsTtl'),
      dnsRefreshRate: duration(value, 'dnsRefreshRate'),
    })),
  };
}

/** What a service's `backendSettings` become: nothing, where they set nothing. */
export function serviceFeatures(settings: unknown): JsonObject | undefined {
  const features = {
    ...clusterFeatures(settings),
    retry: retry(at(settings, 'retry')),
  };
  return Object.values(features).some(one => one !== undefined)
    ? features
    : undefined;
}
