import { at, JsonStep, objectAt } from '../../json';
import { leavesOf } from '../../merge';
import { EffectiveKind, EffectiveValue, RouteContext } from '../types';
import { sourceOf } from './values';

/** A value of the route itself that comes before a policy's. */
export interface RuleValue {
  /** Where the policy has it. */
  readonly path: readonly JsonStep[];
  /** Where the route has it. */
  readonly at: readonly JsonStep[];
  readonly value: unknown;
}

export interface RuleValues {
  readonly values: readonly RuleValue[];
  /** Fields of the policy these take the place of, whole. */
  readonly replaces: ReadonlyArray<readonly JsonStep[]>;
}

const NONE: RuleValues = { values: [], replaces: [] };

const REQUEST_TIMEOUT = ['timeout', 'http', 'requestTimeout'];

type Path = readonly JsonStep[];

/** With retries, the time for one request of the backend bounds each try; without, it is all the time there is. */
function trafficOf(route: RouteContext, ruleIndex: number): RuleValues {
  const rule: Path = ['rules', ruleIndex];
  const { spec } = route.item;
  const retry = objectAt(spec, ...rule, 'retry');
  const take = (path: Path, ...from: Path): RuleValue[] => {
    const found = at(spec, ...rule, ...from);
    return found === undefined
      ? []
      : [{ path, at: [...rule, ...from], value: found }];
  };
  const perBackend = ['timeouts', 'backendRequest'];
  const whole = take(REQUEST_TIMEOUT, 'timeouts', 'request');
  const timeout = retry
    ? whole
    : [...take(REQUEST_TIMEOUT, ...perBackend), ...whole].slice(0, 1);
  const retries = retry
    ? [
        ...take(['retry', 'numRetries'], 'retry', 'attempts'),
        ...take(
          ['retry', 'perRetry', 'backOff', 'baseInterval'],
          'retry',
          'backoff',
        ),
        ...take(['retry', 'perRetry', 'timeout'], ...perBackend),
        ...take(['retry', 'retryOn', 'httpStatusCodes'], 'retry', 'codes'),
      ]
    : [];
  const empty: RuleValue[] =
    retry && retries.length === 0
      ? [{ path: ['retry'], at: [...rule, 'retry'], value: retry }]
      : [];
  return {
    values: [...timeout, ...retries, ...empty],
    replaces: [
      ...(timeout.length > 0 ? [REQUEST_TIMEOUT] : []),
      ...(retry ? [['retry']] : []),
    ],
  };
}

function corsOf(route: RouteContext, ruleIndex: number): RuleValues {
  const place = route.parents
    .flatMap(({ rules }) => rules)
    .find(({ index }) => index === ruleIndex)?.corsFilter;
  if (place === undefined) {
    return NONE;
  }
  const from: Path = ['rules', ruleIndex, 'filters', place, 'cors'];
  return {
    values: [...leavesOf(at(route.item.spec, ...from))].map(
      ({ path, value }) => ({
        path: ['cors', ...path],
        at: [...from, ...path],
        value,
      }),
    ),
    replaces: [['cors']],
  };
}

/** What a rule of an HTTPRoute says itself of what a policy of the kind could say. */
export function ruleValues(
  kind: EffectiveKind,
  route: RouteContext,
  ruleIndex: number,
): RuleValues {
  if (route.kind !== 'HTTPRoute') {
    return NONE;
  }
  switch (kind) {
    case 'BackendTrafficPolicy':
      return trafficOf(route, ruleIndex);
    case 'SecurityPolicy':
      return corsOf(route, ruleIndex);
    default:
      return NONE;
  }
}

/** A value of the route as one in force. */
export function valueOfRule(
  route: RouteContext,
  { path, at: from, value }: RuleValue,
  overridden: EffectiveValue['overridden'],
): EffectiveValue {
  return {
    path: [...path],
    value,
    source: sourceOf(route.item, from),
    overridden,
  };
}
