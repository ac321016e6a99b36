import {
  EffectiveKind,
  EffectivePolicy,
  ListenerContext,
  ReplacedPolicy,
} from '../types';
import { inWords } from './contentProblems';
import { Claims } from './claims';
import { Judge, OnListener, RoutePolicyKind } from './judgements';
import { Holder } from './path';
import { refOfItem } from '../refOfItem';

/** Of each place on the way, who came too late for it. */
function lateComers(
  holders: readonly Holder[],
  losers: Claims['losers'],
): ReplacedPolicy[] {
  return losers.size === 0
    ? []
    : holders.flatMap(({ attachment, level }) =>
        (losers.get(attachment.scope.key) ?? []).map(({ policy, refusal }) => ({
          policy: refOfItem(policy.item),
          level,
          by: refOfItem(attachment.policy.item),
          why: refusal?.message ?? '',
        })),
      );
}

/** A policy on the way to a rule, and what it comes to on the listener. */
interface Applied {
  readonly holder: Holder;
  readonly found: OnListener;
}

/** Why a policy on the way is not in force. */
function reasonOf(
  holder: Holder,
  winner: Holder,
  isApplied: boolean,
  kind: EffectiveKind,
): string {
  if (!isApplied) {
    return `It is not valid, so that Envoy Gateway does not apply it`;
  }
  return `A ${kind} of the ${winner.level} takes the place of one of the ${holder.level}, whole`;
}

function replacedOnPath(
  kind: EffectiveKind,
  holders: readonly Holder[],
  applied: ReadonlySet<Holder>,
  winner: Applied,
): ReplacedPolicy[] {
  const { merged } = winner.found;
  return holders
    .filter(
      holder =>
        holder !== winner.holder &&
        holder.attachment.policy.item !== merged?.parent,
    )
    .map(holder => ({
      policy: refOfItem(holder.attachment.policy.item),
      level: holder.level,
      by: refOfItem(winner.holder.attachment.policy.item),
      why: reasonOf(holder, winner.holder, applied.has(holder), kind),
    }));
}

function failureOf({ found }: Applied): EffectivePolicy['failure'] {
  const { problems, problemsHere = problems, fails } = found;
  if (problems.length === 0) {
    return undefined;
  }
  const [first] = problemsHere.length > 0 ? problemsHere : problems;
  const tellsPaths = problems.length > 1 || problemsHere.length !== 1;
  return {
    message: inWords(problems),
    path: first.path,
    ...(tellsPaths && { paths: problemsHere.map(problem => problem.path) }),
    ...(fails && { answers: 500 }),
  };
}

/** What the first of the policies on the way comes to. */
function inForceOf(
  kind: RoutePolicyKind,
  holders: readonly Holder[],
  applied: readonly Applied[],
  losers: Claims['losers'],
): EffectivePolicy | undefined {
  const [winner] = applied;
  if (!winner) {
    return undefined;
  }
  const { merged, spec, unknown } = winner.found;
  const failure = failureOf(winner);
  const filler =
    kind !== 'SecurityPolicy' && winner.found.fails
      ? applied.findIndex(one => !one.found.fails)
      : -1;
  const filledBy =
    filler < 0
      ? undefined
      : inForceOf(
          kind,
          holders.slice(holders.indexOf(applied[filler].holder)),
          applied.slice(filler),
          losers,
        );
  return {
    kind,
    winner: winner.holder.attachment.policy.item,
    level: winner.holder.level,
    ...(merged && {
      mergeType: merged.mergeType,
      mergedWith: merged.parent,
      mergedLevel: holders.find(
        one =>
          one !== winner.holder && one.attachment.policy.item === merged.parent,
      )?.level,
    }),
    spec,
    replaced: [
      ...replacedOnPath(
        kind,
        holders,
        new Set(applied.map(one => one.holder)),
        winner,
      ),
      ...lateComers(holders, losers),
    ],
    ...(failure && { failure }),
    ...(filledBy && { filledBy }),
    ...(unknown && { unknown }),
  };
}

/**
 * The policy in force on a rule of an HTTPRoute or GRPCRoute on a listener: the most specific one, whole, unless
 * it asks to be merged. One that fails keeps its place by the 500 it answers with; but of a
 * BackendTrafficPolicy or EnvoyExtensionPolicy the next one's features are put beside that.
 */
export function effectiveOnRule(
  kind: RoutePolicyKind,
  judge: Judge,
  holders: readonly Holder[],
  listener: ListenerContext,
  losers: Claims['losers'],
): EffectivePolicy | undefined {
  const applied: Applied[] = holders.flatMap(holder => {
    const found = judge(holder.attachment).on.get(listener.key);
    return found ? [{ holder, found }] : [];
  });
  return inForceOf(kind, holders, applied, losers);
}
