import { JsonObject } from '../../json';
import {
  ContentInput,
  ContentOutcome,
  ContentProblem,
  ListenerContext,
  Unknown,
} from '../types';
import {
  Attachment,
  Claims,
  ListenersAttachment,
  RouteAttachment,
} from './claims';
import {
  ContentAsker,
  ContentQuestion,
  createContentAsker,
  isIn,
} from './content';
import { inForce } from './inForce';
import { MergedPolicy, mergedPolicy } from './mergedPolicy';
import { scopesAbove } from './path';
import { listenersOfSet, ownListeners } from './targetable';

/** The kinds of policies that routes can have. */
export type RoutePolicyKind =
  | 'SecurityPolicy'
  | 'BackendTrafficPolicy'
  | 'EnvoyExtensionPolicy';

/** What an attached policy comes to on one listener. */
export interface OnListener {
  /** What is in force. */
  readonly spec: JsonObject;
  readonly merged: MergedPolicy | undefined;
  readonly problems: readonly ContentProblem[];
  /** Envoy answers requests with 500, because of the problems. */
  readonly fails: boolean;
  readonly unknown: Unknown | undefined;
}

/** A route's policy that is to be merged, on one listener. */
export interface MergeOnListener {
  readonly listener: ListenerContext;
  /** The attachment it merges with; without one it stands alone. */
  readonly parent: Attachment | undefined;
  readonly problems: readonly string[];
  readonly unknown: Unknown | undefined;
}

export interface Judgement {
  /** On all ancestors alike. */
  readonly problems: readonly ContentProblem[];
  readonly unknown: Unknown | undefined;
  readonly warnings: ContentOutcome['warnings'];
  /** Found so wrong that it is not applied at all. */
  readonly rejected: boolean;
  /** Of a route's policy with `mergeType`: one for each listener of each parent, in order. */
  readonly merges: readonly MergeOnListener[];
  /** By the listener's key; nothing where the policy is not applied. */
  readonly on: ReadonlyMap<string, OnListener>;
}

const NOTHING = new Map<string, OnListener>();
const NO_WARNINGS: ContentOutcome['warnings'] = [];

function isHttp({ ready, protocol }: ListenerContext): boolean {
  return ready && (protocol === 'HTTP' || protocol === 'HTTPS');
}

function unique(problems: readonly ContentProblem[]): ContentProblem[] {
  const seen = new Map(
    problems.map(problem => [`${problem.path}\n${problem.message}`, problem]),
  );
  return [...seen.values()];
}

function ofPhase(
  phase: ContentProblem['phase'],
  { problems }: ContentOutcome,
): readonly ContentProblem[] {
  return problems.filter(problem => problem.phase === phase);
}

const failsOpen = (problem: ContentProblem) => problem.failOpen === true;

/**
 * Whether problems make Envoy answer with 500. `current` are those of the Gateway in question; Envoy Gateway
 * collects a SecurityPolicy's over all Gateways of a route, in order, but lets it fail open on the current alone.
 */
function areFatal(
  kind: RoutePolicyKind,
  current: readonly ContentProblem[],
  all: readonly ContentProblem[],
): boolean {
  switch (kind) {
    case 'BackendTrafficPolicy':
      return all.length > 0;
    case 'EnvoyExtensionPolicy':
      return !current.every(failsOpen);
    default:
      return (
        all.length > 0 && !(current.some(failsOpen) && all.every(failsOpen))
      );
  }
}

export interface Judge {
  judge(attachment: Attachment): Judgement;
}

/** Judges the content of attached policies of one kind, each when it is first asked for. */
export function createJudge(
  kind: RoutePolicyKind,
  claims: Claims,
  judgeContent: (input: ContentInput) => ContentOutcome,
  clientTraffic: ContentInput['clientTraffic'],
): Judge {
  const asker = createContentAsker(kind, judgeContent, clientTraffic);
  const judgements = new Map<Attachment, Judgement>();
  const judge = (attachment: Attachment): Judgement => {
    let known = judgements.get(attachment);
    if (!known) {
      known =
        attachment.to === 'listeners'
          ? judgeOnListeners(kind, asker, attachment)
          : judgeOnRoute(kind, asker, claims, attachment, judge);
      judgements.set(attachment, known);
    }
    return known;
  };
  return { judge };
}

/** Upstream checks what it calls validation for routes' policies alone. */
function judgeOnListeners(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  { policy, gateway, listenerSet, sectionName }: ListenersAttachment,
): Judgement {
  const question: ContentQuestion = { policy: policy.item, gateway };
  const outcome = asker.ask(question);
  const shared = outcome.problems.filter(
    problem => kind !== 'SecurityPolicy' || problem.phase === 'translation',
  );
  const reached =
    listenerSet || sectionName === undefined
      ? listenersReached(gateway.listeners, listenerSet, gateway)
      : ownListeners(gateway);
  const problems = [...shared];
  const on = new Map<string, OnListener>();
  for (const listener of reached) {
    if (sectionName !== undefined && listener.name !== sectionName) {
      continue;
    }
    const own = isHttp(listener) ? asker.onListener(question, listener) : [];
    problems.push(...own);
    on.set(listener.key, {
      spec: inForce(policy.item.spec),
      merged: undefined,
      problems: [...shared, ...own],
      fails: areFatal(kind, shared, [...shared, ...own]),
      unknown: outcome.unknown,
    });
  }
  return {
    problems: unique(problems),
    unknown: outcome.unknown,
    warnings: outcome.warnings,
    rejected: false,
    merges: [],
    on,
  };
}

