import {
  EffectiveKind,
  EffectiveValue,
  JsonObject,
  JsonStep,
  listAt,
  numberAt,
  objectAt,
  stringAt,
  valuesOfRule,
} from '@envoy-gateway-portal/gateway-model';
import { RouteSubject } from '../types';
import { duration, pick } from '../values';
import { cors } from '../security';

type Branch = Record<JsonStep, unknown>;

/** Puts single values back together: the fields a policy would say the same in. */
function joined(values: readonly EffectiveValue[]): JsonObject {
  const root: Branch = {};
  for (const { path, value } of values) {
    let branch = root;
    path.slice(0, -1).forEach((step, index) => {
      branch[step] ??= typeof path[index + 1] === 'number' ? [] : {};
      branch = branch[step] as Branch;
    });
    branch[path[path.length - 1]] = value;
  }
  return root as JsonObject;
}

function own(
  kind: EffectiveKind,
  { route, ruleIndex }: RouteSubject,
): JsonObject {
  return joined(valuesOfRule(kind, { route, ruleIndex }));
}

function retryOf(value: unknown) {
  const timeout = duration(value, 'perRetry', 'timeout');
  const baseInterval = duration(value, 'perRetry', 'backOff', 'baseInterval');
  const codes = listAt(value, 'retryOn', 'httpStatusCodes');
  return (
    objectAt(value) && {
      ...pick(value, 'numRetries'),
      retryOn: codes.length > 0 ? { httpStatusCodes: codes } : undefined,
      perRetry:
        timeout === undefined && baseInterval === undefined
          ? undefined
          : { timeout, backOff: baseInterval && { baseInterval } },
    }
  );
}

/** What Envoy Gateway takes for a request's timeout that Go cannot read. */
const DEFAULT_TIMEOUT = '15s';

/** What an HTTPRoute's rule says itself where a BackendTrafficPolicy could. */
export function ownTraffic(subject: RouteSubject): JsonObject {
  const values = own('BackendTrafficPolicy', subject);
  const path = ['timeout', 'http', 'requestTimeout'];
  return {
    timeout:
      stringAt(values, ...path) === undefined
        ? undefined
        : duration(values, ...path) ?? DEFAULT_TIMEOUT,
    retry: retryOf(objectAt(values, 'retry')),
  };
}

/** What it says where a SecurityPolicy could. The age is a number of seconds here. */
export function ownCors(subject: RouteSubject): JsonObject | undefined {
  const value = objectAt(own('SecurityPolicy', subject), 'cors');
  return (
    value && cors({ ...value, maxAge: `${numberAt(value, 'maxAge') ?? 0}s` })
  );
}
