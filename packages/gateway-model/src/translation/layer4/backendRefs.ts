import { isJsonObject, listAt, stringAt } from '../../json';
import { AttachedParent } from '../routes';
import {
  BackendOutcome,
  BackendRefOutcome,
  BackendStage,
  PredictedCondition,
  RouteProblem,
  Unknown,
} from '../types';
import { Layer4Route } from './judgeParent';

/** A rule's references to backends, judged. */
export interface JudgedRule {
  index: number;
  name?: string;
  refs: readonly BackendRefOutcome[];
}

export function judgeRefs(
  { item, kind }: Layer4Route,
  parent: AttachedParent,
  backends: BackendStage,
): JudgedRule[] {
  const gateway = parent.listeners.length > 0 ? parent.gateway : undefined;
  return listAt(item.spec, 'rules').map((rule, index) => {
    const name = stringAt(rule, 'name');
    const refs = listAt(rule, 'backendRefs').map(raw =>
      backends.judgeBackendRef({
        route: item,
        routeKind: kind,
        backendRef: isJsonObject(raw) ? raw : {},
        gateway,
        ruleIndex: index,
        ruleName: name,
        parentRef: parent.parentRef,
      }),
    );
    return { index, name, refs };
  });
}

/** References that get a share of the traffic. */
export function destinationsOf(
  rules: readonly JudgedRule[],
): BackendRefOutcome[] {
  return rules
    .flatMap(({ refs }) => refs)
    .filter(({ problem, weight }) => !problem && weight > 0);
}

export function backendOutcomes({ refs }: JudgedRule): BackendOutcome[] {
  return refs.map(({ ref, weight, problem, unknown }, index) => ({
    index,
    ref,
    weight,
    ...(problem && { problem }),
    ...(unknown && { unknown }),
  }));
}

function withUnknown(
  condition: PredictedCondition,
  unknown: Unknown | undefined,
): PredictedCondition {
  return unknown ? { ...condition, unknown } : condition;
}

/**
 * The `ResolvedRefs` condition: every reason once, sorted and joined. What is certain of one problem is certain
 * of the condition.
 */
export function resolvedRefs(
  rules: readonly JudgedRule[],
  more: readonly RouteProblem[] = [],
): PredictedCondition {
  const refs = rules.flatMap(rule => rule.refs);
  const problems = [...refs.flatMap(({ problem }) => problem ?? []), ...more];
  if (problems.length === 0) {
    const unknown = refs.find(one => one.unknown)?.unknown;
    return withUnknown(
      {
        type: 'ResolvedRefs',
        status: 'True',
        reason: 'ResolvedRefs',
        message: 'All references of the route are resolved.',
      },
      unknown,
    );
  }
  const reasons = new Set(problems.map(({ reason }) => reason));
  const certain = problems.some(({ unknown }) => !unknown);
  return withUnknown(
    {
      type: 'ResolvedRefs',
      status: 'False',
      reason: [...reasons].sort().join(','),
      message: problems.map(({ message }) => message).join(' '),
    },
    certain ? undefined : problems[0].unknown,
  );
}