function listenersReached(
  all: readonly ListenerContext[],
  listenerSet: ListenersAttachment['listenerSet'],
  gateway: ListenersAttachment['gateway'],
): readonly ListenerContext[] {
  return listenerSet ? listenersOfSet(gateway, listenerSet) : all;
}

function judgeOnRoute(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  claims: Claims,
  attachment: RouteAttachment,
  judge: Judge['judge'],
): Judgement {
  const { policy, route } = attachment;
  const invalid =
    kind === 'SecurityPolicy'
      ? ofPhase(
          'validation',
          asker.ask({
            policy: policy.item,
            gateway: route.parents[0].gateway,
            route,
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
    ? judgeAlone(kind, asker, claims, attachment, judge)
    : judgeMerged(kind, asker, claims, attachment);
}

/**
 * Whether a rule the attachment is for is still free on a listener: Envoy Gateway checks what depends on a
 * listener only where it applies the policy.
 */
function findsPlace(
  claims: Claims,
  { route, scope, sectionName }: RouteAttachment,
  listener: ListenerContext,
  judge: Judge['judge'],
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

function judgeAlone(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  claims: Claims,
  attachment: RouteAttachment,
  judge: Judge['judge'],
): Judgement {
  const { policy, route } = attachment;
  const spec = inForce(policy.item.spec);
  const problems: ContentProblem[] = [];
  const warnings: ContentOutcome['warnings'][number][] = [];
  let unknown: Unknown | undefined;
  const on = new Map<string, OnListener>();
  for (const { gateway, listeners } of route.parents) {
    const question = { policy: policy.item, gateway, route };
    const outcome = asker.ask(question);
    const current = outcome.problems;
    problems.push(...current);
    warnings.push(...outcome.warnings);
    unknown ??= outcome.unknown;
    const soFar = [...problems];
    for (const { listener } of listeners) {
      if (on.has(listener.key)) {
        continue;
      }
      const own = findsPlace(claims, attachment, listener, judge)
        ? asker.onListener(question, listener)
        : [];
      problems.push(...own);
      on.set(listener.key, {
        spec,
        merged: undefined,
        problems: unique([...soFar, ...own]),
        fails: areFatal(kind, current, [...soFar, ...own]),
        unknown: outcome.unknown,
      });
    }
  }
  return {
    problems: unique(problems),
    unknown,
    warnings,
    rejected: false,
    merges: [],
    on,
  };
}

function judgeMerged(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  claims: Claims,
  { policy, route }: RouteAttachment,
): Judgement {
  const merges: MergeOnListener[] = [];
  const on = new Map<string, OnListener>();
  for (const { gateway, listeners } of route.parents) {
    for (const { listener } of listeners) {
      const parent = scopesAbove(listener)
        .map(scope => claims.holders.get(scope.key))
        .find(holder => holder !== undefined);
      const { found, result } = mergeOnListener(kind, asker, {
        policy: policy.item,
        mergeType: policy.mergeType ?? '',
        parent,
        question: { policy: policy.item, gateway, route },
        listener,
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

interface MergeInput {
  readonly policy: ContentQuestion['policy'];
  readonly mergeType: string;
  readonly parent: Attachment | undefined;
  readonly question: ContentQuestion;
  readonly listener: ListenerContext;
}

interface MergeResult {
  readonly result: MergeOnListener;
  /** Nothing where the merged policy is not applied. */
  readonly found?: OnListener;
}

function mergeOnListener(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  { policy, mergeType, parent, question, listener }: MergeInput,
): MergeResult {
  const merge =
    parent && mergedPolicy(kind, parent.policy.item, policy, mergeType);
  if (merge && 'problem' in merge) {
    const { problem } = merge;
    return {
      result: { listener, parent, problems: [problem], unknown: undefined },
    };
  }
  const merged = merge?.merged;
  const asked = merged ? { ...question, merged } : question;
  const outcome = asker.ask(asked);
  const { unknown } = outcome;
  const invalid =
    kind === 'SecurityPolicy' ? ofPhase('validation', outcome) : [];
  if (invalid.length > 0) {
    const problems = invalid.map(problem => problem.message);
    return { result: { listener, parent, problems, unknown } };
  }
  const problems = [
    ...outcome.problems,
    ...(isHttp(listener) ? asker.onListener(asked, listener) : []),
  ];
  return {
    result: {
      listener,
      parent,
      problems: problems.map(problem => problem.message),
      unknown,
    },
    found: {
      spec: inForce(
        merged ? specInForce(asker, question, merged) : policy.spec,
      ),
      merged,
      problems,
      fails: areFatal(kind, outcome.problems, problems),
      unknown,
    },
  };
}

/** A parent's rate limit that is in error is left out of the merge of rate limits. */
function specInForce(
  asker: ContentAsker,
  question: ContentQuestion,
  merged: MergedPolicy,
): JsonObject {
  if (!merged.rateLimitRules) {
    return merged.spec;
  }
  const { problems } = asker.ask({
    policy: merged.parent,
    gateway: question.gateway,
  });
  return problems.some(problem => isIn('rateLimit', problem))
    ? merged.judged
    : merged.spec;
}
