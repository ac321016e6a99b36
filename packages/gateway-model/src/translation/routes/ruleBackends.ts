import { isJsonObject, JsonObject, listAt, stringAt } from '../../json';
import { ParentReference } from '../../resources';
import {
  BackendOutcome,
  BackendRefOutcome,
  BackendStage,
  GatewayContext,
  Item,
  RouteProblem,
  Unknown,
  World,
} from '../types';
import { judgeFilters } from './filters';
import { FiltersOutcome, HttpRouteKind } from './gatheredFilters';
import { Presumption } from './problems';
import { sentence } from './words';

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

/** What the backendRefs of a rule come to together. */
export interface JudgedBackends {
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

/** Judges one backendRef of a rule, or of a mirror, which follows no rule's policy. */
export function judgeBackendRef(
  input: RuleInput,
  backendRef: JsonObject,
  more: { filters?: FiltersOutcome; ruleName?: string; mirror?: boolean },
): BackendRefOutcome {
  const { route, kind, index, gateway, parentRef } = input;
  const { filters, ruleName, mirror } = more;
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
    ...(mirror && { mirror }),
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
    message: sentence(
      `Rule ${index}, backendRef ${backend}: ${problem.message}`,
    ),
  };
}

/** Where the object itself is there, only its endpoints are not known: the reference to it is resolved. */
function leavesUnresolved(world: World, { ref }: Unknown): boolean {
  return !ref || typeof world.lookup(ref) === 'string';
}

/** Judges the backendRefs of a rule, each with its own filters. */
export function judgeBackends(input: RuleInput): JudgedBackends {
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
    const judged = judgeBackendRef(input, backendRef, { filters, ruleName });
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
