import { isJsonObject, JsonObject, listAt, stringAt } from '../../json';
import { ParentReference } from '../../resources';
import {
  BackendOutcome,
  BackendRefOutcome,
  BackendStage,
  GatewayContext,
  Item,
  MatchOutcome,
  RouteProblem,
  RuleAnswer,
  RuleOutcome,
  Unknown,
  World,
} from '../types';
import { FiltersOutcome, HttpRouteKind, judgeFilters } from './filters';
import { Presumption } from './problems';
import { ruleMatches } from './ruleMatches';
import { sessionProblem } from './sessionPersistence';
import { isMatchProblem } from './stringMatches';

export interface RuleInput {
  readonly world: World;
  readonly backends: BackendStage;
  readonly route: Item;
  readonly kind: HttpRouteKind;
  readonly rule: JsonObject;
  readonly index: number;
  readonly parentRef: ParentReference;
  /** Absent when no listener takes the route under this parentRef. */
  readonly gateway?: GatewayContext;
}

export interface JudgedRule {
  readonly outcome: RuleOutcome;
  readonly problems: readonly RouteProblem[];
  readonly presumptions: readonly Presumption[];
}

/** What the backendRefs of a rule come to together. */
interface JudgedBackends {
  readonly outcomes: readonly BackendOutcome[];
  readonly problems: readonly RouteProblem[];
  readonly presumptions: readonly Presumption[];
  /** Some backendRef takes a share of the traffic and can be sent to. */
  readonly usable: boolean;
  readonly invalid: boolean;
  readonly withoutEndpoints: boolean;
  readonly dynamicResolver: boolean;
}

const NO_MIRROR: BackendRefOutcome = {
  ref: { group: '', kind: 'Service', name: '' },
  weight: 1,
  dynamicResolver: false,
  usable: true,
};

function judgeBackendRef(
  input: RuleInput,
  backendRef: JsonObject,
  filters: FiltersOutcome | undefined,
  ruleName: string | undefined,
): BackendRefOutcome {
  const { route, kind, index, gateway, parentRef } = input;
  const filtersProblem = filters?.problems
    .map(problem => problem.message)
    .join(' ');
  return input.backends.judgeBackendRef({
    route,
    routeKind: kind,
    backendRef,
    ruleIndex: index,
    parentRef,
    ...(gateway && { gateway }),
    ...(ruleName !== undefined && { ruleName }),
    ...(filtersProblem && { filtersProblem }),
  });
}

/** Missing endpoints leave the reference resolved. */
function asRuleProblem(
  { index }: RuleInput,
  backend: number,
  problem: RouteProblem,
): RouteProblem {
  return {
    ...problem,
    type:
      problem.reason === 'EndpointsNotFound'
        ? 'BackendsAvailable'
        : 'ResolvedRefs',
    message: `Rule ${index}, backendRef ${backend}: ${problem.message}`,
  };
}

/** Where the object itself is there, only its endpoints are not known: the reference to it is resolved. */
function leavesUnresolved(world: World, { ref }: Unknown): boolean {
  return !ref || typeof world.lookup(ref) === 'string';
}

function judgeBackends(input: RuleInput): JudgedBackends {
  const { world, route, kind, rule } = input;
  const ruleName = stringAt(rule, 'name');
  const outcomes: BackendOutcome[] = [];
  const problems: RouteProblem[] = [];
  const presumptions: Presumption[] = [];
  let usable = false;
  let invalid = false;
  let withoutEndpoints = false;
  let dynamicResolver = false;
  listAt(rule, 'backendRefs').forEach((raw, index) => {
    const backendRef = isJsonObject(raw) ? raw : {};
    const own = listAt(backendRef, 'filters');
    const filters =
      own.length > 0
        ? judgeFilters({
            world,
            route,
            kind,
            filters: own,
            mirror: () => NO_MIRROR,
          })
        : undefined;
    const judged = judgeBackendRef(input, backendRef, filters, ruleName);
    const { ref, weight, problem } = judged;
    const unknown = judged.unknown ?? filters?.presumptions[0]?.unknown;
    outcomes.push({
      index,
      ref,
      weight,
      ...(problem && { problem }),
      ...(unknown && { unknown }),
    });
    if (problem) {
      const ruleProblem = asRuleProblem(input, index, problem);
      problems.push(ruleProblem);
      withoutEndpoints =
        withoutEndpoints || ruleProblem.type === 'BackendsAvailable';
      invalid = invalid || ruleProblem.type === 'ResolvedRefs';
    } else if (unknown && leavesUnresolved(world, unknown)) {
      presumptions.push({ type: 'ResolvedRefs', unknown });
    }
    if (weight !== 0 && !problem) {
      usable = usable || judged.usable;
      dynamicResolver = dynamicResolver || judged.dynamicResolver;
    }
  });
  return {
    outcomes,
    problems,
    presumptions,
    usable,
    invalid,
    withoutEndpoints,
    dynamicResolver,
  };
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
  const base = { index, ...(name !== undefined && { name }) };
  const filters = judgeFilters({
    world,
    route,
    kind,
    filters: listAt(rule, 'filters'),
    mirror: backendRef =>
      judgeBackendRef(input, backendRef, undefined, undefined),
  });
  const session = kind === 'HTTPRoute' ? sessionProblem(rule) : undefined;
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
