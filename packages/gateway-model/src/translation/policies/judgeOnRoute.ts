import { at, JsonObject } from '../../json';
import {
  ContentOutcome,
  ContentProblem,
  ListenerContext,
  Unknown,
} from '../types';
import { refersToGateway } from '../../resources/references';
import { Claims, RouteAttachment } from './claims';
import { ContentAsker } from './content';
import {
  areFatal,
  isHttp,
  isIn,
  ofPhase,
  uniqueProblems,
} from './contentProblems';
import { inForce } from './inForce';
import {
  Judge,
  Judgement,
  MergeOnListener,
  OnListener,
  RoutePolicyKind,
} from './judgements';
import { judgeMerge } from './judgeMerge';
import { scopesAbove } from './path';

/** What a route's policy is judged with. */
export interface RouteJudging {
  readonly kind: RoutePolicyKind;
  readonly asker: ContentAsker;
  readonly claims: Claims;
  readonly judge: Judge;
}

const NOTHING = new Map<string, OnListener>();

const NO_WARNINGS: ContentOutcome['warnings'] = [];

/**
 * Whether a rule the attachment is for is still free on a listener: Envoy Gateway checks what depends on a
 * listener only where it applies the policy.
 */
function findsPlace(
  { claims, judge }: RouteJudging,
  { route, scope, sectionName }: RouteAttachment,
  listener: ListenerContext,
): boolean {
  const parent = route.parents.find(({ listeners }) =>
    listeners.some(
      one => one.listener === listener && one.hostnames.length > 0,
    ),
  );
  if (!parent || !isHttp(listener)) {
    return false;
  }
  return parent.rules.some(rule => {
    if (rule.dropped || rule.matches.length === 0) {
      return false;
    }
    if (sectionName !== undefined) {
      return rule.name === sectionName;
    }
    const own =
      rule.name === undefined
        ? undefined
        : claims.holders.get(`${scope.key}\n${rule.name}`);
    return !own || !judge(own).on.has(listener.key);
  });
}

/**
 * Fields whose content has nothing to do with the Gateway. Envoy Gateway looks at the others once for each parent
 * with a listener that lets the route in, and so never where there is none.
 */
const WITHOUT_GATEWAY = {
  SecurityPolicy: ['basicAuth', 'apiKeyAuth', 'authorization'],
  EnvoyExtensionPolicy: ['wasm'],
};

function ofParentWithoutListeners(
  kind: RoutePolicyKind,
  outcome: ContentOutcome,
  spec: JsonObject,
): ContentOutcome {
  if (kind === 'BackendTrafficPolicy') {
    return outcome;
  }
  const fields = WITHOUT_GATEWAY[kind];
  const unknown = fields.some(field => at(spec, field) !== undefined)
    ? outcome.unknown
    : undefined;
  return {
    problems: outcome.problems.filter(problem =>
      fields.some(field => isIn(field, problem)),
    ),
    warnings: outcome.warnings,
    ...(unknown && { unknown }),
  };
}

function judgeAlone(
  judging: RouteJudging,
  attachment: RouteAttachment,
): Judgement {
  const { kind, asker } = judging;
  const { policy, route } = attachment;
  const spec = inForce(policy.item.spec);
  const problems: ContentProblem[] = [];
  const ofGateways: ContentProblem[] = [];
  const warnings: ContentOutcome['warnings'][number][] = [];
  let unknown: Unknown | undefined;
  const on = new Map<string, OnListener>();
  for (const { gateway, listeners } of route.parents) {
    const idle = listeners.length === 0;
    const question = { policy: policy.item, gateway, route, idle };
    const outcome = idle
      ? ofParentWithoutListeners(kind, asker.ask(question), policy.item.spec)
      : asker.ask(question);
    const current = outcome.problems;
    problems.push(...current);
    ofGateways.push(...current);
    warnings.push(...outcome.warnings);
    unknown ??= outcome.unknown;
    // Of EnvoyExtensionPolicies, what is wrong for one Gateway is so for that alone.
    const alone = kind === 'EnvoyExtensionPolicy';
    const soFar = alone ? current : [...problems];
    const closing = alone ? current : [...ofGateways];
    for (const { listener } of listeners) {
      if (on.has(listener.key)) {
        continue;
      }
      const own = findsPlace(judging, attachment, listener)
        ? asker.onListener(question, listener)
        : [];
      problems.push(...own);
      on.set(listener.key, {
        spec,
        merged: undefined,
        problems: uniqueProblems([...soFar, ...own]),
        problemsHere: [...current, ...own],
        fails: areFatal(
          kind,
          current,
          [...soFar, ...own],
          [...closing, ...own],
        ),
        unknown: outcome.unknown,
      });
    }
  }
  return {
    problems: uniqueProblems(problems),
    unknown,
    warnings,
    rejected: false,
    merges: [],
    on,
  };
}

function isUnready({
  conditions,
}: RouteAttachment['route']['parents'][number]) {
  return conditions.some(({ reason }) => reason === 'NoReadyListeners');
}

function judgeMerged(
  judging: RouteJudging,
  attachment: RouteAttachment,
): Judgement {
  const { kind, asker, claims } = judging;
  const { policy, route } = attachment;
  const merges: MergeOnListener[] = [];
  const on = new Map<string, OnListener>();
  const { policiesOnListenerSets, tellsMergedProblems } = claims.rules;
  for (const parent of route.parents) {
    const { gateway, listeners, parentRef } = parent;
    if (
      (!policiesOnListenerSets && !refersToGateway(parentRef)) ||
      (!claims.rules.mergesWithoutReadyListener && isUnready(parent))
    ) {
      continue;
    }
    for (const { listener } of listeners) {
      const inherited = scopesAbove(listener, claims.rules)
        .map(scope => claims.holders.get(scope.key))
        .find(holder => holder !== undefined);
      const { found, result } = judgeMerge(kind, asker, {
        policy,
        parent: inherited,
        question: { policy: policy.item, gateway, route },
        tellsProblems: kind !== 'BackendTrafficPolicy' || tellsMergedProblems,
        listener,
        // A listener that two parentRefs name is the policy's own by the second.
        findsPlace:
          !on.has(listener.key) && findsPlace(judging, attachment, listener),
      });
      merges.push(result);
      if (found && !on.has(listener.key)) {
        on.set(listener.key, found);
      }
    }
  }
  return {
    problems: [],
    unknown: undefined,
    warnings: NO_WARNINGS,
    rejected: false,
    merges,
    on,
  };
}

/** Judges a policy of a route or of a rule, on all listeners that let the route in. */
export function judgeOnRoute(
  judging: RouteJudging,
  attachment: RouteAttachment,
): Judgement {
  const { kind, asker } = judging;
  const { policy, route } = attachment;
  // Where it is translated by itself, the question is the same.
  const translated =
    policy.mergeType === undefined
      ? route.parents.find(({ listeners }) => listeners.length > 0)
      : undefined;
  const { gateway } = translated ?? route.parents[0];
  const invalid =
    kind === 'SecurityPolicy'
      ? ofPhase(
          'validation',
          asker.ask({
            policy: policy.item,
            gateway,
            route,
            idle: translated === undefined,
          }),
        )
      : [];
  if (invalid.length > 0) {
    return {
      problems: invalid,
      unknown: undefined,
      warnings: NO_WARNINGS,
      rejected: true,
      merges: [],
      on: NOTHING,
    };
  }
  return policy.mergeType === undefined
    ? judgeAlone(judging, attachment)
    : judgeMerged(judging, attachment);
}
