import { listAt, stringAt } from '../../json';
import { MatchOutcome, RouteProblem, RuleAnswer, RuleOutcome } from '../types';
import { judgeFilters } from './filters';
import { FiltersOutcome, HttpRouteKind } from './gatheredFilters';
import { Presumption } from './problems';
import {
  judgeBackendRef,
  judgeBackends,
  JudgedBackends,
  RuleInput,
} from './ruleBackends';
import { ruleMatches } from './ruleMatches';
import { versionRules } from '../versionRules';
import { sessionProblem } from './sessionPersistence';
import { isMatchProblem } from './stringMatches';

export interface JudgedRule {
  readonly outcome: RuleOutcome;
  readonly problems: readonly RouteProblem[];
  readonly presumptions: readonly Presumption[];
}

/** What else is wrong with backends that could be sent to. */
function combinationProblem(
  { kind, index, rule }: RuleInput,
  { usable, dynamicResolver }: JudgedBackends,
  filters: FiltersOutcome,
): RouteProblem | undefined {
  if (!usable || !dynamicResolver) {
    return undefined;
  }
  if (filters.rewritesHostFromPath) {
    return {
      type: 'ResolvedRefs',
      reason: 'UnsupportedValue',
      message: `Rule ${index} computes the host from the path, which a dynamic resolver must not be sent to.`,
    };
  }
  return kind === 'HTTPRoute' && listAt(rule, 'backendRefs').length > 1
    ? {
        type: 'ResolvedRefs',
        reason: 'InvalidBackendRef',
        message: `Rule ${index} has a dynamic resolver beside other backends.`,
      }
    : undefined;
}

/** What a rule answers that has nowhere to forward to. */
function answerOfBackends(
  backends: JudgedBackends,
  combination: RouteProblem | undefined,
): RuleAnswer | undefined {
  if (!backends.usable) {
    return backends.withoutEndpoints && !backends.invalid
      ? { status: 503, why: 'NoEndpoints' }
      : { status: 500, why: 'InvalidBackend' };
  }
  return combination && { status: 500, why: 'InvalidBackend' };
}

/** What the filters make a rule answer, before anything is known to be wrong. */
function answerOfFilters({
  directResponse,
  redirect,
}: FiltersOutcome): RuleAnswer | undefined {
  if (directResponse) {
    return directResponse.failed
      ? { status: 500, why: 'InvalidFilter' }
      : { status: directResponse.status, why: 'DirectResponse' };
  }
  return redirect && { status: redirect.status, why: 'Redirect' };
}

interface Answers {
  readonly rule?: RuleAnswer;
  readonly preflight?: RuleAnswer;
}

function answersOf(
  kind: HttpRouteKind,
  filters: FiltersOutcome,
  ofBackends: RuleAnswer | undefined,
): Answers {
  const own = answerOfFilters(filters);
  // A mirror without endpoints does not stop the rule.
  if (filters.problems.some(({ type }) => type !== 'BackendsAvailable')) {
    const failed: RuleAnswer = { status: 500, why: 'InvalidFilter' };
    return kind === 'HTTPRoute'
      ? { rule: failed, preflight: failed }
      : { rule: own ?? failed };
  }
  return { rule: own ?? ofBackends, preflight: ofBackends };
}

function withPreflightAnswer(
  matches: readonly MatchOutcome[],
  answer: RuleAnswer | undefined,
): readonly MatchOutcome[] {
  return answer && matches.some(match => match.preflight)
    ? matches.map(match =>
        match.preflight ? { ...match, preflight: { answers: answer } } : match,
      )
    : matches;
}

/** Judges one rule of an HTTPRoute or GRPCRoute under one parentRef. */
export function judgeRule(input: RuleInput): JudgedRule {
  const { world, route, kind, rule, index } = input;
  const name = stringAt(rule, 'name');
  const filters = judgeFilters({
    world,
    route,
    kind,
    filters: listAt(rule, 'filters'),
    mirror: backendRef => judgeBackendRef(input, backendRef, { mirror: true }),
  });
  const base = {
    index,
    ...(name !== undefined && { name }),
    ...(filters.cors !== undefined && { corsFilter: filters.cors }),
  };
  const session =
    kind === 'HTTPRoute'
      ? sessionProblem(rule, versionRules(input.world.settings))
      : undefined;
  const matches =
    session === undefined
      ? ruleMatches(kind, rule, filters)
      : { message: session };
  if (isMatchProblem(matches)) {
    const dropped = {
      reason: 'UnsupportedValue',
      message: `Rule ${index} cannot be translated: ${matches.message}`,
    };
    return {
      outcome: { ...base, dropped, matches: [], backends: [] },
      problems: [...filters.problems, { type: 'Accepted', ...dropped }],
      presumptions: filters.presumptions,
    };
  }
  const backends = judgeBackends(input);
  const combination = filters.problems.some(
    ({ type }) => type !== 'BackendsAvailable',
  )
    ? undefined
    : combinationProblem(input, backends, filters);
  const answers = answersOf(
    kind,
    filters,
    answerOfBackends(backends, combination),
  );
  return {
    outcome: {
      ...base,
      ...(answers.rule && { answers: answers.rule }),
      matches: withPreflightAnswer(matches, answers.preflight),
      backends: backends.outcomes,
    },
    problems: [
      ...filters.problems,
      ...backends.problems,
      ...(combination ? [combination] : []),
    ],
    presumptions: [...filters.presumptions, ...backends.presumptions],
  };
}
