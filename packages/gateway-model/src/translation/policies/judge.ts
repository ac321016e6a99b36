import { ContentInput } from '../types';
import { Attachment, Claims } from './claims';
import { createContentAsker, JudgeContent } from './content';
import { Judge, Judgement, RoutePolicyKind } from './judgements';
import { judgeOnListeners } from './judgeOnListeners';
import { judgeOnRoute } from './judgeOnRoute';

/** Judges the content of attached policies of one kind, each when it is first asked for. */
export function createJudge(
  kind: RoutePolicyKind,
  claims: Claims,
  judgeContent: JudgeContent,
  clientTraffic: ContentInput['clientTraffic'],
): Judge {
  const asker = createContentAsker(kind, judgeContent, clientTraffic);
  const judgements = new Map<Attachment, Judgement>();
  const judge = (attachment: Attachment): Judgement => {
    let known = judgements.get(attachment);
    if (!known) {
      known =
        attachment.to === 'listeners'
          ? judgeOnListeners(kind, asker, attachment, claims.rules)
          : judgeOnRoute({ kind, asker, claims, judge }, attachment);
      judgements.set(attachment, known);
    }
    return known;
  };
  return judge;
}
