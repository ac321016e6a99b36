import { JsonObject, listAt, objectAt, stringAt } from '../../json';
import { MatchParts, StringMatch } from './matchKey';
import {
  isMatchProblem,
  MatchProblem,
  regexProblem,
  stringMatches,
} from './stringMatches';

/** The path of a match; a type Envoy Gateway does not know says nothing. */
function pathMatch(
  path: JsonObject | undefined,
): StringMatch | MatchProblem | undefined {
  const value = stringAt(path, 'value');
  switch (path && (stringAt(path, 'type') ?? 'PathPrefix')) {
    case 'PathPrefix':
      return { prefix: value };
    case 'Exact':
      return { exact: value };
    case 'RegularExpression':
      return (
        regexProblem('The match of the path', value ?? '') ?? { regex: value }
      );
    default:
      return undefined;
  }
}

/** A match of an HTTPRoute, without cookies. */
export function httpParts(match: JsonObject): MatchParts | MatchProblem {
  const path = pathMatch(objectAt(match, 'path'));
  if (path && isMatchProblem(path)) {
    return path;
  }
  const headers = stringMatches('header', listAt(match, 'headers'));
  if (isMatchProblem(headers)) {
    return headers;
  }
  const queryParams = stringMatches(
    'query parameter',
    listAt(match, 'queryParams'),
  );
  if (isMatchProblem(queryParams)) {
    return queryParams;
  }
  const method = stringAt(match, 'method');
  return {
    path,
    headers:
      method === undefined
        ? headers
        : [...headers, { name: ':method', exact: method }],
    queryParams,
    cookies: [],
  };
}

/** The conditions of a CORS preflight request to the same place. */
export function preflightParts(parts: MatchParts): MatchParts {
  return {
    ...parts,
    headers: [
      ...parts.headers.filter(({ name }) => name !== ':method'),
      { name: ':method', exact: 'OPTIONS' },
      { name: 'origin', regex: '.*' },
      { name: 'access-control-request-method', regex: '.*' },
    ],
  };
}
