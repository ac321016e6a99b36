import { Formats } from '../../format';
import { LimitCondition } from '../../model';
import { Translate } from '../../translation';

/** What a limit counts by, or that it is not for all requests; in a few words. */
export function limitQualifier(
  t: Translate,
  formats: Formats,
  conditions: readonly LimitCondition[],
): string {
  const isForAll =
    conditions.length > 0 &&
    conditions.every(({ distinct, inverted }) => distinct && !inverted);
  return isForAll
    ? formats.list(
        conditions.map(({ on, name = '' }) =>
          on === 'client'
            ? t('rules.perClient')
            : t('rules.perValue', { name }),
        ),
      )
    : t('rules.conditional');
}
