import { ListenerContext } from '../types';
import { VersionRules } from '../versionRules';
import { ListenersAttachment } from './claims';
import { ContentAsker, ContentQuestion } from './content';
import { areFatal, isHttp, uniqueProblems } from './contentProblems';
import { inForce } from './inForce';
import { Judgement, OnListener, RoutePolicyKind } from './judgements';
import { listenersOfSet, ownListeners } from './targetable';

/** Those a policy reaches: a Gateway's own policies reach its ListenerSets', too. */
function listenersOf(
  { gateway, listenerSet, sectionName }: ListenersAttachment,
  rules: VersionRules,
): readonly ListenerContext[] {
  if (sectionName === undefined) {
    return listenerSet
      ? listenersOfSet(gateway, listenerSet)
      : gateway.listeners;
  }
  const own = listenerSet
    ? listenersOfSet(gateway, listenerSet)
    : ownListeners(gateway, rules);
  return own.filter(({ name }) => name === sectionName);
}

/**
 * Judges a policy of a Gateway, a ListenerSet or a listener. Upstream checks what it calls validation for routes'
 * policies alone.
 */
export function judgeOnListeners(
  kind: RoutePolicyKind,
  asker: ContentAsker,
  attachment: ListenersAttachment,
  rules: VersionRules,
): Judgement {
  const { policy, gateway } = attachment;
  const question: ContentQuestion = { policy: policy.item, gateway };
  const outcome = asker.ask(question);
  const shared = outcome.problems.filter(
    problem => kind !== 'SecurityPolicy' || problem.phase === 'translation',
  );
  const problems = [...shared];
  const on = new Map<string, OnListener>();
  for (const listener of listenersOf(attachment, rules)) {
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
    problems: uniqueProblems(problems),
    unknown: outcome.unknown,
    warnings: outcome.warnings,
    rejected: false,
    merges: [],
    on,
  };
}
