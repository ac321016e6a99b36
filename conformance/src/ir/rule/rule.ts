import {
  at,
  JsonObject,
  listAt,
  MatchOutcome,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { RouteProjection } from '../types';
import { expectedShares, observedShares } from './destination';
import { ownCors, ownTraffic } from './own';

const PATH_TYPES: Record<string, NonNullable<MatchOutcome['path']>['type']> = {
  exact: 'Exact',
  prefix: 'PathPrefix',
  safeRegex: 'RegularExpression',
};

function observedPath(route: JsonObject) {
  const path = objectAt(route, 'pathMatch');
  const field = Object.keys(PATH_TYPES).find(
    one => stringAt(path, one) !== undefined,
  );
  return field && { type: PATH_TYPES[field], value: at(path, field) };
}

function observedMethod(route: JsonObject) {
  const match = listAt(route, 'headerMatches').find(
    one => stringAt(one, 'name') === ':method',
  );
  return stringAt(match, 'exact');
}

/** What a rule is by itself: what it matches, where it sends requests, and what it says where a policy could. */
export const rule: RouteProjection = {
  observed({ layer, route }) {
    if (layer !== 'http') {
      return { shares: observedShares(route) };
    }
    return {
      path: observedPath(route),
      method: observedMethod(route),
      timeout: at(route, 'timeout'),
      retry: at(route, 'retry'),
      cors: at(route, 'cors'),
      shares: observedShares(route),
    };
  },
  expected(subject) {
    const { route, rule: outcome, match } = subject;
    const { answers } = match?.preflight ?? outcome;
    const shares = expectedShares(subject, answers);
    if (route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute') {
      return { shares };
    }
    return {
      path: match?.path,
      method: match?.method,
      cors: ownCors(subject),
      ...(!match?.preflight && ownTraffic(subject)),
      shares,
    };
  },
};
