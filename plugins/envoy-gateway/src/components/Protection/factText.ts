import {
  effectText,
  formatDuration,
  Formats,
  isEndless,
  limitUnit,
} from '../../format';
import { FactEffect, LimitCondition } from '../../model';
import { Translate } from '../../translation';

/** Stand for every client. */
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** What a fact comes to, in words to be read under its heading; undefined when there are none. */
export function factText(
  t: Translate,
  formats: Formats,
  fact: { effect?: FactEffect; conditions: readonly LimitCondition[] },
): string | undefined {
  const { effect, conditions } = fact;
  if (!effect) {
    return undefined;
  }
  switch (effect.type) {
    case 'clientCertificate':
      return t('facts.clientCertificate');
    case 'authorization':
      return t('facts.authorization', {
        count: effect.rules,
        defaultAction: effect.defaultAction,
      });
    case 'rateLimit': {
      const period = limitUnit(effect.unit);
      const limit = {
        count: effect.requests,
        requests: formats.count(effect.requests),
        unit: period ? t(`periods.${period}`) : effect.unit,
        scope: t(`rules.${effect.scope}`),
      };
      if (!effect.conditional) {
        return t('facts.rateLimit', limit);
      }
      return conditions.length > 0
        ? t('facts.rateLimitFor', {
            ...limit,
            conditions: formats.list(
              conditions.map(condition => conditionText(t, condition)),
            ),
          })
        : `${t('facts.rateLimit', limit)}, ${t('rules.conditional')}`;
    }
    case 'timeout':
      return isEndless(effect.request)
        ? t('facts.noEnd')
        : t('facts.timeout', { timeout: formatDuration(effect.request) });
    case 'retry':
      return effect.attempts === 0
        ? t('facts.noRetry')
        : t('facts.retry', { count: effect.attempts });
    case 'cors':
      return effect.origins.length > 0
        ? t('facts.cors', { origins: formats.list(effect.origins) })
        : undefined;
    default:
      return effectText(t, formats, effect);
  }
}

function conditionText(t: Translate, condition: LimitCondition): string {
  const text = plainConditionText(t, condition);
  return condition.inverted ? t('facts.not', { condition: text }) : text;
}

function plainConditionText(t: Translate, condition: LimitCondition): string {
  const { on, distinct, name = '', value } = condition;
  switch (on) {
    case 'header':
      if (distinct) {
        return t('facts.eachHeader', { name });
      }
      return value === undefined
        ? t('facts.headerPresent', { name })
        : t('facts.header', { name, value });
    case 'query':
      if (distinct) {
        return t('facts.eachQuery', { name });
      }
      return value === undefined
        ? t('facts.queryPresent', { name })
        : t('facts.query', { name, value });
    case 'client':
      if (distinct) {
        return value === undefined || EVERYWHERE.includes(value)
          ? t('facts.eachClientAnywhere')
          : t('facts.eachClient', { value });
      }
      return t('facts.client', { value: value ?? '' });
    default:
      return t(`facts.${on}`, { value: value ?? '' });
  }
}
