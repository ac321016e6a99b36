import { JsonObject } from '../../json';
import {
  AncestorStatuses,
  ClientContentInput,
  ContentOutcome,
  EffectiveLevel,
  EffectivePolicy,
  GatewayContext,
  Item,
  ListenerContext,
  ReplacedPolicy,
  Unknown,
} from '../types';
import {
  ancestorOf,
  AncestorRef,
  createAncestors,
  invalid,
  refused,
} from './ancestors';
import { inWords } from './contentProblems';
import {
  ClientAttachment,
  ClientClaims,
  ClientScope,
  wholeKey,
} from './clientClaims';
import { JudgeContent } from './content';
import { deprecationOf } from './deprecatedFields';
import { inForce } from './inForce';
import { refOfItem } from '../refOfItem';

/** What every ClientTrafficPolicy is judged with. */
export interface ClientJudging {
  readonly claims: ClientClaims;
  readonly judgeContent: JudgeContent;
  readonly surroundings: Omit<ClientContentInput, 'scope'>;
}

/** Spec of the policy put onto a listener. */
export function clientSpec(
  { onListener }: ClientClaims,
  listener: ListenerContext,
): JsonObject | undefined {
  return onListener.get(listener.key)?.policy.spec;
}

function judge(
  { claims, judgeContent, surroundings }: ClientJudging,
  { policy, scope, gateway }: ClientAttachment,
  listeners: readonly ListenerContext[],
): ContentOutcome {
  return judgeContent({
    kind: 'ClientTrafficPolicy',
    spec: policy.spec,
    policy,
    owner: () => policy,
    gateway,
    listeners,
    clientTraffic: listener => clientSpec(claims, listener),
    client: { ...surroundings, scope },
  });
}

/**
 * Why something may be wrong that is not seen: settings are judged where a listener is served, and those of plain
 * HTTP by what else is served on its port. One that is presumed not to be may be after all.
 */
function doubtOf(
  gateway: GatewayContext,
  listeners: readonly ListenerContext[],
): Unknown | undefined {
  const ports = new Set(listeners.map(({ port }) => port));
  return gateway.listeners.find(
    one => ports.has(one.port) && !one.ready && one.unknown,
  )?.unknown;
}

function statusOf(
  judging: ClientJudging,
  item: Item,
  attachments: readonly ClientAttachment[],
): AncestorStatuses {
  const { rules } = judging.claims;
  const ancestors = createAncestors(rules);
  for (const attachment of attachments) {
    const { ancestor, refusal, listeners, lost } = attachment;
    if (refusal) {
      ancestors.set(ancestor, refused(refusal.reason, refusal.message));
      continue;
    }
    if (lost.length > 0) {
      ancestors.set(ancestor, {
        type: 'Overridden',
        status: 'True',
        reason: 'Overridden',
        message: `Other policies take its place on the listeners ${lost.join(
          ', ',
        )}`,
      });
    }
    const { problems, unknown, warnings } = judge(
      judging,
      attachment,
      listeners,
    );
    if (problems.length > 0) {
      const certain = problems.some(problem => !problem.unknown);
      ancestors.set(ancestor, {
        ...invalid(problems),
        ...(!certain && { unknown: problems[0].unknown }),
      });
    }
    ancestors.accept(
      ancestor,
      unknown ?? doubtOf(attachment.gateway, listeners),
    );
    warnings.forEach(one =>
      ancestors.warn(ancestor, one.reason, one.message, one.unknown),
    );
    // Before 1.9, those for a single listener were not looked through.
    const deprecation =
      rules.deprecationsEverywhere || attachment.scope !== 'listener'
        ? deprecationOf('ClientTrafficPolicy', item)
        : undefined;
    if (deprecation !== undefined) {
      ancestors.warn(ancestor, 'DeprecatedField', deprecation);
    }
  }
  return { item, ancestors: ancestors.result() };
}

export function clientTrafficStatuses(
  judging: ClientJudging,
): readonly AncestorStatuses[] {
  return [...judging.claims.byPolicy].map(([item, attachments]) =>
    statusOf(judging, item, attachments),
  );
}

function replacedBy(
  { wholes }: ClientClaims,
  winner: ClientAttachment,
  { gateway, listenerSet }: ListenerContext,
): ReplacedPolicy[] {
  const above: Array<readonly [EffectiveLevel, AncestorRef]> = [
    ['gateway', ancestorOf('Gateway', gateway)],
  ];
  if (listenerSet) {
    above.unshift(['listenerSet', ancestorOf(listenerSet.kind, listenerSet)]);
  }
  const levels: readonly ClientScope[] = ['listener', 'listenerSet', 'gateway'];
  return above.flatMap(([level, ref]) => {
    const holder = wholes.get(wholeKey(ref));
    return holder &&
      holder !== winner &&
      levels.indexOf(holder.scope) > levels.indexOf(winner.scope)
      ? [
          {
            policy: refOfItem(holder.policy),
            level,
            by: refOfItem(winner.policy),
            why: `A policy for the ${winner.scope} takes the place of one for the ${level}, whole`,
          },
        ]
      : [];
  });
}

/** The ClientTrafficPolicy in force on a listener. */
export function effectiveClientTraffic(
  judging: ClientJudging,
  listener: ListenerContext,
): EffectivePolicy | undefined {
  const attachment = judging.claims.onListener.get(listener.key);
  if (!attachment) {
    return undefined;
  }
  const { policy, scope } = attachment;
  const { problems, unknown } = judge(judging, attachment, [listener]);
  const http = listener.protocol === 'HTTP' || listener.protocol === 'HTTPS';
  return {
    kind: 'ClientTrafficPolicy',
    winner: policy,
    level: scope,
    spec: inForce(policy.spec),
    replaced: replacedBy(judging.claims, attachment, listener),
    ...(problems.length > 0 && {
      failure: {
        message: inWords(problems),
        path: problems[0].path,
        ...(http && { answers: 500 }),
      },
    }),
    ...(unknown && { unknown }),
  };
}
