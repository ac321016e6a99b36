import { VersionRules } from '../versionRules';
import { ListenerDraft, setCondition } from './draft';

const TRANSLATED = 'The listener has been translated';
const PROGRAMMED = 'The listener is sent to the proxies';
const NOT_PROGRAMMED = 'The listener is invalid, as its other conditions tell';
const RESOLVED = 'All references of the listener are resolved';

function setAccepted(draft: ListenerDraft): void {
  setCondition(draft, 'Accepted', 'True', 'Accepted', TRANSLATED);
}

function setProgrammed(draft: ListenerDraft): void {
  setCondition(
    draft,
    'Programmed',
    'True',
    'Programmed',
    PROGRAMMED,
    draft.unknown,
  );
}

function setResolved(draft: ListenerDraft): void {
  setCondition(
    draft,
    'ResolvedRefs',
    'True',
    'ResolvedRefs',
    RESOLVED,
    draft.unknown,
  );
}

/** What a listener's status says in the end, by what was found (upstream `validateListenerConditions`). */
export function completeConditions(
  draft: ListenerDraft,
  { acceptsWithoutCertificate }: VersionRules,
): void {
  const { conditions } = draft;
  if (conditions.size === 0) {
    setProgrammed(draft);
    setAccepted(draft);
    setResolved(draft);
    if (draft.listenerSet?.kind === 'ListenerSet') {
      setCondition(
        draft,
        'Conflicted',
        'False',
        'NoConflicts',
        'No other listener is in its way',
      );
    }
    return;
  }
  const reason =
    conditions.size === 1 ? conditions.get('ResolvedRefs')?.reason : undefined;
  if (reason === 'PartiallyInvalidCertificateRef') {
    setAccepted(draft);
    setProgrammed(draft);
    return;
  }
  if (reason === 'InvalidCertificateRef' && acceptsWithoutCertificate) {
    setAccepted(draft);
  }
  if (!conditions.has('Programmed')) {
    setCondition(draft, 'Programmed', 'False', 'Invalid', NOT_PROGRAMMED);
  }
  if (!conditions.has('ResolvedRefs')) {
    setResolved(draft);
  }
}
