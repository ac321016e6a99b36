import { JsonObject } from '../../json';
import { ListenerContext } from '../types';
import { Attachment } from './claims';
import { ContentAsker, ContentQuestion } from './content';
import { areFatal, isIn, ofPhase } from './contentProblems';
import { inForce } from './inForce';
import { MergeOnListener, OnListener, RoutePolicyKind } from './judgements';
import { MergedPolicy, mergedPolicy } from './mergedPolicy';
import { PreparedPolicy } from './preparedPolicy';

interface MergeInput {
  readonly policy: PreparedPolicy;
  readonly parent: Attachment | undefined;
  readonly question: ContentQuestion;
  readonly listener: ListenerContext;
  /** Whether the status tells what is wrong with a merged policy. */
  readonly tellsProblems: boolean;
  /** Whether a rule it is for is free on the listener. */
  readonly findsPlace: boolean;
}

interface MergeResult {
  readonly result: MergeOnListener;
  /** Nothing where the merged policy is not applied. */
  readonly found?: OnListener;
}

/** Rate limits are only merged by their rules where each of the two is right by itself. */
function specInForce(
  asker: ContentAsker,
  { gateway }: ContentQuestion,
  merged: MergedPolicy,
): JsonObject {
  if (!merged.rateLimitRules) {
    return merged.spec;
  }
  const broken = [merged.parent, merged.child].some(policy =>
    asker
      .ask({ policy, gateway })
      .problems.some(problem => isIn('rateLimit', problem)),
  );
  return broken ? merged.judged : merged.spec;
}

/** Judges a route's policy merged with what it inherits on one listener, or by itself if that is nothing. */
export function judgeMerge(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  { policy, parent, question, listener, tellsProblems, findsPlace }: MergeInput,
): MergeResult {
  const merge =
    parent &&
    mergedPolicy(kind, parent.policy.item, policy.item, policy.mergeType ?? '');
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
    ...(findsPlace ? asker.onListener(asked, listener) : []),
  ];
  return {
    result: {
      listener,
      parent,
      problems:
        merged && !tellsProblems
          ? []
          : problems.map(problem => problem.message),
      unknown,
    },
    found: {
      spec: inForce(
        merged ? specInForce(asker, question, merged) : policy.item.spec,
      ),
      merged,
      problems,
      fails: areFatal(kind, outcome.problems, problems),
      unknown,
    },
  };
}
