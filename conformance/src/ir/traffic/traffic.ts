import {
  at,
  booleanAt,
  EffectivePolicy,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { clusterFeatures, retry } from '../clusterFeatures';
import { IrRoute, RouteProjection } from '../types';
import { duration, pick, quantity } from '../values';
import { rateLimit } from './rateLimit';
import { responseOverride } from './responses';

const TCP_FIELDS = [
  'loadBalancer',
  'proxyProtocol',
  'healthCheck',
  'circuitBreaker',
  'tcpKeepalive',
  'timeout',
  'backendConnection',
  'dns',
];
const UDP_FIELDS = ['loadBalancer', 'dns'];

const KIBPS: Record<string, number> = {
  Second: 1024,
  Minute: 60 * 1024,
  Hour: 3600 * 1024,
};

function bandwidth(config: unknown) {
  const unit = KIBPS[stringAt(config, 'limit', 'unit') ?? ''] ?? KIBPS.Second;
  const bytes = quantity(config, 'limit', 'value') ?? 0;
  return (
    objectAt(config) && {
      limitKibps: Math.floor(bytes / unit),
      responseTrailers: at(config, 'responseTrailers'),
    }
  );
}

const float = (value: number | undefined) =>
  value === undefined ? undefined : Math.fround(value);

function faultInjection(value: unknown) {
  const delay = objectAt(value, 'delay');
  const abort = objectAt(value, 'abort');
  const fixedDelay = duration(delay, 'fixedDelay');
  // Where the delay is none, nothing is left of faults.
  if (fixedDelay === undefined && at(delay, 'fixedDelay') !== undefined) {
    return undefined;
  }
  return (
    objectAt(value) && {
      delay: delay && {
        fixedDelay: fixedDelay ?? '0s',
        percentage: float(numberAt(delay, 'percentage')),
      },
      abort: abort && {
        ...pick(abort, 'httpStatus', 'grpcStatus'),
        percentage: float(numberAt(abort, 'percentage')),
      },
    }
  );
}

function admissionControl(value: unknown) {
  return (
    objectAt(value) && {
      ...objectAt(value),
      samplingWindow: duration(value, 'samplingWindow'),
    }
  );
}

/** A quantity Kubernetes holds as a decimal number: a binary one with a fraction, or very large. */
const AS_DECIMAL = /^\d*\.\d*[KMGTPE]i$|[PE]i$/;

/** Go keeps the lower half of a number too large; what it does not hold as a whole number it leaves out. */
function unsigned(value: unknown, field: string): number | undefined {
  const number = quantity(value, field);
  return number === undefined ||
    !Number.isInteger(number) ||
    AS_DECIMAL.test(stringAt(value, field) ?? '')
    ? undefined
    : Number(BigInt.asUintN(32, BigInt(number)));
}

/** The list, or the deprecated one; a compressor without its own settings is left out of the former. */
function compression(spec: unknown) {
  const compressors = listAt(spec, 'compressor');
  const all =
    compressors.length > 0 ? compressors : listAt(spec, 'compression');
  const items = all.flatMap((one, i) => {
    const type = stringAt(one, 'type') ?? '';
    return compressors.length > 0 && !objectAt(one, type.toLowerCase())
      ? []
      : [
          {
            type,
            chooseFirst: i === 0 || undefined,
            minContentLength: unsigned(one, 'minContentLength'),
          },
        ];
  });
  return items.length > 0 ? items : undefined;
}

function entries(map: unknown) {
  const all = Object.entries(objectAt(map) ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value }));
  return all.length > 0 ? all : undefined;
}

function telemetry(value: unknown) {
  const tracing = objectAt(value, 'tracing');
  return (
    objectAt(value) && {
      tracing: tracing && {
        ...pick(
          tracing,
          'samplingFraction',
          'clientSamplingFraction',
          'overallSamplingFraction',
          'spanName',
        ),
        customTags: entries(at(tracing, 'customTags')),
        tags: entries(at(tracing, 'tags')),
      },
      metrics: at(value, 'metrics'),
    }
  );
}

