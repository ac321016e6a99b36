import { JsonObject, listAt, objectAt, stringAt } from '../../json';
import { MatchParts, StringMatch } from './matchKey';
import {
  isMatchProblem,
  MatchProblem,
  regexProblem,
  stringMatches,
} from './stringMatches';

/** Any service, and any method, where a regular expression is given for the other one only. */
const ANY_SERVICE = '(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*';
const ANY_METHOD = '[A-Za-z_][A-Za-z_0-9]*';

interface Method {
  readonly path?: StringMatch;
  /** Envoy matches the end of a path as the header `:path`. */
  readonly header?: StringMatch;
}

function exactMethod(service?: string, method?: string): Method {
  if (service !== undefined && method !== undefined) {
    return { path: { exact: `/${service}/${method}` } };
  }
  if (method !== undefined) {
    return { header: { name: ':path', suffix: `/${method}` } };
  }
  return service === undefined ? {} : { path: { prefix: `/${service}` } };
}

function regexMethod(service?: string, method?: string): Method {
  return service === undefined && method === undefined
    ? {}
    : { path: { regex: `/${service ?? ANY_SERVICE}/${method ?? ANY_METHOD}` } };
}

function methodMatch(raw: JsonObject | undefined): Method | MatchProblem {
  const service = stringAt(raw, 'service');
  const method = stringAt(raw, 'method');
  switch (raw && (stringAt(raw, 'type') ?? 'Exact')) {
    case 'Exact':
      return exactMethod(service, method);
    case 'RegularExpression':
      return (
        regexProblem('The match of the service', service ?? '') ??
        regexProblem('The match of the method', method ?? '') ??
        regexMethod(service, method)
      );
    default:
      return {};
  }
}

/** A match of a GRPCRoute, whose path is `/service/method`, without cookies. */
export function grpcParts(match: JsonObject): MatchParts | MatchProblem {
  const headers = stringMatches('header', listAt(match, 'headers'));
  if (isMatchProblem(headers)) {
    return headers;
  }
  const method = methodMatch(objectAt(match, 'method'));
  if (isMatchProblem(method)) {
    return method;
  }
  return {
    path: method.path,
    headers: method.header ? [...headers, method.header] : headers,
    queryParams: [],
    cookies: [],
  };
}
