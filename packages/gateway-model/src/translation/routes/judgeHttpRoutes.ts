import { isJsonObject } from '../../json';
import { gatewayApiItems } from '../world';
import {
  BackendStage,
  Item,
  ListenerStage,
  PredictedCondition,
  RouteContext,
  RouteParentContext,
  World,
} from '../types';
import { ACCEPTED, AttachedParent, attachParents } from './attachParents';
import { versionRules } from '../versionRules';
import { conditionOf, isFalse, withCondition } from './conditions';
import { HttpRouteKind } from './gatheredFilters';
import { judgedRoutes } from './judgedRoutes';
import { JudgedRule, judgeRule } from './judgeRule';
import { groupProblems, Presumption } from './problems';
import { hostnamesOf, rulesOf } from './limits';
import { shareStatuses } from './sharedStatuses';
import { listed } from './words';

const RESOLVED: PredictedCondition = {
  type: 'ResolvedRefs',
  status: 'True',
  reason: 'ResolvedRefs',
  message: 'All references of the route are resolved.',
};

const IN_ORDER: readonly PredictedCondition[] = [ACCEPTED, RESOLVED];

/** Rules against which something of type `Accepted` was found. */
function unacceptedRules(rules: readonly JudgedRule[]): readonly number[] {
  return rules
    .filter(rule => rule.problems.some(({ type }) => type === 'Accepted'))
    .map(rule => rule.outcome.index);
}

/** Only when every rule fails, the route does; otherwise it is accepted in part (GEP-1364). */
function conditionsOfProblems(
  before: PredictedCondition,
  rules: readonly JudgedRule[],
): readonly PredictedCondition[] {
  const problems = rules.flatMap(rule => rule.problems);
  if (problems.length === 0 && before === ACCEPTED) {
    return IN_ORDER;
  }
  let conditions: readonly PredictedCondition[] = [before];
  for (const problem of groupProblems(problems)) {
    const { type, reason, message, unknown } = problem;
    const details = { reason, message, ...(unknown && { unknown }) };
    if (type !== 'Accepted') {
      conditions = withCondition(conditions, {
        type,
        status: 'False',
        ...details,
      });
      continue;
    }
    const unaccepted = unacceptedRules(rules);
    if (unaccepted.length === rules.length) {
      conditions = withCondition(conditions, {
        type,
        status: 'False',
        ...details,
      });
    } else {
      conditions = withCondition(conditions, {
        ...details,
        type: 'PartiallyInvalid',
        status: 'True',
        message: `Of the rules, ${listed(unaccepted.map(String))} ${
          unaccepted.length === 1 ? 'is' : 'are'
        } not accepted: ${message}`,
      });
      conditions = withCondition(conditions, ACCEPTED);
    }
  }
  return isFalse(conditions, 'ResolvedRefs')
    ? conditions
    : withCondition(conditions, RESOLVED);
}

/** Marks what is only presumed: conditions that speak for the route, as long as something unknown is in order. */
function withPresumptions(
  conditions: readonly PredictedCondition[],
  presumptions: readonly Presumption[],
): readonly PredictedCondition[] {
  let known = conditions;
  for (const { type, unknown } of presumptions) {
    const condition = conditionOf(known, type);
    if (condition?.status === 'True' && !condition.unknown) {
      known = withCondition(known, { ...condition, unknown });
    }
  }
  return known;
}

/** What 1.7 made of a route that some rules had made accepted where no listener had. */
const LOST: PredictedCondition = {
  type: 'Accepted',
  status: 'False',
  reason: 'NoMatchingListenerHostname',
  message: 'The route has no listener.',
};

function isLost(
  { listeners }: Pick<AttachedParent, 'listeners'>,
  conditions: readonly PredictedCondition[],
): boolean {
  return (
    !isFalse(conditions, 'Accepted') &&
    listeners.every(({ hostnames }) => hostnames.length === 0)
  );
}

function judgeParent(
  world: World,
  backends: BackendStage,
  route: Item,
  kind: HttpRouteKind,
  parent: AttachedParent,
  /** The Gateway, if the parentRef that owns the status entry has listeners. */
  gateway: AttachedParent['gateway'] | undefined,
): RouteParentContext {
  const { accepted, ...attached } = parent;
  const rules = rulesOf(route).map((raw, index) =>
    judgeRule({
      world,
      backends,
      route,
      kind,
      rule: isJsonObject(raw) ? raw : {},
      index,
      parentRef: parent.parentRef,
      ...(gateway && { gateway }),
    }),
  );
  const unmatched = accepted.reason === 'NoMatchingListenerHostname';
  let conditions = withPresumptions(
    conditionsOfProblems(unmatched ? ACCEPTED : accepted, rules),
    rules.flatMap(rule => rule.presumptions),
  );
  const refused = isFalse(conditions, 'Accepted');
  // A GRPCRoute that is not accepted goes nowhere; an HTTPRoute's rules still answer 500.
  const { servesRefusedRoutes } = versionRules(world.settings);
  const stays = (kind === 'HTTPRoute' && servesRefusedRoutes) || !refused;
  if (unmatched && stays) {
    conditions = withCondition(conditions, accepted);
  } else if (
    !servesRefusedRoutes &&
    kind === 'HTTPRoute' &&
    isLost(attached, conditions)
  ) {
    conditions = withCondition(conditions, LOST);
  }
  return {
    ...attached,
    listeners: stays
      ? attached.listeners
      : attached.listeners.map(one => ({ ...one, hostnames: [] })),
    conditions,
    rules: rules.map(rule => rule.outcome),
  };
}

function judgeRoute(
  world: World,
  stage: ListenerStage,
  backends: BackendStage,
  item: Item,
  kind: HttpRouteKind,
): RouteContext | undefined {
  const hostnames = hostnamesOf(item);
  const attached = attachParents(world, stage, item, kind, hostnames);
  if (attached.length === 0) {
    return undefined;
  }
  const parents = attached.map(parent => {
    const owner =
      parent.sharesStatusWith === undefined
        ? parent
        : attached[parent.sharesStatusWith];
    return judgeParent(
      world,
      backends,
      item,
      kind,
      parent,
      owner.listeners.length > 0 ? owner.gateway : undefined,
    );
  });
  return { item, kind, hostnames, parents: shareStatuses(parents) };
}

const KINDS: readonly HttpRouteKind[] = ['HTTPRoute', 'GRPCRoute'];

/**
 * What becomes of HTTPRoutes and then GRPCRoutes, in the order Envoy Gateway takes them. Routes without a
 * parentRef to one of our Gateways are left out: Envoy Gateway writes nothing to them.
 */
export function judgeHttpRoutes(
  world: World,
  stage: ListenerStage,
  backends: BackendStage,
): readonly RouteContext[] {
  const judged = judgedRoutes(world, stage);
  const routes: RouteContext[] = [];
  for (const kind of KINDS) {
    for (const item of gatewayApiItems(world, kind)) {
      const route =
        judged.get(item) ??
        judgeRoute(world, stage, backends, item, kind) ??
        false;
      judged.set(item, route);
      if (route) {
        routes.push(route);
      }
    }
  }
  return routes;
}
