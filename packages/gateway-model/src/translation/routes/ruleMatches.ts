import { isJsonObject, JsonObject, listAt, stringAt } from '../../json';
import { MatchOutcome } from '../types';
import { HttpRouteKind } from './gatheredFilters';
import { grpcParts } from './grpcMatch';
import { MAX_MATCHES } from './limits';
import { httpParts, preflightParts } from './httpMatch';
import { matchKey, MatchParts, StringMatch } from './matchKey';
import { isMatchProblem, MatchProblem, stringMatches } from './stringMatches';

/** What the filters of a rule add to its matches. */
export interface FilterMatches {
  /** `matches` of an HTTPRouteFilter: each is met beside each of the rule's own. */
  readonly matches: readonly unknown[];
  readonly cors?: number;
}

/** The matches of a rule, or why it cannot be translated. */
type JudgedMatches = readonly MatchOutcome[] | MatchProblem;

const EVERYTHING: MatchParts = { headers: [], queryParams: [], cookies: [] };

function pathOf(path: StringMatch | undefined): MatchOutcome['path'] {
  if (path?.exact !== undefined) {
    return { type: 'Exact', value: path.exact };
  }
  if (path?.prefix !== undefined) {
    return { type: 'PathPrefix', value: path.prefix };
  }
  return path?.regex === undefined
    ? undefined
    : { type: 'RegularExpression', value: path.regex };
}

function outcomeOf(
  index: number,
  parts: MatchParts,
  method: string | undefined,
): MatchOutcome {
  const path = pathOf(parts.path);
  return {
    index,
    key: matchKey(parts),
    ...(path && { path }),
    ...(method !== undefined && { method }),
  };
}

/** Browsers send preflight requests with OPTIONS and without cookies: matches for others need a route more. */
function needsPreflight(
  parts: MatchParts,
  method: string | undefined,
  { cors }: FilterMatches,
): boolean {
  return (
    cors !== undefined &&
    method !== undefined &&
    method !== 'OPTIONS' &&
    parts.cookies.length === 0
  );
}

function judge(
  kind: HttpRouteKind,
  rule: JsonObject,
  filters: FilterMatches,
): JudgedMatches {
  const own = listAt(rule, 'matches').map(raw =>
    isJsonObject(raw) ? raw : {},
  );
  if (own.length === 0 && filters.matches.length === 0) {
    return [outcomeOf(-1, EVERYTHING, undefined)];
  }
  const outcomes: MatchOutcome[] = [];
  const cookieLists =
    filters.matches.length === 0 ? [undefined] : filters.matches;
  let index = 0;
  for (const match of own.length === 0 ? [{}] : own) {
    const parts = kind === 'HTTPRoute' ? httpParts(match) : grpcParts(match);
    if (isMatchProblem(parts)) {
      return parts;
    }
    const method = kind === 'HTTPRoute' ? stringAt(match, 'method') : undefined;
    for (const filterMatch of cookieLists) {
      const cookies = stringMatches('cookie', listAt(filterMatch, 'cookies'));
      if (isMatchProblem(cookies)) {
        return cookies;
      }
      const all = { ...parts, cookies };
      outcomes.push(outcomeOf(index, all, method));
      if (needsPreflight(all, method, filters)) {
        outcomes.push({
          ...outcomeOf(index, preflightParts(all), 'OPTIONS'),
          preflight: {},
        });
      }
      index += 1;
      if (index > MAX_MATCHES) {
        return { message: 'The rule has too many matches.' };
      }
    }
  }
  return outcomes;
}

const JUDGED: Record<HttpRouteKind, WeakMap<JsonObject, JudgedMatches>> = {
  HTTPRoute: new WeakMap(),
  GRPCRoute: new WeakMap(),
};

/**
 * The routes a rule becomes, in order: one per match, and one for the preflight requests of a match with CORS.
 * Rules do not change, so what depends on them alone is judged once.
 */
export function ruleMatches(
  kind: HttpRouteKind,
  rule: JsonObject,
  filters: FilterMatches,
): JudgedMatches {
  if (filters.matches.length > 0 || filters.cors !== undefined) {
    return judge(kind, rule, filters);
  }
  let judged = JUDGED[kind].get(rule);
  if (!judged) {
    judged = judge(kind, rule, filters);
    JUDGED[kind].set(rule, judged);
  }
  return judged;
}
