import { PredictedCondition, Unknown } from '../types';
import { CertificateDoubt, ListenerDraft } from './draft';

/** Judges a listener anew, as if its certificates were otherwise than presumed. */
export type Rejudge = (
  draft: ListenerDraft,
  doubt?: CertificateDoubt,
) => ListenerDraft;

/** Judges what listeners on a port are to each other. */
export type JudgeTogether = (drafts: readonly ListenerDraft[]) => void;

/** What else might be: some listeners have certificates that are not what they are presumed to be. */
type Supposition = ReadonlyMap<ListenerDraft, CertificateDoubt>;

/**
 * Each doubt by itself, and all at once. A listener in nobody's way any more lets others in, never out, so that
 * what neither changes no mixture does.
 */
function suppositions(drafts: readonly ListenerDraft[]): Supposition[] {
  const doubted = drafts.filter(({ doubts }) => doubts.length > 0);
  const single = doubted.flatMap(draft =>
    draft.doubts.map(doubt => new Map([[draft, doubt]])),
  );
  return doubted.length > 1
    ? [...single, new Map(doubted.map(draft => [draft, draft.doubts[0]]))]
    : single;
}

function same(
  a: PredictedCondition | undefined,
  b: PredictedCondition | undefined,
): boolean {
  return a?.status === b?.status && a?.reason === b?.reason;
}

function isReady({ conditions }: ListenerDraft): boolean {
  return conditions.get('Programmed')?.status === 'True';
}

/** Marks what would be otherwise as presumed. */
function mark(
  draft: ListenerDraft,
  otherwise: ListenerDraft,
  unknown: Unknown,
): void {
  for (const [type, condition] of draft.conditions) {
    if (
      !condition.unknown &&
      !same(condition, otherwise.conditions.get(type))
    ) {
      draft.conditions.set(type, { ...condition, unknown });
    }
  }
  if (isReady(draft) !== isReady(otherwise)) {
    draft.readinessUnknown ??= unknown;
  }
}

/**
 * Whether a certificate can be served may hang on its private key, and on that hangs more than the listener's
 * own conditions: one that is at fault itself is in nobody's way. So the listeners on its port are judged again
 * as if the key were no good, and what comes out otherwise is presumed only.
 */
export function markPresumptions(
  drafts: readonly ListenerDraft[],
  rejudge: Rejudge,
  judgeTogether: JudgeTogether,
): void {
  const ports = new Map<number, ListenerDraft[]>();
  for (const draft of drafts) {
    const onPort = ports.get(draft.port);
    if (onPort) {
      onPort.push(draft);
    } else {
      ports.set(draft.port, [draft]);
    }
  }
  for (const onPort of ports.values()) {
    for (const supposed of suppositions(onPort)) {
      const [first] = supposed.keys();
      const { unknown } = first;
      if (unknown) {
        const otherwise = onPort.map(draft =>
          rejudge(draft, supposed.get(draft)),
        );
        judgeTogether(otherwise);
        onPort.forEach((draft, index) =>
          mark(draft, otherwise[index], unknown),
        );
      }
    }
  }
}