function upgrades(spec: unknown) {
  const all = listAt(spec, 'httpUpgrade').map(upgrade => {
    const connect = objectAt(upgrade, 'connect');
    return {
      type: stringAt(upgrade, 'type') ?? '',
      connect: connect && {
        terminate: booleanAt(connect, 'terminate') ?? false,
      },
    };
  });
  return all.length > 0 ? all : undefined;
}

function features(
  spec: JsonObject,
  namespace: string,
  translation: Translation,
): JsonObject {
  const bandwidthLimit = objectAt(spec, 'bandwidthLimit');
  const requestBuffer = objectAt(spec, 'requestBuffer');
  return {
    ...clusterFeatures(spec),
    admissionControl: admissionControl(at(spec, 'admissionControl')),
    rateLimit: rateLimit(spec),
    bandwidthLimit: bandwidthLimit && {
      request: bandwidth(at(bandwidthLimit, 'request')),
      response: bandwidth(at(bandwidthLimit, 'response')),
    },
    faultInjection: faultInjection(at(spec, 'faultInjection')),
    retry: retry(at(spec, 'retry')),
    responseOverride: responseOverride(spec, namespace, translation),
    compression: compression(spec),
    httpUpgrade: upgrades(spec),
    telemetry: telemetry(at(spec, 'telemetry')),
    requestBuffer: requestBuffer && {
      limit: quantity(requestBuffer, 'limit') ?? 0,
    },
  };
}

/** Leaves out what is named after the policy, and brings numbers to one form. */
function withoutNames(key: string, value: unknown): unknown {
  if (key === 'rateLimit' || key === 'responseOverride') {
    return JSON.parse(JSON.stringify(value), (name, one) =>
      typeof one === 'string' && name === 'name' && one.includes('/rule/')
        ? undefined
        : one,
    );
  }
  return value;
}

function observedFeatures(traffic: unknown): JsonObject | undefined {
  const found = objectAt(traffic);
  const dns = objectAt(found, 'dns');
  const override = objectAt(found, 'responseOverride');
  return (
    found && {
      ...Object.fromEntries(
        Object.entries(found).map(([key, value]) => [
          key,
          withoutNames(key, value),
        ]),
      ),
      dns: dns && { ...dns, name: undefined },
      responseOverride: override && {
        rules: at(withoutNames('responseOverride', override), 'rules'),
      },
      faultInjection: faultInjection(at(found, 'faultInjection')),
      requestBuffer: objectAt(found, 'requestBuffer') && {
        limit: quantity(found, 'requestBuffer', 'limit'),
      },
    }
  );
}

function observed({ layer, route }: IrRoute): JsonObject {
  if (layer === 'http') {
    return {
      traffic: observedFeatures(route.traffic),
      useClientProtocol: route.useClientProtocol,
    };
  }
  const fields = layer === 'tcp' ? TCP_FIELDS : UDP_FIELDS;
  return objectAt(observedFeatures(pick(route, ...fields))) ?? {};
}

/** The policy that gave the overrides: of merged ones, the more specific that has any. */
function namespaceOf({ winner, mergedWith }: EffectivePolicy): string {
  return mergedWith && listAt(winner.spec, 'responseOverride').length === 0
    ? mergedWith.namespace
    : winner.namespace;
}

/** What a BackendTrafficPolicy becomes. */
export const traffic: RouteProjection = {
  observed,
  expected({ policy, translation, route }) {
    if (!policy) {
      return {};
    }
    const { kind } = route;
    if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') {
      const fields = kind === 'UDPRoute' ? UDP_FIELDS : TCP_FIELDS;
      return pick(clusterFeatures(policy.spec), ...fields);
    }
    // One that failed leaves its place to a less specific one, if there is any.
    const applied = policy.failure ? policy.filledBy : policy;
    return applied
      ? {
          traffic: features(applied.spec, namespaceOf(applied), translation),
          useClientProtocol: booleanAt(applied.spec, 'useClientProtocol'),
        }
      : {};
  },
};
